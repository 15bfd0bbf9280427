import { applyDerivation } from "@pas-migrate/core/testing";
import { MhPlugin } from "@pas-migrate/plugin-mh";
import { expect } from "chai";

const { derivations } = new MhPlugin();
const crosswalks = {
  legal_status: { "1": "01", "2": "02", "3": "03", N: "98", R: "09", U: "99" },
  mental_category: { L: "B", M: "A" },
};

const status = (...parts: readonly string[]) => parts.join("\x1f");
const list = (...items: readonly string[]) => items.join("\x1e");

describe("mh.detainedFrom", () => {
  const rule = derivations["mh.detainedFrom"];

  it("gives the moment in the layout of the column", () => {
    const columns = [
      ["202603011100", "05/03/2026 09:30"],
      ["2", "2"],
    ];
    expect(applyDerivation(rule, columns, { layout: "DD/MM/YYYY HH24:MI" }, crosswalks).values).to.deep.equal([
      "01/03/2026 11:00",
      "05/03/2026 09:30",
    ]);
    expect(applyDerivation(rule, columns, { layout: "DD/MM/YYYY" }, crosswalks).values).to.deep.equal([
      "01/03/2026",
      "05/03/2026",
    ]);
  });

  it("stays empty without a moment, and says why where there is no such moment", () => {
    const result = applyDerivation(rule, [[null, " ", "20260301", "202602301100"], Array(4).fill("2")], {}, crosswalks);
    expect(result.values).to.deep.equal([null, null, null, null]);
    expect(result.rejects).to.deep.equal(["2 TIME_MISSING", "3 DATE_INVALID"]);
  });

  it("refuses what the crosswalk calls informal or not applicable, and nothing else", () => {
    const codes = ["1", "N", " 1 ", "U", "77", null, "2"];
    const result = applyDerivation(rule, [codes.map(() => "202603011100"), codes], {}, crosswalks);
    expect(result.rejects).to.deep.equal([
      "0 STATUS_IS_NO_DETENTION 1",
      "1 STATUS_IS_NO_DETENTION N",
      "2 STATUS_IS_NO_DETENTION 1",
    ]);
    expect(result.values.slice(3)).to.deep.equal(Array(4).fill("01/03/2026 11:00"));
  });

  it("looks at every status of a list", () => {
    const lists = [
      list(status("202603011100", "2", ""), status("202603021100", "1", "")),
      status("202603011100", "2", ""),
    ];
    const result = applyDerivation(rule, [lists.map(() => "202603011100"), lists], {}, crosswalks);
    expect(result.rejects).to.deep.equal(["0 STATUS_IS_NO_DETENTION 1"]);
    expect(result.values).to.deep.equal([null, "01/03/2026 11:00"]);
  });
});

describe("mh.meaning", () => {
  const rule = derivations["mh.meaning"];

  it("gives the national description of a code", () => {
    const result = applyDerivation(rule, [["2", " 3 ", null]], { crosswalk: "legal_status" }, crosswalks);
    expect(result.values).to.deep.equal([
      "Formally detained under Mental Health Act Section 2",
      "Formally detained under Mental Health Act Section 3",
      null,
    ]);
    expect(result.rejects).to.deep.equal([]);
  });

  it("refuses a code that is not in the crosswalk, one whose description is too long, and an empty one where told", () => {
    const args = { crosswalk: "legal_status", blank: "LEGAL_STATUS_MISSING" };
    const result = applyDerivation(rule, [["77", "R", "  "]], args, crosswalks);
    expect(result.values).to.deep.equal([null, null, null]);
    expect(result.rejects).to.deep.equal([
      "0 CODE_NOT_MAPPED 77",
      "1 DESCRIPTION_IN_NOTES R",
      "2 LEGAL_STATUS_MISSING",
    ]);
  });

  it("describes mental categories by their own code set", () => {
    const result = applyDerivation(rule, [["L", "M"]], { crosswalk: "mental_category" }, crosswalks);
    expect(result.values).to.deep.equal(["Mental disorder (Learning Disability primary reason for using Act)", null]);
    expect(result.rejects).to.deep.equal(["1 DESCRIPTION_IN_NOTES M"]);
  });
});

describe("mh.statusNotes", () => {
  const rule = derivations["mh.statusNotes"];

  it("tells every status with its time and category, and notes that there are several", () => {
    const several = list(
      status("201001021100", "2", "L"),
      status("201001030900", "77", "Q"),
      status("201001040900", "", ""),
    );
    const result = applyDerivation(rule, [[several, status("201001021100", "3", ""), null, ""]], {}, crosswalks);
    expect(result.values).to.deep.equal([
      "02/01/2010 11:00 Formally detained under Mental Health Act Section 2, Mental disorder (Learning Disability primary reason for using Act); " +
        "03/01/2010 09:00 legal status code 77, mental category code Q; 04/01/2010 09:00 no legal status held",
      "02/01/2010 11:00 Formally detained under Mental Health Act Section 3",
      null,
      null,
    ]);
    expect(result.notes).to.deep.equal(["0 STATUSES_IN_NOTES"]);
    expect(result.rejects).to.deep.equal([]);
  });
});
