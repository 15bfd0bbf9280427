import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  checkRun,
  type GateResult,
  type Migration,
  type MigrationOptions,
  readManifest,
  snapshotClock,
} from "@pas-migrate/core";
import { expect } from "chai";
import { formatFault } from "../../dist/errors/migration-error.js";
import { chainFile, chainPlugin } from "../support/chain.js";
import { chainExtracts, chainMigration, failureOf } from "../support/chain-run.js";
import { temporaryFolder, writeFiles } from "../support/folders.js";

interface RuleText {
  readonly id?: string;
  readonly severity?: string;
  readonly stage?: string;
  readonly more?: string;
  readonly parts: string;
}

function ruleText({ id = "CH-01", severity = "error", stage = "recon", more = "", parts }: RuleText): string {
  return `-- id: ${id}\n-- title: ${id} holds\n-- severity: ${severity}\n-- stage: ${stage}\n-- hazard: H-01\n-- sign_off: data quality lead\n-- why: It has to.\n-- fix: Mend it.\n${more}${parts}`;
}

const onSource = (where: string) =>
  `-- part: population_source\nselect count(*) from source.SPELL\n-- part: source\nselect pas_key(Id, Episode) as key from source.SPELL where ${where}\n`;

const onTarget = (where: string) =>
  `-- part: population_target\nselect count(*) from target.LOAD_SPELL\n-- part: target\nselect external_system_id as key from target.LOAD_SPELL where ${where}\n`;

/** A finished run of the chain whose plugin has these rules. */
async function judged(
  rules: readonly RuleText[],
  {
    overlay,
    ...options
  }: Partial<MigrationOptions> & { overlay?: Readonly<Record<string, string>>; extracts?: string } = {},
) {
  const assets = Object.fromEntries(rules.map((rule) => [`gates/${rule.id ?? "CH-01"}.sql`, ruleText(rule)]));
  const overlays = overlay === undefined ? undefined : [writeFiles(join(temporaryFolder(), "trust"), overlay)];
  const { migration, out } = chainMigration({ plugins: [chainPlugin(assets)], overlays, ...options });
  await migration.run();
  const result = await migration.check();
  const rule = (id = "CH-01") => result.rules.find((one) => one.id === id)!;
  const failures = (id = "CH-01") => readFileSync(join(out, "reports", "failures", `${id}.csv`), "utf8");
  return { migration, out, result, rule, failures };
}

const counts = ({ status, source_failures, target_failures, new_failures, denominator }: GateResult) => [
  status,
  source_failures,
  target_failures,
  new_failures,
  denominator,
];

async function faultsOf(migration: Migration): Promise<readonly string[]> {
  const error = await failureOf(migration.rules());
  return ((error.faults ?? [error]) as never[]).map(formatFault);
}

