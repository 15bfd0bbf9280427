import { recordNumber } from "@pas-migrate/core";
import type { TestResult } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { byKey, filled, migrate, patient, refusals, table } from "../support/migrate.js";

/** Each patient shows one thing; the number says which. */
const PATDATA = table(
  patient("000000001", {
    NhsNumber: "999 000 0018",
    NHSNumberStatus: "01",
    Sex: "F",
    Title: "MRS",
    Forenames: "Ann Mary Jo Lee",
    Surname: "O'Brien-Zoë",
    InternalDateOfBirth: "19700102",
    CountryOfBirth: "IE",
    EthnicType: "WB",
    SpokenLanguage: "Polish",
    Religion: "CE",
    MaritalStatus: "M",
    PtAddrLine1: "1 HIGH ST",
    PtAddrLine2: "TOWN",
    PtAddrPostCode: "sw1a1aa",
    PtHomePhone: "+44 1632 960001 ask son",
    PtWorkPhone: "01632 960002",
    PtMobilePhone: "07700900123",
    PtEmail: "a@example.org",
    GeneralComments: "HARD OF HEARING",
    PtAddrComments: "SIDE DOOR",
    PtIdentificationComments: "TATTOO",
    MedicalProfileComments: "ASTHMA",
    GpCode: "SMI",
  }),
  patient("died-day", { PtDateOfDeathInt: "20260101" }),
  patient("died-display", { PtDateOfDeath: "02/01/2026" }),
  patient("died-never", { PtDateOfDeathInt: "20260231" }),
  patient("died-later", { PtDateOfDeathInt: "20270101" }),
  patient("dob-display", { PtDoB: "03/02/1960" }),
  patient("dob-later", { InternalDateOfBirth: "20270101" }),
  patient("dob-never", { InternalDateOfBirth: "19700231" }),
  patient("dob-part", { PtDoB: "00/02/1960" }),
  patient("dob-short", { PtDoB: "03/02/60" }),
  patient("long-mail", { PtEmail: `${"a".repeat(72)}@b.example` }),
  patient("long-name", { Surname: "A".repeat(41) }),
  patient("long-name-fits", { Surname: "É".repeat(40) }),
  patient("long-phone", { PtHomePhone: "0000 1111 2222 3333 4444" }),
  { InternalPatientNumber: "no-district", Surname: "X" },
  patient("gp-open", { GpCode: "JON" }),
  patient("gp-unknown", { GpCode: "??" }),
  patient("gp-part", { GpCode: "PRT" }),
  patient("gp-contradicted", { GpCode: "TWO" }),
  patient("moved"),
  patient("moved-open"),
);

const source = {
  PATDATA,
  PMITITLEMF: table({ Title: "MRS", Description: "Mrs" }),
  COUNTRYBIRTHMF: table({ CountryCode: "IE", CountryName: "Ireland", CountryONS: "372" }),
  ETHN: table({ EthnicOriginCode: "WB", EthnicOriginDesc: "White British", EthnicityNatCode: "A" }),
  RELIGION: table({ Religion: "CE", Description: "Church of England" }),
  MARITALS: table({ MaritalStatus: "M", Description: "Married" }),
  GP: table(
    { GpCode: "SMI", DohCode: "G1234567", PracticeCode: "A12345", Postcode: "se16lh" },
    { GpCode: "JON", DohCode: "G7654321", PracticeCode: "B54321" },
    { GpCode: "PRT", DohCode: "123456", PracticeCode: "A1234" },
    { GpCode: "TWO", DohCode: "G1111111" },
    { GpCode: "TWO", DohCode: "G2222222" },
  ),
  GPHISTORY: table(
    { InternalPatientNumber: "gp-open", SeqNo: "1", GpCode: "SMI", FromDate: "01/01/2000", ToDate: "31/12/2009" },
    { InternalPatientNumber: "gp-open", SeqNo: "2", GpCode: "JON", FromDate: "01/01/2010" },
  ),
  PREVADDRESS: table(
    { InternalPatientNumber: "moved", SeqNo: "1", PtAddLn1: "1 OLD ST", EffectiveToDateInt: "20191231" },
    { InternalPatientNumber: "moved", SeqNo: "2", PtAddLn1: "2 OLD ST", EffectiveToDate: "30/06/2021" },
    { InternalPatientNumber: "moved-open", SeqNo: "1", PtAddLn1: "1 OLD ST", EffectiveToDateInt: "20191231" },
    { InternalPatientNumber: "moved-open", SeqNo: "2", PtAddLn1: "2 OLD ST" },
  ),
};

