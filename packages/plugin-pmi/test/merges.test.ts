import { recordNumber } from "@pas-migrate/core";
import type { TestResult } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { filledRows, migrate, patient, refusals, table } from "./support/migrate.js";

/** 1 was merged into 2 and 2 into 3; 4 and 5 into each other; 6 into 8 and 9; 7 into nobody's number; 10 contradicts itself. */
const source = {
  MERGEDID: table(
    { OldID: "1", NextID: "2", NewestID: "3" },
    { OldID: "2", NextID: "3" },
    { OldID: "4", NextID: "5" },
    { OldID: "5", NextID: "4" },
    { OldID: "6", NextID: "8" },
    { OldID: "6", NextID: "9" },
    { OldID: "7", NextID: "77" },
    { OldID: "10", NextID: "3", NewestID: "8" },
  ),
  PATDATA: table(
    patient("1", {
      Surname: "Old",
      NhsNumber: "9990000026",
      Allergies: "LATEX",
      MRSA: "YES",
      NoKName: "Was Kin",
      PtPostAddrLine1: "PO BOX 1",
      PtDeathIndInt: "Y",
    }),
    patient("2", { Surname: "Present" }),
    patient("3", { Surname: "Present", NhsNumber: "9990000018" }),
    ...["4", "5", "6", "7", "8", "9", "10"].map((number) => patient(number)),
  ),
  PREVSURNAME: table({ InternalPatientNumber: "1", SeqNo: "1", Surname: "Older" }),
  PREVADDRESS: table({ InternalPatientNumber: "1", SeqNo: "1", PtAddLn1: "1 OLD ST", EffectiveToDateInt: "20191231" }),
  CASENLOC: table({ Location: "LIB", LocationName: "LIBRARY" }),
  CASENOTEDETS: table({
    InternalPatientNumber: "1",
    PtCasenoteIdPhyskey: "CN1",
    Location: "LIB",
    PtCsNtLocDat: "20260101",
  }),
};

describe("merged patients", () => {
  let result: TestResult;

  before(async () => {
    result = await migrate(source);
  });

  it("live on in their survivors' rows alone", () => {
    expect(result.table("LOAD_PMI").column("external_system_id")).to.deep.equal(["3", "8", "9"]);
  });

  it("are rejected where the merge cannot be followed, each for its reason", () => {
    expect(refusals(result, "LOAD_PMI")).to.deep.equal([
      "10 MERGE_CHAIN_DISAGREES",
      "4 MERGE_CYCLE",
      "5 MERGE_CYCLE",
      "6 MERGE_AMBIGUOUS",
      "7 MERGE_SURVIVOR_UNKNOWN",
    ]);
  });

  it("leave their numbers to the survivor, followed over two hops", () => {
    const rows = filledRows(result, "LOAD_PMIIDS").map(({ main_crn, additional_id_type, additional_id }) => [
      main_crn,
      additional_id_type,
      additional_id,
    ]);
    expect(rows.sort()).to.deep.equal([
      ["D3", "CASENOTE", "CN1"],
      ["D3", "DISTRICT", "D1"],
      ["D3", "DISTRICT", "D2"],
      ["D3", "NHS", "9990000026"],
    ]);
  });

  it("keep their own number in the row's key, and name the survivor in the parent's", () => {
    const [row] = result.table("LOAD_PMIADDRS").rows;
    expect(row).to.include({
      record_number: recordNumber("LOAD_PMIADDRS", ["1", "PREV", "1"]),
      external_system_id: "1|PREV|1",
      loadpmi_record_number: recordNumber("LOAD_PMI", ["3"]),
      main_crn: "D3",
    });
  });

  it("leave a name that differs as an alias, and one that is the survivor's present name not", () => {
    expect(filledRows(result, "LOAD_PMIALIASES")).to.deep.equal([
      { external_system_id: "1|MERGED", main_crn: "D3", pat_name_family: "Old" },
      { external_system_id: "1|PREV|1", main_crn: "D3", pat_name_family: "Older" },
    ]);
  });

  it("leave allergies and warnings to the survivor, but not contacts and postal addresses", () => {
    expect(filledRows(result, "LOAD_PMIALLERGIES")).to.deep.equal([
      { external_system_id: "1|1", main_crn: "D3", allergy_code: "Latex", allergy_comment: "LATEX" },
    ]);
    expect(filledRows(result, "LOAD_PMISTAFFWARNINGS")).to.deep.equal([
      { external_system_id: "1|MRSA", main_crn: "D3", warning_code: "MRSA", warning_comment: "YES" },
    ]);
    expect(filledRows(result, "LOAD_PMICONTACTS")).to.deep.equal([]);
    expect(result.table("LOAD_PMIADDRS").column("address_type")).to.deep.equal(["P"]);
  });

  it("never make a living survivor die: such a death is for people to settle", () => {
    expect(result.table("LOAD_PMI").column("date_of_death")).to.deep.equal([null, null, null]);
    expect(refusals(result, "LOAD_PMISTAFFWARNINGS")).to.deep.equal(["1|DIED DEATH_OF_MERGED_RECORD"]);
  });

  it("keep their case notes' movements", () => {
    expect(result.table("LOAD_PMICASENOTEHISTORY").column("id_number")).to.deep.equal(["CN1"]);
  });

  it("leave every rule that was judged passed", () => {
    expect(result.gates.filter(({ status }) => status === "fail" || status === "error")).to.deep.equal([]);
  });

  it("are accounted for record by record", () => {
    const { loaded, split, merged, excluded, rejected } = result.ledger.PATDATA;
    expect(loaded + split + merged + excluded + rejected).to.equal(10);
    expect(rejected).to.equal(6);
  });
});