describe("a rule in a file", () => {
  it("counts three numbers: failing in the extracts, in the delivered files, and in the delivered files alone", async () => {
    const drop = chainPlugin(
      {
        "gates/CH-01.sql": ruleText({ parts: onSource("Ward = 'W1'") + onTarget("ward is null or ward = 'W1'") }),
      },
      (hooks) => {
        hooks.transformField("LOAD_SPELL.ward", (column, context) => {
          const row = [...context.row("Episode")].indexOf("11");
          context.reject(row, "NOT_A_WARD");
          return column;
        });
      },
    );
    const { rule, failures } = await judged([], { plugins: [drop] });
    expect(counts(rule())).to.deep.equal(["fail", 2, 3, 1, 3]);
    expect(rule()).to.deep.include({
      source_denominator: 3,
      target_denominator: 3,
      sign_off: "data quality lead",
      hazard: "H-01",
      overlay: false,
    });
    expect(rule().tables).to.deep.equal(["source.SPELL", "target.LOAD_SPELL"]);
    expect(failures()).to.equal(
      "side,key\r\nsource,1|10\r\nsource,2|20\r\ntarget,1|10\r\ntarget,1|11\r\ntarget,2|20\r\n",
    );
  });

  it("fails by the side of its stage, and leaves null what it does not ask", async () => {
    const { rule } = await judged([
      { id: "CH-01", stage: "source", parts: onSource("Ward = 'W1'") },
      { id: "CH-02", stage: "target", parts: onTarget("ward = 'W1'") },
      { id: "CH-03", stage: "recon", parts: onSource("Ward = 'W1'") + onTarget("ward = 'W9'") },
      { id: "CH-04", stage: "source", parts: onSource("Ward = 'W9'") + onTarget("ward = 'W1'") },
    ]);
    expect(counts(rule("CH-01"))).to.deep.equal(["fail", 2, null, null, 3]);
    expect(counts(rule("CH-02"))).to.deep.equal(["fail", null, 2, 2, 3]);
    expect(counts(rule("CH-03"))).to.deep.equal(["pass", 2, 0, 0, 3]);
    expect(counts(rule("CH-04"))).to.deep.equal(["pass", 0, 2, 2, 3]);
  });

  it("counts a key once a side, and an empty key as a failure", async () => {
    const parts =
      "-- part: population_source\nselect 4\n-- part: source\nselect case when Bed is not null then Bed end as key from source.STAY\n";
    const { rule, failures } = await judged([{ stage: "source", parts }]);
    expect(counts(rule())).to.deep.equal(["fail", 3, null, null, 4]);
    expect(failures()).to.equal("side,key\r\nsource,\r\nsource,B1\r\nsource,B2\r\n");
  });

  it("is not applicable, never passed, where there is nothing to look at, and says why", async () => {
    const empty =
      "-- part: population_source\nselect count(*) from source.SPELL where Ward = 'W9'\n-- part: source\nselect Id as key from source.SPELL where Ward = 'W9'\n";
    const absent =
      "-- part: population_target\nselect count(*) from target.LOAD_THEATRE\n-- part: target\nselect record_number as key from target.LOAD_THEATRE\n";
    const compared =
      "-- part: population_target\nselect count(*) from run.compared\n-- part: target\nselect name as key from run.compared\n";
    const { rule } = await judged([
      { id: "CH-01", stage: "source", parts: empty },
      { id: "CH-02", stage: "source", more: "-- nothing: there is no such ward\n", parts: empty },
      { id: "CH-03", parts: absent },
      { id: "CH-04", parts: compared },
    ]);
    expect(counts(rule("CH-01"))).to.deep.equal(["not_applicable", null, null, null, 0]);
    expect(rule("CH-01").reason).to.equal("there is no row that it looks at");
    expect(rule("CH-02").reason).to.equal("there is no such ward");
    expect(counts(rule("CH-03"))).to.deep.equal(["not_applicable", null, null, null, null]);
    expect(rule("CH-03").reason).to.equal(
      "target.LOAD_THEATRE is not there: its plugin is not installed, or no rule of the run read it",
    );
    expect(rule("CH-04").reason).to.equal("run.compared is not there: give --compare-run <folder of the other run>");
  });

  it("is not applicable without the instant of the extract, where it asks for it", async () => {
    const parts = onTarget("pas_now() < timestamp '2000-01-01'");
    const { rule } = await judged([{ parts }], { snapshotAt: undefined });
    expect([rule().status, rule().reason]).to.deep.equal([
      "not_applicable",
      "the instant of the extract was not given",
    ]);
    expect((await judged([{ parts }])).rule().status).to.equal("pass");
  });

  it("reads columns and tables that the contract does not, and plugins' views, and is not applicable where a look-up has no file", async () => {
    const sources = {
      "source/WARD.yaml": "table: WARD\ntitle: x\nkey: [Code]\nfields:\n  Code: { size: 4 }\n  Site: { size: 4 }\n",
      "source/SPELL.yaml":
        "table: SPELL\ntitle: x\nkey: [Id, Episode]\nfields:\n  Id: { size: 9 }\n  Episode: { size: 9 }\n  Ward: { size: 4 }\n  Colour: { size: 4 }\n",
      "views/coloured.sql": "select Id, Episode from source.SPELL where Ward = 'W1'",
    };
    const parts = `-- part: population_source\nselect count(*) from chain.coloured\n-- part: source\nselect pas_key(s.Id, s.Episode) as key from source.SPELL s join source.WARD w on w.Code = s.Ward join chain.coloured c using (Id, Episode) where s.Colour = 'RED' and w.Site = 'S1'\n`;
    const rules = {
      "gates/CH-01.sql": ruleText({ stage: "source", parts }),
      "gates/CH-02.sql": ruleText({ id: "CH-02", stage: "source", more: "-- optional: source.WARD\n", parts }),
    };
    const plugins = [chainPlugin({ ...sources, ...rules })];
    const spells = {
      Id: ["1", "1", "2"],
      Episode: ["10", "11", "20"],
      Ward: ["W1", "W2", "W1"],
      Colour: ["RED", "RED", "BLUE"],
    };
    const with_ = await judged([], {
      plugins,
      extracts: chainExtracts({ SPELL: spells, WARD: { Code: ["W1"], Site: ["S1"] } }),
    });
    expect(counts(with_.rule("CH-01"))).to.deep.equal(["fail", 1, null, null, 2]);
    expect(with_.failures("CH-01")).to.equal("side,key\r\nsource,1|10\r\n");
    const without = await judged([], { plugins, extracts: chainExtracts({ SPELL: spells }) });
    expect([without.rule("CH-01").status, without.rule("CH-01").reason]).to.deep.equal([
      "not_applicable",
      "source.WARD has no file in this run",
    ]);
    expect(counts(without.rule("CH-02"))).to.deep.equal(["pass", 0, null, null, 2]);
    const bare = await chainMigration({ plugins: [chainPlugin(sources)] }).migration.contract();
    expect((await with_.migration.contract()).hash).to.equal(bare.hash);
  });

  it("is in error when its query fails, and says of what kind without a value", async () => {
    const parts =
      "-- part: population_target\nselect count(*) from target.LOAD_PATIENT\n-- part: target\nselect external_system_id as key from target.LOAD_PATIENT where cast(name as integer) > 0\n";
    const { rule, result, out } = await judged([{ severity: "info", parts }]);
    expect([rule().status, rule().reason]).to.deep.equal(["error", "Conversion Error"]);
    expect(result.passed).to.equal(false);
    expect(readFileSync(join(out, "reports", "gates.json"), "utf8")).to.not.contain("ANN");
  });

  it("is put to every driving table that has the fields it names", async () => {
    const parts =
      "-- part: population_source\nselect count(*) from source.{table}\n-- part: source\nselect pas_key('{table}', Id, Episode) as key from source.{table} where Id = '2'\n";
    const { rule, failures } = await judged([
      { id: "CH-01", stage: "source", more: "-- each: source table with Id, Episode\n", parts },
      { id: "CH-02", stage: "source", more: "-- each: source table with key Id, Episode\n", parts },
      { id: "CH-03", stage: "source", more: "-- each: source table with Colour\n", parts },
    ]);
    expect(counts(rule("CH-01"))).to.deep.equal(["fail", 2, null, null, 7]);
    expect(failures("CH-01")).to.equal("side,key\r\nsource,SPELL|2|20\r\nsource,STAY|2|20\r\n");
    expect(counts(rule("CH-02"))).to.deep.equal(["fail", 1, null, null, 3]);
    expect(rule("CH-03")).to.deep.include({
      status: "not_applicable",
      reason: "no source table of the run is one that it is put to",
      tables: ["source.*"],
    });
  });

  it("asks in one SELECT of all fields of a type, or of a type with another form, that a driving table has", async () => {
    const sources = {
      "source/PATIENT.yaml":
        "table: PATIENT\ntitle: x\nkey: [Id, Name]\nfields:\n  Id: { size: 9 }\n  Name: { size: 24, personal: true }\n  Sex: { size: 1 }\n  Born: { size: 8, type: date-int }\n",
      "source/STAY.yaml":
        "table: STAY\ntitle: x\nkey: [Id, Episode, Start]\nfields:\n  Id: { size: 9 }\n  Episode: { size: 9 }\n  Start: { size: 12, type: datetime-int, pair: StartDate }\n  StartDate: { size: 10, type: date, pair: Start }\n  EndDate: { size: 10, type: date, pair: Bed }\n  Bed: { size: 4 }\n",
    };
    const parts = (where: string) =>
      `-- part: population_source\nselect count(*) from source.{table}\n-- part: source\nselect pas_key('{table}', {key}) || ' ' || held.field || ' ' || held.type as key from (select {key}, unnest({fields}) as held from source.{table}) where ${where}\n`;
    const rules = {
      "gates/CH-01.sql": ruleText({
        stage: "source",
        more: "-- each: source table with fields of date-int, datetime-int\n",
        parts: parts("held.value like '2026%'"),
      }),
      "gates/CH-02.sql": ruleText({
        id: "CH-02",
        stage: "source",
        more: "-- each: source table with pairs of date, datetime and datetime-int\n",
        parts: parts("pas_day(held.value) <> pas_day(held.pair)"),
      }),
      "gates/CH-03.sql": ruleText({
        id: "CH-03",
        stage: "source",
        more: "-- each: source table with fields of month\n",
        parts: parts("true"),
      }),
    };
    const { rule, failures } = await judged([], {
      plugins: [chainPlugin({ ...sources, ...rules })],
      extracts: chainExtracts({
        PATIENT: { Id: ["1", "2"], Name: ["ANN", "BOB"], Sex: ["F", "M"], Born: ["19520614", "20260101"] },
        STAY: {
          Id: ["1", "1"],
          Episode: ["10", "10"],
          Start: ["202601010900", "202601020900"],
          StartDate: ["01/01/2026", "03/01/2026"],
          EndDate: ["01/02/2026", null],
          Bed: ["B1", "B2"],
        },
      }),
    });
    expect(counts(rule("CH-01"))).to.deep.equal(["fail", 3, null, null, 4]);
    expect(failures("CH-01")).to.equal(
      "side,key\r\nsource,PATIENT|2 Born date-int\r\nsource,STAY|1|10|202601010900 Start datetime-int\r\nsource,STAY|1|10|202601020900 Start datetime-int\r\n",
    );
    expect(counts(rule("CH-02"))).to.deep.equal(["fail", 1, null, null, 2]);
    expect(failures("CH-02")).to.equal("side,key\r\nsource,STAY|1|10|202601020900 StartDate date\r\n");
    expect(rule("CH-03").reason).to.equal("no source table of the run is one that it is put to");
  });

  it("is refused when it does not bind, with file, part and line, or when another rule has its id", async () => {
    const bad = { parts: onTarget("wards = 'W1'") };
    const plugins = [
      chainPlugin({ "gates/CH-01.sql": ruleText(bad), "gates/GEN-01.sql": ruleText({ ...bad, id: "GEN-01" }) }),
    ];
    expect(await faultsOf(chainMigration({ plugins }).migration)).to.deep.equal([
      'GATE_DEFINED_TWICE The rule GEN-01 is defined by both "core" and "chain". Give one of them another id.',
      'gates/CH-01.sql:11:1 GATE_SQL_INVALID The part "target" of the rule CH-01 does not bind: Binder Error: Referenced column "wards" not found in FROM clause! Candidate bindings: "ward", "record_number". Mend the query; "source" and "target" give one column, key, and a population gives one number.',
    ]);
  });
});

