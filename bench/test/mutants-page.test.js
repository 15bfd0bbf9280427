import { expect } from "chai";
import { idleReasons, pageOf } from "../mutants/page.js";

const survivor = {
  plugin: "opd",
  kind: "view",
  place: "plugin-opd/views/disease.sql:4:2",
  operator: "literal",
  change: "'.' → '.~'",
  outcome: "survived",
  guard: "nothing",
};
const results = [
  { ...survivor, place: "plugin-opd/views/disease.sql:1:1", outcome: "killed", guard: undefined },
  survivor,
  {
    ...survivor,
    place: "plugin-opd/views/disease.sql:9:9",
    change: "a|b → nothing",
    guard: "killed in LOAD_OPD_CODING",
  },
  { ...survivor, place: "plugin-opd/views/nowhere.sql:1:1" },
];

const reasons = {
  E: [["plugin-opd/views/disease.sql", "literal", "'.' → '.~'", "the master file is without points"]],
  M: [["plugin-opd/views/disease.sql", "join", "left join → join", "nobody is ill"]],
};

describe("the page of surviving mutants", () => {
  const page = pageOf({ patients: 300, seed: 42, results }, reasons);

  it("counts what was noticed, where faults are planted and nowhere", () => {
    expect(page).to.include(
      "4 mutants, at most four a file. **Killed 1, refused 0,\nsurvived 3**, of which 1 are noticed",
    );
    expect(page).to.include("**2 of 4 are noticed nowhere.**");
    expect(page).to.include("| opd | views | 4 | 1 | 0 | 3 |");
  });

  it("gives each survivor its reason by file, whatever its line, and says of one that has none that it was not read", () => {
    expect(page).to.match(/disease\.sql:4:2` \| literal \| `'\.' → '\.~'` \| E \| the master file is without points/);
    expect(page).to.include("`a\\|b → nothing` | G | killed in LOAD_OPD_CODING |");
    expect(page).to.match(/nowhere\.sql:1:1` .* \| \? \|/);
  });

  it("names reasons that no survivor needs any more", () => {
    expect(idleReasons({ results }, reasons)).to.deep.equal(reasons.M);
  });
});
