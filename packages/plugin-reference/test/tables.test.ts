import { recordNumber } from "@pas-migrate/core";
import { type TestResult, testMigration } from "@pas-migrate/core/testing";
import { ReferencePlugin } from "@pas-migrate/plugin-reference";
import { expect } from "chai";
import { filled, table } from "./support/tables.js";

const person = {
  user_name: "akehoe",
  first_name: "Alma",
  middle_name: "Zoë",
  family_name: "O'Hara-Kehoe",
  department_code: "MEDREC",
  job_id: "0012",
  psswd_expiry_date: "2026-12-31",
  staff_id: "S1",
  employee_flag: "Y",
  allow_logon: "N",
  login_from_date: "01/04/2026",
  email_address: "a@example.org",
  from_time: "700",
};

const carried = {
  system_code: "V83",
  external_system_id: "akehoe",
  user_name: "AKEHOE",
  first_name: "ALMA",
  middle_name: "ZOË",
  family_name: "O'HARA-KEHOE",
  department_code: "MEDREC",
  job_id: "12",
  psswd_expiry_date: "31/12/2026",
  staff_id: "S1",
  employee_flag: "Y",
  allow_logon: "N",
  login_from_date: "01/04/2026",
  email_address: "a@example.org",
  from_time: "700",
};

const source = {
  HOSPDET: table(
    {
      HospitalCode: "wh1",
      HospitalName: "Westhaven General",
      Address: "1 High St",
      HospAddrLine2: "Lower Town",
      HospAddrLine3: "Westhaven",
      HospAddrLine4: "Shire",
      Postcode: "sw1a1aa",
      PhoneNo: "01632 960001",
    },
    { HospitalCode: "WH2", Postcode: "NOT KNOWN", PhoneNo: "01632 960001 switchboard" },
    { HospitalCode: "WH3", HospitalName: "One name" },
    { HospitalCode: "WH3", HospitalName: "Another" },
    { HospitalName: "Nameless" },
  ),
  "feed:staff": table(
    person,
    {
      user_name: "bad",
      employee_flag: "P",
      login_from_date: "31/02/2026",
      job_id: "x",
      department_code: "D".repeat(11),
    },
    { first_name: "Nobody" },
  ),
  "feed:users": table(person),
};

describe("the tables of the reference plugin", () => {
  let result: TestResult;

  before(async () => {
    result = await testMigration({ plugins: [ReferencePlugin], source });
  });

  const refusals = (name: string) =>
    result.rejects
      .filter((reject) => reject.table === name)
      .map(({ key, field, reason }) => [key, field, reason].join(" "));

  it("carry a site, code and name in upper case", () => {
    expect(result.table("LOAD_SITES").rows.map(filled)).to.deep.equal([
      { system_code: "V83", external_system_id: "WH2", site_code: "WH2", post_code: "NOT KNOWN" },
      {
        system_code: "V83",
        external_system_id: "wh1",
        site_code: "WH1",
        site_description: "WESTHAVEN GENERAL",
        address_1: "1 High St",
        address_2: "Lower Town",
        address_3: "Westhaven",
        address_4: "Shire",
        post_code: "SW1A 1AA",
        phone_1: "01632 960001",
      },
    ]);
    expect(result.table("LOAD_SITES").column("record_number")[1]).to.equal(recordNumber("LOAD_SITES", ["wh1"]));
  });

  it("reject sites that stand twice or have no code, and a phone that does not fit", () => {
    expect(refusals("LOAD_SITES").sort()).to.deep.equal([
      "  KEY_BLANK",
      " site_code REQUIRED_VALUE_MISSING",
      "WH2 phone_1 VALUE_TOO_LONG",
      "WH3  DUPLICATE_KEY",
      "WH3  DUPLICATE_KEY",
    ]);
  });

  for (const name of ["LOAD_STAFF", "LOAD_USERS"]) {
    it(`carry ${name} from its feed, names in upper case, and never a password`, () => {
      const row = result.table(name).rows.find(({ user_name }) => user_name === "AKEHOE")!;
      expect(filled(row)).to.deep.equal(carried);
      expect(row.password).to.equal(null);
      expect(row.record_number).to.equal(recordNumber(name, ["akehoe"]));
    });
  }

  it("reject a feed's values that the loader would not take, and a row without a user name", () => {
    expect(filled(result.table("LOAD_STAFF").rows[1])).to.deep.equal({
      system_code: "V83",
      external_system_id: "bad",
      user_name: "BAD",
    });
    expect(refusals("LOAD_STAFF").sort()).to.deep.equal([
      "  KEY_BLANK",
      " user_name REQUIRED_VALUE_MISSING",
      "bad department_code VALUE_TOO_LONG",
      "bad employee_flag VALUE_NOT_ALLOWED",
      "bad job_id NUMBER_INVALID",
      "bad login_from_date DATE_INVALID",
    ]);
  });

  it("are empty without a feed: no account is made from activity", async () => {
    const without = await testMigration({ plugins: [ReferencePlugin], source: { HOSPDET: source.HOSPDET } });
    expect([without.table("LOAD_STAFF").rows, without.table("LOAD_USERS").rows]).to.deep.equal([[], []]);
    expect(without.table("LOAD_SITES").rows).to.have.length(2);
  });
});