describe("an overlay's rules", () => {
  const adjusted = (lines: string) => ({ "gates.yaml": `rules:\n${lines}` });
  const decided = "reason: ours, owner: the lead, on: 2026-03-01";
  const packaged = [{ more: "-- parameter: ward = W1\n", parts: onTarget("ward = {ward}") }];

  it("are added to those of the packages, and marked", async () => {
    const { rule } = await judged([], {
      overlay: { "gates/TR-01.sql": ruleText({ id: "TR-01", parts: onTarget("ward = 'W2'") }) },
    });
    expect(rule("TR-01")).to.deep.include({ status: "fail", target_failures: 1, overlay: true });
    expect(rule("GEN-01").overlay).to.equal(false);
  });

  it("take the place of a packaged rule only with reason, owner and date", async () => {
    const own = (more: string) => ({
      "gates/CH-01.sql": ruleText({ more, severity: "warn", parts: onTarget("ward = 'W2'") }),
    });
    const { rule } = await judged(packaged, {
      overlay: own("-- reason: ours\n-- owner: the lead\n-- on: 2026-03-01\n"),
    });
    expect(rule()).to.deep.include({ severity: "warn", target_failures: 1, overlay: true });
    const folder = writeFiles(join(temporaryFolder(), "trust"), own("-- reason: ours\n"));
    const plugins = [chainPlugin({ "gates/CH-01.sql": ruleText(packaged[0]) })];
    expect(
      (await faultsOf(chainMigration({ plugins, overlays: [folder] }).migration)).map((line) =>
        line.replace(/^\S+\/trust/, "trust"),
      ),
    ).to.deep.equal(
      ["owner", "on"].map(
        (duty) =>
          `trust/gates/CH-01.sql:1:1 GATE_REPLACEMENT_INCOMPLETE The overlay puts its own rule in the place of CH-01, without "${duty}". Say in its header why (reason), who decided it (owner) and when (on: YYYY-MM-DD), or give the rule an id of its own.`,
      ),
    );
  });

  it("of a domain that the run does not have do nothing", async () => {
    const { rule } = await judged(packaged, {
      overlay: adjusted(`  XY-01: { off: true, ${decided} }\n  CH-01: { severity: warn, ${decided} }\n`),
    });
    expect(rule().severity).to.equal("warn");
    expect(rule("XY-01")).to.equal(undefined);
  });

  it("adjust severity and parameters of any rule, in files or not", async () => {
    const { rule } = await judged(packaged, {
      overlay: adjusted(
        `  CH-01: { severity: info, parameters: { ward: W2 }, ${decided} }\n  GEN-03: { severity: warn, ${decided} }\n`,
      ),
    });
    expect(rule()).to.deep.include({ severity: "info", target_failures: 1, overlay: true });
    expect(rule().parameters).to.deep.equal({ ward: "W2" });
    expect(rule("GEN-03")).to.deep.include({ severity: "warn", overlay: true });
  });

  it("switch a rule off, and the result says who did, and why", async () => {
    const { rule, result } = await judged(packaged, { overlay: adjusted(`  CH-01: { off: true, ${decided} }\n`) });
    expect([rule().status, rule().reason, rule().overlay]).to.deep.equal([
      "not_applicable",
      'switched off by the lead on 2026-03-01 in "trust": ours',
      true,
    ]);
    expect(result.passed).to.equal(true);
  });

  it("adjust rules that plugins judge in code, too", async () => {
    const plugins = [
      chainPlugin({}, (hooks) => {
        hooks.gate({ id: "CH-08", severity: "error", title: "x" }, () => ({ failures: 1, keys: ["1"] }));
        hooks.gate({ id: "CH-09", severity: "error", title: "x" }, () => ({ failures: 1, keys: ["1"] }));
      }),
    ];
    const overlay = adjusted(`  CH-08: { severity: warn, ${decided} }\n  CH-09: { off: true, ${decided} }\n`);
    const { rule, result } = await judged([], { plugins, overlay });
    expect([rule("CH-08").status, rule("CH-08").severity]).to.deep.equal(["fail", "warn"]);
    expect(rule("CH-09").status).to.equal("not_applicable");
    expect(result.passed).to.equal(true);
  });

  it("change the hash of the rules in the manifest and not that of the contract; layout changes neither", async () => {
    const plain = readManifest((await judged(packaged)).out);
    const laidOut = readManifest(
      (
        await judged([
          { ...packaged[0], parts: packaged[0].parts.replace("select external", "select -- id\n  external") },
        ])
      ).out,
    );
    const other = readManifest(
      (await judged(packaged, { overlay: adjusted(`  CH-01: { severity: warn, ${decided} }\n`) })).out,
    );
    expect([laidOut.contract, laidOut.rules]).to.deep.equal([plain.contract, plain.rules]);
    expect(other.contract).to.equal(plain.contract);
    expect(other.rules).to.not.equal(plain.rules);
  });

  const wrong: readonly (readonly [string, string, string])[] = [
    [
      "a rule that there is not",
      `  CH-1: { off: true, ${decided} }\n`,
      '2:3 GATE_UNKNOWN There is no rule CH-1 to adjust. Mend the id, or add gates/CH-1.sql to the overlay. Did you mean "CH-01"?',
    ],
    [
      "a parameter that it does not have",
      `  CH-01: { parameters: { wards: W2 }, ${decided} }\n`,
      '2:26 GATE_UNKNOWN_PARAMETER The rule CH-01 has no parameter "wards". Remove it or mend its name. Did you mean "ward"?',
    ],
    [
      "a parameter of another kind",
      `  CH-01: { parameters: { ward: 2 }, ${decided} }\n`,
      '2:26 GATE_PARAMETER_KIND The parameter "ward" of the rule CH-01 is a text. Give a text.',
    ],
    [
      "the account of all records",
      `  GEN-04: { off: true, ${decided} }\n`,
      "2:3 GATE_FIXED The rule GEN-04 is not one that an overlay can change in this way. GEN-04 and INT-01 hold for every run; a rule that has no file of its own cannot be replaced by one, only adjusted in gates.yaml.",
    ],
    [
      "nothing",
      `  CH-01: { ${decided} }\n`,
      '2:3 FILE_INVALID_VALUE "rules.CH-01" is not as expected: say what is different: "severity", "parameters" or "off: true". Give a value of the expected form.',
    ],
    [
      "a rule without a reason",
      "  CH-01: { off: true, owner: x, on: 2026-03-01 }\n",
      '2:3 FILE_INVALID_VALUE "rules.CH-01.reason" is not as expected: invalid input: expected string, received undefined. Give a value of the expected form.',
    ],
  ];
  for (const [what, lines, said] of wrong) {
    it(`cannot adjust ${what}`, async () => {
      const overlays = [writeFiles(join(temporaryFolder(), "trust"), adjusted(lines))];
      const plugins = [chainPlugin({ "gates/CH-01.sql": ruleText(packaged[0]) })];
      const faults = await faultsOf(chainMigration({ plugins, overlays }).migration);
      expect(faults.map((line) => line.replace(/^\S+\/trust\//, ""))).to.deep.equal([`gates.yaml:${said}`]);
    });
  }
});

describe("the rules that a run kept", () => {
  it("are those a check without a configuration goes by, as the manifest has them", async () => {
    const { out, result } = await judged([{ parts: onTarget("ward = 'W1'") }]);
    const clock = snapshotClock("2026-03-27T18:00");
    expect((await checkRun(out, { clock, gates: [] })).rules).to.deep.equal(result.rules);
    const path = join(out, "reports", "rules.json");
    writeFiles(out, { "reports/rules.json": readFileSync(path, "utf8").replace("'W1'", "'W9'") });
    const error = await failureOf(checkRun(out, { clock, gates: [] }));
    expect([error.code, error.message]).to.deep.equal([
      "RUN_UNREADABLE",
      "reports/rules.json is not what a run writes: it is not what the manifest says.",
    ]);
  });

  it("compare a run with another over the same inputs, and with its rehearsal", async () => {
    const extracts = chainExtracts();
    const one = chainMigration({ extracts });
    const same = chainMigration({ extracts });
    const other = chainMigration({ extracts: chainExtracts({ SPELL: { Id: ["1"], Episode: ["10"], Ward: ["W1"] } }) });
    for (const { migration } of [one, same, other]) await migration.run();
    const status = async (options: object, id: string) => {
      const found = (await one.migration.check(options)).rules.find((rule) => rule.id === id)!;
      return [found.status, found.target_failures, found.reason];
    };
    expect(await status({ compareRun: same.out }, "GEN-17")).to.deep.equal(["pass", 0, null]);
    expect(await status({ compareRun: other.out }, "GEN-17")).to.deep.equal([
      "not_applicable",
      null,
      "the two runs had other inputs or options",
    ]);
    const manifest = join(same.out, "manifest.json");
    const text = readFileSync(manifest, "utf8");
    expect(await status({ rehearsal: manifest }, "GEN-18")).to.deep.equal(["pass", 0, null]);
    const { sha256 } = readManifest(same.out).load[0];
    writeFiles(same.out, { "manifest.json": text.replace(sha256, "0".repeat(64)) });
    expect(await status({ compareRun: same.out }, "GEN-17")).to.deep.equal(["fail", 1, null]);
    writeFiles(same.out, { "manifest.json": text.replace('"V83"', '"V84"') });
    expect(await status({ rehearsal: manifest }, "GEN-18")).to.deep.equal(["fail", 1, null]);
    expect(readFileSync(join(one.out, "reports", "failures", "GEN-18.csv"), "utf8")).to.equal(
      "side,key\r\ntarget,setting:systemCode\r\n",
    );
  });

  it("know when files were extracted, where control.csv says so", async () => {
    const extracts = chainExtracts();
    writeFiles(extracts, {
      "control.csv": "table,rows,sha256,extracted_at\nPATIENT,,,2026-03-27T18:00\nSPELL,,,2026-03-27T18:30\nSTAY,,,\n",
    });
    const { rule, failures } = await judged([], { extracts });
    expect(counts(rule("GEN-19"))).to.deep.equal(["fail", 1, null, null, 2]);
    expect(failures("GEN-19")).to.equal("side,key\r\nsource,SPELL\r\n");
  });
});

describe("general rules over a run's tables", () => {
  it("find text that was decoded as what it is not, and records that could not be", async () => {
    const extracts = chainExtracts({
      SPELL: { Id: ["1", "1", "2"], Episode: ["10", "11", "20"], Ward: ["W\u00e9", "W\u0092", "W\ufffd"] },
    });
    const { rule, failures } = await judged([], { extracts });
    expect(counts(rule("GEN-11"))).to.deep.equal(["fail", 2, null, null, 9]);
    expect(failures("GEN-11")).to.equal("side,key\r\nsource,SPELL|2\r\nsource,SPELL|3\r\n");
  });

  it("find records that intake could not decode", async () => {
    const extracts = chainExtracts();
    const spells = Buffer.from("Id,Episode,Ward\r\n1,10,W1\r\n1,11,W\xff\r\n2,20,W1\r\n", "latin1");
    writeFileSync(join(extracts, "SPELL.csv"), spells);
    const { rule, failures } = await judged([], { extracts });
    expect(counts(rule("GEN-11"))).to.deep.equal(["fail", 1, null, null, 9]);
    expect(failures("GEN-11")).to.equal("side,key\r\nsource,SPELL|3\r\n");
    expect(rule("GEN-12").status).to.equal("pass");
  });

  it("find a code that no crosswalk has, and take an empty one for none", async () => {
    const extracts = chainExtracts({ PATIENT: { Id: ["1", "2"], Name: ["ANN", "BOB"], Sex: ["F", null] } });
    const { rule, migration, out, failures } = await judged([], { extracts });
    expect(counts(rule("GEN-15"))).to.deep.equal(["pass", null, 0, 0, 1]);
    const path = join(out, "load", "LOAD_PATIENT.csv");
    writeFileSync(path, readFileSync(path, "utf8").replace("ANN,2", "ANN,3"));
    const { rules } = await migration.check();
    expect(counts(rules.find(({ id }) => id === "GEN-15")!)).to.deep.equal(["fail", null, 1, 1, 1]);
    expect(failures("GEN-15")).to.match(/^side,key\r\ntarget,LOAD_PATIENT\|\d+\|sex\r\n$/);
  });

  it("count the cells that were filled, none of which may be made up", async () => {
    const constant = chainFile("contract/LOAD_SPELL.yaml").replace(
      "ward: { class: DIRECT_SOURCE, source: SPELL.Ward }",
      "ward: { class: DERIVED, rule: core.setting, sources: [], with: { name: systemCode } }",
    );
    expect(counts((await judged([])).rule("GEN-14"))).to.deep.equal(["pass", null, 0, 0, 39]);
    const decided = "reason: ours, owner: the lead, on: 2026-03-01";
    const { rule, failures } = await judged([], {
      plugins: [chainPlugin({ "contract/LOAD_SPELL.yaml": constant })],
      overlay: { "gates.yaml": `rules: { GEN-14: { parameters: { settings: [] }, ${decided} } }\n` },
    });
    expect(counts(rule("GEN-14"))).to.deep.equal(["fail", null, 1, 1, 39]);
    expect(failures("GEN-14")).to.equal("side,key\r\ntarget,LOAD_SPELL|ward\r\n");
  });
});
