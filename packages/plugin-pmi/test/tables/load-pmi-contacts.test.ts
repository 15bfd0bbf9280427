import type { TestResult } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { filledRows, migrate, patient, refusals, table } from "../support/migrate.js";

const source = {
  PMITITLEMF: table({ Title: "MRS", Description: "Mrs" }),
  PATDATA: table(
    patient("1", {
      NoKName: "MRS JOAN O'NEILL",
      NoKRelationship: "MOTHER",
      NoKAddrLine1: "1 HIGH ST",
      NoKAddrLine2: "TOWN",
      NoKAddrLine3: "SHIRE",
      NoKAddrLine4: "UK",
      NoKPostCode: "sw1a1aa",
      NoKHomePhone: "01632 960003 evenings",
      NoKWorkPhone: "+44 1632 960004",
      NoKComments: "DEAF",
      NoKEmail: "j@example.org",
      CarerName: "BELL, SUE",
      Relationship: "CARER",
      CarerAddress: "2 Low Rd, Town, SE16LH",
      HomePhone: "01632 960005",
      WorkPhone: "none",
      Comments: "MON ONLY",
      CarerEmail: "s@example.org",
    }),
    patient("2"),
    patient("3", { NoKName: "JOAN SMITH", NoKRelationship: "LANDLORD" }),
    patient("4", { NoKHomePhone: "01632 960006" }),
  ),
};

describe("LOAD_PMICONTACTS", () => {
  let result: TestResult;

  before(async () => {
    result = await migrate(source);
  });

  it("makes two contacts of the two blocks of a patient, and one of a lone phone", () => {
    expect(filledRows(result, "LOAD_PMICONTACTS")).to.deep.equal([
      {
        external_system_id: "1|CARER",
        main_crn: "D1",
        contact_type: "CARER",
        relationship: "20",
        name_1: "SUE",
        name_family: "BELL",
        address_1: "2 Low Rd",
        address_2: "Town",
        post_code: "SE1 6LH",
        phone_1: "01632 960005",
        comments: "MON ONLY; E-mail: s@example.org; Work phone: none",
      },
      {
        external_system_id: "1|NOK",
        main_crn: "D1",
        contact_type: "NOK",
        relationship: "12",
        title: "MRS",
        name_1: "JOAN",
        name_family: "O'NEILL",
        address_1: "1 HIGH ST",
        address_2: "TOWN",
        address_3: "SHIRE",
        address_4: "UK",
        post_code: "SW1A 1AA",
        phone_1: "01632 960003",
        phone_2: "01632 960004",
        comments: "DEAF; E-mail: j@example.org; Home phone: evenings",
      },
      { external_system_id: "3|NOK", main_crn: "D3", contact_type: "NOK", name_family: "JOAN SMITH" },
      { external_system_id: "4|NOK", main_crn: "D4", contact_type: "NOK", phone_1: "01632 960006" },
    ]);
  });

  it("rejects an unknown relationship without printing it: it is free text", () => {
    expect(refusals(result, "LOAD_PMICONTACTS")).to.deep.equal(["3|NOK relationship CODE_NOT_MAPPED"]);
  });
});
