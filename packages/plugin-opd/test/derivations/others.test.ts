import { applyDerivation } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { archiveComments } from "../../dist/derivations/archive.js";
import { clockAction } from "../../dist/derivations/clocks.js";
import { clinicalCode, ubrn } from "../../dist/derivations/references.js";
import { trackedTime } from "../../dist/derivations/tracking.js";
import { targetDate } from "../../dist/derivations/waiting-list.js";

describe("opd.trackedTime", () => {
  const meanings = { steps: { ARR: "ARRIVED", DR: "SEEN", OUT: "COMPLETE", XR: "OTHER" } };
  const steps =
    "ARR 202603010901;ARR 202603010902;DR 202603010915;XR 202603010930;DR 202603010940;OUT 202603010950;OUT 202603011000";
  const time = (step: string, columns: readonly (readonly (string | null)[])[], more = {}) =>
    applyDerivation(
      trackedTime,
      columns,
      { crosswalk: "steps", step, layout: "DD/MM/YYYY HH24:MI", ...more },
      meanings,
    );

  it("takes the first arrival and the first consultation, and the last end", () => {
    expect(["ARRIVED", "SEEN", "COMPLETE"].map((step) => time(step, [[steps], ["Y"]]).values[0])).to.deep.equal([
      "01/03/2026 09:01",
      "01/03/2026 09:15",
      "01/03/2026 10:00",
    ]);
    expect(time("SEEN", [[steps], ["Y"]], { layout: "HH24:MI" }).values).to.deep.equal(["09:15"]);
  });

  it("gives nothing where nothing was tracked, and rejects a time of a visit that was not attended", () => {
    const { values, rejects } = time("ARRIVED", [
      [null, "DR 202603010915", "ARR 202603010901"],
      ["Y", "Y", null],
    ]);
    expect(values).to.deep.equal([null, null, null]);
    expect(rejects).to.deep.equal(["2 TRACKED_BUT_NOT_ATTENDED"]);
  });

  it("notes steps without a meaning in the one field that reports them", () => {
    const unknown = [["ARR 202603010901;ZZ 202603010930"], ["Y"]];
    expect(time("ARRIVED", unknown, { report: true }).notes).to.deep.equal(["0 TRACKING_STEP_UNKNOWN"]);
    expect(time("ARRIVED", unknown)).to.deep.equal({ values: ["01/03/2026 09:01"], rejects: [], notes: [] });
  });
});

describe("opd.clockAction", () => {
  it("passes what is proved, and notes what is not", () => {
    expect(
      applyDerivation(clockAction, [
        ["START", null, null],
        [null, "Y", null],
      ]),
    ).to.deep.equal({ values: ["START", null, null], rejects: [], notes: ["1 CLOCK_NOT_PROVED"] });
  });
});

describe("opd.targetDate", () => {
  it("gives the day due, and rejects a follow-up without one and a day that never was", () => {
    const { values, rejects } = applyDerivation(targetDate, [
      ["202605010000", "01/06/2026", null, null, null, "20260231", " "],
      ["2", null, "2", null, "1", "2", "1"],
      [null, null, null, "FOL", "FOL", null, null],
      ["ON-LIST", "BOOKED", "ON-LIST", "BOOKED", "ON-LIST", "ON-LIST", "SUSPENDED"],
    ]);
    expect(values).to.deep.equal(["01/05/2026", "01/06/2026", null, null, null, null, null]);
    expect(rejects).to.deep.equal(["2 FOLLOW_UP_WITHOUT_DATE", "3 FOLLOW_UP_WITHOUT_DATE", "5 DATE_INVALID"]);
  });

  it("asks for no day of an entry that was taken off the list", () => {
    expect(
      applyDerivation(targetDate, [
        [null, null],
        ["2", "2"],
        [null, null],
        ["REMOVED", "REMOVED-BOOKED"],
      ]),
    ).to.deep.equal({ values: [null, null], rejects: [], notes: [] });
  });
});

describe("opd.ubrn", () => {
  it("takes twelve digits, blanks passed over, and rejects anything else", () => {
    const { values, rejects } = applyDerivation(ubrn, [
      ["000123456789", "0001 2345 6789", "12345", "ABCDEFGHIJKL", null, " "],
    ]);
    expect(values).to.deep.equal(["000123456789", "000123456789", null, null, null, null]);
    expect(rejects).to.deep.equal(["2 UBRN_INVALID", "3 UBRN_INVALID"]);
  });
});

describe("opd.clinicalCode", () => {
  it("drops the dot, and loads and notes a code that the master file lacks", () => {
    expect(
      applyDerivation(clinicalCode, [
        ["C44.3", " I10 ", "Z99.9", null, ""],
        [null, null, "N", "N", "N"],
      ]),
    ).to.deep.equal({
      values: ["C443", "I10", "Z999", null, null],
      rejects: [],
      notes: ["2 CODE_NOT_IN_MASTER_FILE"],
    });
  });
});

describe("opd.archiveComments", () => {
  it("joins the texts behind their labels, and notes codes that found no place", () => {
    const { values, notes } = applyDerivation(
      archiveComments,
      [
        ["well", null, "a"],
        [" I10 ", "", "b"],
        [null, null, "X1"],
      ],
      { labels: ["", "Diagnosis", "Further procedures"] },
    );
    expect(values).to.deep.equal(["well; Diagnosis: I10", null, "a; Diagnosis: b; Further procedures: X1"]);
    expect(notes).to.deep.equal(["2 ARCHIVE_SLOTS_EXCEEDED"]);
  });
});
