import type { TestResult } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { lines, migrate, refusals } from "../support/migrate.js";

describe("an archived episode", () => {
  let result: TestResult;
  before(async () => {
    result = await migrate(
      {
        PATDATA: {
          InternalPatientNumber: ["1", "2", "3"],
          DistrictNumber: ["D1", "D2", null],
          Surname: ["Example", "Old", "Nobody"],
          PtAddrLine1: ["9 New Road", "Somewhere", "Elsewhere"],
          PtAddrPostCode: ["M1 1AA", null, null],
          GpCode: ["NEW", null, null],
        },
        MERGEDID: { OldID: ["2"], NextID: ["1"], NewestID: ["1"] },
        GP: {
          GpCode: ["NEW", "EPI"],
          GpName: ["Dr New", "Dr Episode"],
          DohCode: ["G2222222", "G3333333"],
          PracticeCode: ["P22222", "P33333"],
          GpfhCode: [null, "F0001"],
        },
        INMAN: { IntdMgmt: ["D"], Description: ["Day case"], InternalValue: ["2"] },
        MOA: { MethodOfAdmission: ["WL", "EA"], Description: ["List", "Emergency"], InternalValue: ["11", "21"] },
        EPIREGISTRATION: lines(["Epiadd1", "Epipc"], "1 OWN Hostel SK99ZZ"),
        ADMITDISCH: lines(
          ["IpAdmDtimeInt", "IpDschDtimeInt", "IntdMgmt", "MethodOfAdmission", "EpiGPCode", "WlDateCcyy"],
          `
          1 OWN   201001010900 201001011700 D WL EPI 01/11/2009
          1 PLAIN 201002010900 201002011700 D EA -   01/11/2009
          2 OLD   201003010900 201003011700 D EA -   -
          3 NOONE 201004010900 201004011700 D EA -   -
          1 TYPE  201005010900 201005011700 - EA -   -
          `,
        ),
        CONSEPISODE: lines(
          ["FCENumber", "EpsActvDtimeInt", "ConsultantEpisodeEndDttm"],
          `
          1 OWN   1 201001010900 201001011700
          1 PLAIN 1 201002010900 201002011700
          2 OLD   1 201003010900 201003011700
          3 NOONE 1 201004010900 201004011700
          1 TYPE  1 201005010900 201005011700
          `,
        ),
        FCEEXT: lines(
          ["FceSequenceNo", "FCEStartDTimeInt", "DaysOnWl"],
          "1 OWN 1 201001010900 61\n1 PLAIN 1 201002010900 92",
        ),
      },
      { archiveBefore: "2020-01-01" },
    );
  });

  it("has the address and the GP that were kept with it, else those of its day", () => {
    const [own, plain] = result.table("LOAD_ADT_ARCHIVE").rows;
    expect(own).to.include({
      address_1: "Hostel",
      post_code: "SK9 9ZZ",
      gp_registration_code: "G3333333",
      gp_name: "Dr Episode",
      gp_practice_code: "P33333",
      gp_fundholder_code: "F0001",
    });
    expect(plain).to.include({
      address_1: "9 New Road",
      post_code: "M1 1AA",
      gp_registration_code: "G2222222",
      gp_name: "Dr New",
      gp_practice_code: "P22222",
      gp_fundholder_code: null,
    });
  });

  it("has a wait only where the patient came from the list", () => {
    const [own, plain] = result.table("LOAD_ADT_ARCHIVE").rows;
    expect(own).to.include({ inpatient_wait_days: "61", comments: "On the waiting list from 01/11/2009" });
    expect(plain).to.include({ inpatient_wait_days: null, comments: null });
  });

  it("of a merged number stands under the survivor", () => {
    expect(result.table("LOAD_ADT_ARCHIVE").rows[2]).to.include({ crn: "D1", pat_name_family: "Example" });
    expect(result.table("LOAD_ADT_ARCHIVE").rows).to.have.length(3);
  });

  it("goes to quarantine with its patient, and without a type that can be told", () => {
    expect(refusals(result, "LOAD_ADT_ARCHIVE")).to.deep.equal([
      "1|TYPE|1 encounter_type REQUIRED_VALUE_MISSING",
      "3|NOONE|1 PARENT_NOT_MIGRATED",
    ]);
  });
});
