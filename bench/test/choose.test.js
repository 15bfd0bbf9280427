import { expect } from "chai";
import { chooseEdits, pick } from "../mutants/choose.js";
import { countRows, sameCounts, surplus } from "../mutants/row-counts.js";
import { positionOf } from "../mutants/tokens.js";

const edits = ["join", "join", "join", "order", "literal"].map((operator, start) => ({ operator, start, text: "" }));

describe("the choice of mutants", () => {
  it("takes one of every operator before a second of any, in the order of the text", () => {
    const chosen = chooseEdits(edits, { seed: "42", place: "a.sql", most: 4 });
    expect(chosen.map(({ operator }) => operator).sort()).to.deep.equal(["join", "join", "literal", "order"]);
    expect(chosen.map(({ start }) => start)).to.deep.equal(chosen.map(({ start }) => start).sort());
  });

  it("is the same for one seed and place, and another for others", () => {
    const starts = (seed) => chooseEdits(edits, { seed, place: "a.sql", most: 3 }).map(({ start }) => start);
    expect(starts("42")).to.deep.equal(starts("42"));
    expect(new Set(["1", "2", "3", "4", "5", "6"].map((seed) => starts(seed).join())).size).to.be.greaterThan(1);
    expect(pick("a", 10)).to.equal(pick("a", 10));
  });

  it("names line and column from one", () => {
    expect(positionOf("ab\ncd", 4)).to.deep.equal({ line: 2, column: 2 });
  });
});

describe("the comparison of rows", () => {
  it("counts rows whatever their order, an empty cell being no value", () => {
    const left = countRows([
      ["a", null],
      ["b", "c"],
    ]);
    expect(
      sameCounts(
        left,
        countRows([
          ["b", "c"],
          ["a", ""],
        ]),
      ),
    ).to.equal(true);
    expect(
      sameCounts(
        left,
        countRows([
          ["b", "c"],
          ["b", "c"],
        ]),
      ),
    ).to.equal(false);
  });

  it("says how many rows stand on the left alone", () => {
    expect(surplus(countRows([["a"], ["a"], ["b"]]), countRows([["a"], ["c"]]))).to.equal(2);
    expect(surplus(countRows([["a"]]), countRows([["a"], ["a"]]))).to.equal(0);
  });
});
