import { gateFixtures } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { chainPlugin } from "../support/chain.js";
import { temporaryFolder, writeFiles } from "../support/folders.js";

const rule = `-- id: CH-01
-- title: No spell is on ward Z
-- severity: error
-- stage: recon
-- hazard: none
-- sign_off: bed management lead
-- why: There is no such ward.
-- fix: Mend it.
-- parameter: ward = Z
-- part: population_source
select count(*) from source.SPELL
-- part: source
select pas_key(Id, Episode) as key from source.SPELL where Ward = {ward}
-- part: population_target
select count(*) from target.LOAD_SPELL
-- part: target
select external_system_id as key from target.LOAD_SPELL where ward = {ward}
`;

const fixture = `good:
  source: { SPELL: [{ Id: "1", Episode: 10, Ward: W1 }] }
  target: { LOAD_SPELL: [{ external_system_id: 1|10 }] }
bad:
  source: { SPELL: [{ Id: "1", Episode: "10", Ward: Z }, { Id: "2", Episode: "20", Ward: Z }] }
  target: { LOAD_SPELL: [{ external_system_id: 1|10, ward: Z }] }
expected: { source: [1|10, 2|20], target: [1|10] }
cases:
  another ward:
    source: { SPELL: [{ Id: "1", Episode: "10", Ward: Z }, { Id: "2", Episode: "20", Ward: Y }] }
    parameters: { ward: Y }
    expected: { source: [2|20] }
`;

async function differences(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const folder = writeFiles(temporaryFolder(), files);
  const found = await Promise.all(
    gateFixtures(folder, { plugins: [chainPlugin({ "views/spells.sql": "select Id, Ward from source.SPELL" })] }).map(
      (one) => one.differences(),
    ),
  );
  return found.flat();
}

const both = (own: string, given = fixture) => ({ "gates/CH-01.sql": own, "test/gates/CH-01.yaml": given });

describe("fixtures of rules", () => {
  it("show no difference where good passes, bad gives its keys, and no rows are not applicable", async () => {
    expect(await differences(both(rule))).to.deep.equal([]);
    const [{ title }] = gateFixtures(writeFiles(temporaryFolder(), both(rule)));
    expect(title).to.equal("CH-01: No spell is on ward Z");
  });

  it("put all cases to the rule with the parameters that stand at the top, and a case with its own besides", async () => {
    const given = `parameters: { ward: X }\n${fixture.replaceAll("Ward: Z", "Ward: X").replaceAll("ward: Z", "ward: X")}`;
    expect(await differences(both(rule, given))).to.deep.equal([]);
    expect(await differences(both(rule, given.replace("parameters: { ward: X }\n", "")))).to.include(
      "bad: source misses 1|10",
    );
  });

  it("name every key that is missing or too many, by case and side", async () => {
    const given = fixture
      .replace("target: [1|10] }", "target: [3|30] }")
      .replace(
        'good:\n  source: { SPELL: [{ Id: "1", Episode: 10, Ward: W1 }]',
        'good:\n  source: { SPELL: [{ Id: "9", Episode: 90, Ward: Z }]',
      );
    expect(await differences(both(rule, given))).to.deep.equal([
      "good: source also gives 9|90",
      "bad: target misses 3|30",
      "bad: target also gives 1|10",
    ]);
  });

  it("name a rule that cannot fail, or passes with nothing to look at", async () => {
    expect(await differences(both(rule.replaceAll("= {ward}", "is null and {ward} = 'X'")))).to.include.members([
      "bad: is pass, not fail",
      "bad: source misses 1|10",
    ]);
    const counted = rule.replace(
      "select count(*) from target.LOAD_SPELL",
      "select 1 + count(*) from target.LOAD_SPELL",
    );
    expect(await differences(both(counted))).to.deep.equal(["empty: is pass, not not_applicable"]);
    const nothing = fixture.replace("expected: { source: [1|10, 2|20], target: [1|10] }", "expected: {}");
    expect(await differences(both(rule, nothing))).to.include(
      "bad: no key is expected, so nothing shows that the rule can fail",
    );
  });

  it("name rules without fixtures, fixtures without a rule, and what neither can be read as", async () => {
    expect(await differences({ "gates/CH-01.sql": rule })).to.deep.equal([
      "CH-01 has no fixtures: add test/gates/CH-01.yaml",
    ]);
    expect(await differences({ "test/gates/CH-02.yaml": fixture })).to.deep.equal([
      "test/gates/CH-02.yaml belongs to no rule",
    ]);
    expect((await differences(both(rule.replace("-- fix: Mend it.\n", ""))))[0]).to.contain('the header lacks "fix"');
    expect((await differences(both(rule, fixture.replace("good:", "god:")))).join()).to.contain(
      '"god" is not known here',
    );
  });

  it("name tables and columns that are not there, and tables that the rule does not read", async () => {
    expect(await differences(both(rule.replaceAll("LOAD_SPELL", "LOAD_SPEL")))).to.include(
      'reads target.LOAD_SPEL, which no given plugin has. Did you mean "target.LOAD_SPELL"?',
    );
    expect(await differences(both(rule, fixture.replace("Ward: W1", "Wrd: W1")))).to.include(
      'good: source.SPELL has no column Wrd. Did you mean "Ward"?',
    );
    const more = fixture.replace("good:\n  source: {", 'good:\n  source: { STAY: [{ Id: "1" }],');
    expect(await differences(both(rule, more))).to.deep.equal(["good: the rule does not read source.STAY."]);
    expect((await differences(both(rule.replaceAll("Ward =", "Wards ="))))[0]).to.match(
      /^empty: Binder Error: .*"Wards"/,
    );
  });

  it("make the plugins' views of the source tables", async () => {
    const own = rule.replaceAll("from source.SPELL", "from chain.spells").replace("pas_key(Id, Episode)", "Id");
    expect(
      await differences(both(own, fixture.replace("[1|10, 2|20], t", '["1", "2"], t').replace("[2|20] }", '["2"] }'))),
    ).to.deep.equal([]);
  });
});
