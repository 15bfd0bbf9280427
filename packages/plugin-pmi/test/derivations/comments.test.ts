import { applyDerivation, derivedValues } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { caseNoteVolume } from "../../dist/derivations/case-notes.js";
import { labelledText, subjectOfText } from "../../dist/derivations/comments.js";

describe("pmi.labelledText", () => {
  it("joins texts behind their labels and passes over empty ones", () => {
    const columns = [
      ["HARD OF HEARING", null, " ", null],
      ["SIDE DOOR", "SIDE DOOR", null, ""],
    ];
    expect(applyDerivation(labelledText, columns, { labels: ["", "Address"] }).values).to.deep.equal([
      "HARD OF HEARING; Address: SIDE DOOR",
      "Address: SIDE DOOR",
      null,
      null,
    ]);
  });

  it("takes only the words beside the number of a phone field", () => {
    const columns = [
      ["NOTE", null],
      ["01632 960001 ask son", "01632 960001"],
    ];
    expect(applyDerivation(labelledText, columns, { labels: ["", "Home phone"], phones: [2] }).values).to.deep.equal([
      "NOTE; Home phone: ask son",
      null,
    ]);
  });

  it("refuses arguments that it does not know", () => {
    expect(() => applyDerivation(labelledText, [["x"]], { labels: [""], phone: [1] })).to.throw(/phone/);
  });
});

describe("pmi.subjectOfText", () => {
  it("stands wherever there is a text to head", () => {
    expect(derivedValues(subjectOfText, ["TATTOO", " ", null], { subject: "Identification" })).to.deep.equal([
      "Identification",
      null,
      null,
    ]);
  });
});

describe("pmi.caseNoteVolume", () => {
  it("is 1 for case notes and nothing for other numbers", () => {
    expect(derivedValues(caseNoteVolume, ["CASENOTE", "DISTRICT", null])).to.deep.equal(["1", null, null]);
  });
});