describe("LOAD_PMI", () => {
  let result: TestResult;

  before(async () => {
    result = await migrate(source);
  });

  const row = (key: string) => result.table("LOAD_PMI").rows.find((cells) => cells.external_system_id === key)!;
  const refused = (key: string) => refusals(result, "LOAD_PMI").filter((line) => line.startsWith(`${key} `));

  it("carries a whole patient, field by field", () => {
    expect(filled(row("000000001"))).to.deep.equal({
      external_system_id: "000000001",
      main_crn: "D000000001",
      nhs_number: "9990000018",
      nhs_number_status: "01",
      sex: "2",
      title: "MRS",
      pat_name_1: "Ann",
      pat_name_2: "Mary",
      pat_name_3: "Jo Lee",
      pat_name_family: "O'Brien-Zoë",
      date_of_birth: "02/01/1970",
      place_born: "372",
      ethnic_group: "A",
      preferred_language: "pl",
      religion_code: "CE",
      marital_status: "M",
      pat_address_1: "1 HIGH ST",
      pat_address_2: "TOWN",
      post_code: "SW1A 1AA",
      telephone_no: "01632 960001",
      telephone_no_2: "01632 960002",
      telephone_no_3: "07700900123",
      pat_email_address: "a@example.org",
      comments: "HARD OF HEARING; Address: SIDE DOOR; Home phone: ask son",
      note_1_subject: "Identification",
      note_1_text: "TATTOO",
      note_2_subject: "Medical profile",
      note_2_text: "ASTHMA",
      gp_national_code: "G1234567",
      practice_national_code: "A12345",
      practice_post_code: "SE1 6LH",
    });
    expect(refused("000000001")).to.deep.equal([]);
  });

  it("has the record number of the published test vector", () => {
    expect(row("000000001").record_number).to.equal("360521616573822700");
    expect(recordNumber("LOAD_PMI", ["000000001"])).to.equal("360521616573822700");
  });

  it("declares the system and the kind of number, or what the run's settings say", async () => {
    expect([row("moved").system_code, row("moved").main_crn_type]).to.deep.equal(["V83", "DISTRICT"]);
    const settings = { systemCode: "LEG", mainCrnType: "UNIT" };
    const [other] = (await migrate({ PATDATA: table(patient("1")) }, settings)).table("LOAD_PMI").rows;
    expect([other.system_code, other.main_crn_type]).to.deep.equal(["LEG", "UNIT"]);
  });

  it("invents nothing: of a patient who is a number, only the number is loaded", () => {
    expect(filled(row("moved-open"))).to.deep.equal({ external_system_id: "moved-open", main_crn: "Dmoved-open" });
  });

  it("reads dates of birth in their two forms, the internal one first", () => {
    expect(row("dob-display").date_of_birth).to.equal("03/02/1960");
    expect(refused("dob-display")).to.deep.equal([]);
  });

  it("rejects dates of birth that never were, and never guesses a century or a day", () => {
    for (const key of ["dob-never", "dob-part", "dob-short"]) {
      expect(row(key).date_of_birth, key).to.equal(null);
      expect(refused(key)).to.deep.equal([`${key} date_of_birth DATE_INVALID`]);
    }
  });

  it("carries dates after the snapshot as they are held: they are for a rule to report, not for us to mend", () => {
    expect([row("dob-later").date_of_birth, row("died-later").date_of_death]).to.deep.equal([
      "01/01/2027",
      "01/01/2027 00:00",
    ]);
  });

  it("marks by 00:00 that only the day of a death is known, and rejects a day that never was", () => {
    const deaths = ["died-day", "died-display", "died-never", "moved"].map((key) => row(key).date_of_death);
    expect(deaths).to.deep.equal(["01/01/2026 00:00", "02/01/2026 00:00", null, null]);
    expect(refused("died-never")).to.deep.equal(["died-never date_of_death DATE_INVALID"]);
  });

  it("rejects values longer than their column and cuts none", () => {
    expect([row("long-name").pat_name_family, row("long-mail").pat_email_address]).to.deep.equal([null, null]);
    expect([row("long-phone").telephone_no, row("long-phone").comments]).to.deep.equal([null, null]);
    expect(["long-name", "long-mail", "long-phone"].flatMap(refused)).to.deep.equal([
      "long-name pat_name_family VALUE_TOO_LONG",
      "long-mail pat_email_address VALUE_TOO_LONG",
      "long-phone telephone_no VALUE_TOO_LONG",
    ]);
  });

  it("counts characters, not bytes", () => {
    expect(row("long-name-fits").pat_name_family).to.equal("É".repeat(40));
  });

  it("rejects a patient without a district number", () => {
    expect(row("no-district")).to.equal(undefined);
    expect(refused("no-district")).to.deep.equal(["no-district main_crn REQUIRED_VALUE_MISSING"]);
  });

  it("dates the present registration only from an open row of the same GP", () => {
    const from = byKey(result, "LOAD_PMI", "practice_applies_from");
    expect([from["gp-open"], from["000000001"]]).to.deep.equal(["01/01/2010", null]);
  });

  it("rejects GPs that the master file does not know, does not hold whole, or holds twice", () => {
    expect(["gp-unknown", "gp-part", "gp-contradicted"].flatMap(refused)).to.deep.equal([
      "gp-unknown gp_national_code GP_UNKNOWN ??",
      "gp-part gp_national_code GP_CODE_NOT_NATIONAL PRT",
      "gp-part practice_national_code PRACTICE_CODE_NOT_NATIONAL A1234",
      "gp-contradicted gp_national_code GP_UNKNOWN TWO",
    ]);
    expect(["gp-unknown", "gp-part", "gp-contradicted"].map((key) => row(key).gp_national_code)).to.deep.equal([
      null,
      null,
      null,
    ]);
  });

  it("dates the present address from the day after the last earlier one, unless one of those is still open", () => {
    expect([row("moved").pat_address_from, row("moved-open").pat_address_from]).to.deep.equal(["01/07/2021", null]);
  });

  it("rejects nothing else", () => {
    expect(refusals(result, "LOAD_PMI")).to.have.length(12);
  });
});

describe("LOAD_PMI with the same patient twice", () => {
  it("loads none of two rows that differ", async () => {
    const twice = await migrate({
      PATDATA: table(
        patient("1", { Surname: "ADA" }),
        patient("2", { Surname: "BEA" }),
        patient("2", { Surname: "BEE" }),
      ),
    });
    expect(byKey(twice, "LOAD_PMI", "pat_name_family")).to.deep.equal({ 1: "ADA" });
    expect(refusals(twice, "LOAD_PMI")).to.deep.equal(["2 DUPLICATE_KEY", "2 DUPLICATE_KEY"]);
  });
});
