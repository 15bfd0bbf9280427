import { applyDerivation } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { deferralEnd, waitingDate } from "../../dist/derivations/dates.js";
import { hoursOfDays } from "../../dist/derivations/durations.js";
import { judged } from "../../dist/derivations/judged.js";
import { agreed } from "../../dist/derivations/offers.js";
import { codeInWords, procedureCode } from "../../dist/derivations/procedures.js";

describe("iwl.waitingDate", () => {
  it("takes the original date, and the present one only where no original is held", () => {
    const result = applyDerivation(waitingDate, [
      ["01/10/2025", null, "", null],
      [null, "20251002", " ", null],
      ["202512010900", "202512010900", "202512010900", null],
      [null, null, "01/12/2025 09:00", null],
    ]);
    expect(result).to.deep.equal({
      values: ["01/10/2025", "02/10/2025", "01/12/2025", null],
      rejects: [],
      notes: [],
    });
  });

  it("gives no date where tables contradict each other or the original never was, and lets no later one step in", () => {
    const result = applyDerivation(waitingDate, [
      ["01/10/2025", "31/02/2025", null, "01/10/25"],
      ["02/10/2025", null, null, null],
      ["202512010900", "202512010900", "202512010900", "202512010900"],
      [null, null, "202512020900", null],
    ]);
    expect(result.values).to.deep.equal([null, null, null, null]);
    expect(result.rejects).to.deep.equal([
      "0 WAITING_DATE_CONTRADICTED",
      "1 DATE_INVALID",
      "2 WAITING_DATE_CONTRADICTED",
      "3 DATE_INVALID",
    ]);
  });
});

describe("iwl.deferralEnd", () => {
  it("writes the end and notes what is to be known of it, empty ends included", () => {
    const result = applyDerivation(deferralEnd, [
      ["31/01/2026", null, "", "32/01/2026", "202601310000"],
      [null, "EXTENSIONS_NOT_CHAINED", null, null, "EXTENSIONS_NOT_CHAINED"],
    ]);
    expect(result).to.deep.equal({
      values: ["31/01/2026", null, null, null, "31/01/2026"],
      rejects: ["3 DATE_INVALID"],
      notes: ["1 EXTENSIONS_NOT_CHAINED", "4 EXTENSIONS_NOT_CHAINED"],
    });
  });
});

describe("iwl.judged", () => {
  it("passes a value on, rejects a fault and notes the rest", () => {
    const result = applyDerivation(judged, [
      ["W", null, "L", null],
      [null, "STATUS_NOT_HELD", "", null],
      [null, null, "ADMITTED_YET_LISTED,LIST_TABLES_DISAGREE", null],
    ]);
    expect(result).to.deep.equal({
      values: ["W", null, "L", null],
      rejects: ["1 STATUS_NOT_HELD"],
      notes: ["2 ADMITTED_YET_LISTED", "2 LIST_TABLES_DISAGREE"],
    });
  });
});

describe("iwl.agreed", () => {
  it("says yes only where something says so, no only where the flag does, and nothing where nothing is held", () => {
    const result = applyDerivation(agreed, [
      ["YES", "n", null, null, null, " ", "1"],
      [null, null, "20260101", null, null, "", "20260101"],
      [null, null, null, "Yes", "NO", null, "0"],
    ]);
    expect(result).to.deep.equal({ values: ["Y", "N", "Y", "Y", null, null, "Y"], rejects: [], notes: [] });
  });

  it("rejects a contradiction and a flag that is neither", () => {
    const result = applyDerivation(agreed, [
      ["NO", "0", "MAYBE"],
      ["20260101", null, "20260101"],
      [null, "1", null],
    ]);
    expect(result.values).to.deep.equal([null, null, null]);
    expect(result.rejects).to.deep.equal([
      "0 AGREEMENT_CONTRADICTED",
      "1 AGREEMENT_CONTRADICTED",
      "2 AGREEMENT_UNREADABLE",
    ]);
  });
});

describe("iwl.hoursOfDays", () => {
  it("gives 24 hours a day, none for no night, and rejects what is no number", () => {
    const result = applyDerivation(hoursOfDays, [["002", "1", "000", null, "", "2d", "-1"]]);
    expect(result).to.deep.equal({
      values: ["48", "24", null, null, null, null, null],
      rejects: ["5 NUMBER_INVALID", "6 NUMBER_INVALID"],
      notes: [],
    });
  });
});

describe("iwl.procedureCode", () => {
  it("takes OPCS-4 codes with or without their point, and rejects anything else with the code", () => {
    const result = applyDerivation(procedureCode, [["T20.2", "w371", " H13 ", null, "", "HERNIA", "T2022"]]);
    expect(result).to.deep.equal({
      values: ["T202", "W371", "H13", null, null, null, null],
      rejects: ["5 PROCEDURE_CODE_INVALID HERNIA", "6 PROCEDURE_CODE_INVALID T2022"],
      notes: [],
    });
  });
});

describe("iwl.codeInWords", () => {
  it("writes the code with its meaning where the two fit, else the code, and nothing for a meaning alone", () => {
    const { values } = applyDerivation(
      codeInWords,
      [
        ["K4.0", "K40", " k40 ", null],
        ["Hernia", "Inguinal hernia", null, "Hernia"],
      ],
      { width: 10 },
    );
    expect(values).to.deep.equal(["K40 Hernia", "K40", "K40", null]);
  });
});
