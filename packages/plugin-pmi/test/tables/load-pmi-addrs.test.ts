import type { TestResult } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { filledRows, migrate, patient, refusals, table } from "../support/migrate.js";

const postal = (number: string, expiry: string | null) =>
  patient(number, { PtPostAddrLine1: "PO BOX 1", PtPostAddrPostCode: "se16lh", PostAddrExpiryDateInt: expiry });

const source = {
  PATDATA: table(
    patient("1"),
    postal("2", null),
    postal("3", "20260327"),
    postal("4", "20260326"),
    postal("5", "20260231"),
  ),
  PREVADDRESS: table(
    {
      InternalPatientNumber: "1",
      SeqNo: "1",
      PtAddLn1: "1 OLD ST",
      PtAddLn2: "OLDTOWN",
      PtAddLn3: "OLDSHIRE",
      PtAddLn4: "UK",
      Postcode: "sw1a1aa",
      EffectiveFromDateInt: "20100101",
      EffectiveToDateInt: "20191231",
    },
    {
      InternalPatientNumber: "1",
      SeqNo: "2",
      PtAddLn1: "2 OLD ST",
      PseudoPostCode: "ZZ993VZ",
      EffectiveToDate: "30/06/2021",
    },
    { InternalPatientNumber: "1", SeqNo: "3", PtAddLn1: "3 OLD ST" },
    { InternalPatientNumber: "1", SeqNo: "4", EffectiveToDate: "30/06/2021" },
    { InternalPatientNumber: "9", SeqNo: "1", PtAddLn1: "9 OLD ST", EffectiveToDate: "30/06/2021" },
  ),
};

describe("LOAD_PMIADDRS", () => {
  let result: TestResult;

  before(async () => {
    result = await migrate(source);
  });

  it("carries earlier addresses as P with their end, and the postal one as C until the day it expires", () => {
    const postalRow = { address_type: "C", address_1: "PO BOX 1", post_code: "SE1 6LH" };
    expect(filledRows(result, "LOAD_PMIADDRS")).to.deep.equal([
      {
        external_system_id: "1|PREV|1",
        main_crn: "D1",
        address_type: "P",
        address_1: "1 OLD ST",
        address_2: "OLDTOWN",
        address_3: "OLDSHIRE",
        address_4: "UK",
        post_code: "SW1A 1AA",
        applies_start: "01/01/2010",
        applies_end: "31/12/2019",
      },
      {
        external_system_id: "1|PREV|2",
        main_crn: "D1",
        address_type: "P",
        address_1: "2 OLD ST",
        post_code: "ZZ99 3VZ",
        applies_end: "30/06/2021",
      },
      { external_system_id: "2|POSTAL", main_crn: "D2", ...postalRow },
      { external_system_id: "3|POSTAL", main_crn: "D3", ...postalRow, applies_end: "27/03/2026" },
      { external_system_id: "5|POSTAL", main_crn: "D5", ...postalRow },
    ]);
  });

  it("rejects an earlier address without an end, one of nobody, and an expiry that never was", () => {
    expect(refusals(result, "LOAD_PMIADDRS")).to.deep.equal([
      "1|PREV|3 ADDRESS_WITHOUT_END",
      "5|POSTAL applies_end DATE_INVALID",
      "9|PREV|1 PATIENT_UNKNOWN",
    ]);
  });

  it("accounts for an address without a line", () => {
    expect(result.ledger.PREVADDRESS).to.deep.equal({ loaded: 2, split: 0, merged: 0, excluded: 1, rejected: 2 });
  });
});
