import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { scoreRun } from "@pas-migrate/core";
import { expect } from "chai";
import { chainPlugin } from "../support/chain.js";
import { chainExtracts, chainMigration } from "../support/chain-run.js";
import { temporaryFolder, writeFiles } from "../support/folders.js";

const lines = (...rows: readonly string[]) => rows.map((row) => `${row}\r\n`).join("");

function ruleText(id: string, parts: string, parameter = ""): string {
  return `-- id: ${id}\n-- title: ${id} holds\n-- severity: error\n-- stage: recon\n-- hazard: none\n-- sign_off: data quality lead\n-- why: It has to.\n-- fix: Mend it.\n${parameter}${parts}`;
}

/** Counts by ward: what is in the extract and not delivered, or the other way about. */
const spells = ruleText(
  "CH-01",
  `-- part: population_source
select count(*) from source.SPELL
-- part: source
select 'spells|' || Ward as key
from source.SPELL as held
join ledger.entries as entry on entry.source_table = 'SPELL' and entry.source_row = held._row and entry.class = 'rejected'
-- part: population_target
select count(*) from source.SPELL
-- part: target
select 'spells|' || ward as key
from (select Ward as ward, 1 as n from source.SPELL union all select ward, -1 from target.LOAD_SPELL)
group by ward
having sum(n) <> 0
`,
);

/** Codes that the extract has and the crosswalk lacks. */
const codes = ruleText(
  "CH-02",
  `-- part: population_target
select count(*) from run.codes
-- part: target
select pas_key(crosswalk, source_code) as key from rejects.entries where crosswalk is not null
`,
);

/** Asks for a count of the whole run. */
const ledger = ruleText(
  "CH-03",
  `-- part: population_target
select count(*) from run.ledger_source
-- part: target
select 'rejected|' || "table" as key from run.ledger_source where rejected > 0
`,
);

/** Patients by name, as every other rule: keys that name one. */
const patients = ruleText(
  "CH-04",
  `-- part: population_target
select count(*) from source.PATIENT
-- part: target
select Id as key from source.PATIENT where Sex = 'X'
`,
);

/** A cell that is full when it has as many spells as are allowed. */
const full = ruleText(
  "CH-05",
  `-- part: population_target
select count(*) from source.SPELL
-- part: target
select 'full|' || Ward as key from source.SPELL group by Ward having count(*) > {most}
`,
  "-- parameter: most = 1\n",
);

const rules = Object.fromEntries(
  Object.entries({ "CH-01": spells, "CH-02": codes, "CH-03": ledger, "CH-04": patients, "CH-05": full }).map(
    ([id, text]) => [`gates/${id}.sql`, text],
  ),
);

/** Patient 1 has no name and is refused with all spells; number 9 is an older one of patient 3's. All codes but 2's exist. */
const source = {
  PATIENT: { Id: ["1", "2", "3", "9"], Name: [null, "BOB", "CAT", "CAT"], Sex: ["F", "X", "F", "F"] },
  SPELL: { Id: ["1", "2", "3", "9"], Episode: ["10", "20", "30", "90"], Ward: ["W1", "W1", "W2", "W3"] },
  STAY: { Id: ["1", "2"], Episode: ["10", "20"], Start: ["202601010900", "202601010900"], Bed: ["B1", "B2"] },
};

const people = lines("external_system_id,main_crn", "1,D1", "2,D2", "3,D3", "9,D3");

interface Case {
  /** Natural keys with a planted fault. */
  readonly faulty: readonly string[];
  /** Load rows that are lost before the check, by the beginning of their key. */
  readonly lost?: readonly string[];
  readonly plugin?: Readonly<Record<string, string>>;
  readonly gates?: string;
  readonly people?: string;
  readonly removeDatabase?: boolean;
}

function migrationOf({ plugin = {}, gates }: Pick<Case, "plugin" | "gates">, output = temporaryFolder()) {
  const overlays =
    gates === undefined ? undefined : [writeFiles(join(temporaryFolder(), "trust"), { "gates.yaml": gates })];
  const plugins = [chainPlugin({ ...rules, ...plugin })];
  return chainMigration({ plugins, extracts: chainExtracts(source), overlays, output });
}

let plainRun: Promise<string> | undefined;

/** A finished run over {@link source}, in a folder of its own. */
async function finished(choice: Pick<Case, "plugin" | "gates">) {
  const migrate = async () => {
    const { migration, out } = migrationOf(choice);
    await migration.run();
    return out;
  };
  if (choice.plugin !== undefined || choice.gates !== undefined) return migrationOf(choice, await migrate());
  plainRun ??= migrate();
  const copy = temporaryFolder();
  cpSync(await plainRun, copy, { recursive: true });
  return migrationOf(choice, copy);
}

/** False alarms by rule, of a run over {@link source}. */
async function falseAlarms({ faulty, lost = [], removeDatabase, people: who = people, ...choice }: Case) {
  const { migration, out } = await finished(choice);
  const file = join(out, "load", "LOAD_SPELL.csv");
  const delivered = readFileSync(file, "utf8").split("\r\n");
  writeFileSync(file, delivered.filter((line) => !lost.some((start) => line.includes(`,${start}`))).join("\r\n"));
  await migration.check();
  const truths = faulty.map((number, i) => `f-${i},f,CH-99,gate,PATIENT,${number},Name,,`);
  const against = writeFiles(temporaryFolder(), {
    "expected/LOAD_PATIENT.csv": who,
    "defects.csv": lines("id,defect,rule,verdict,table,key,field,before,after", ...truths),
  });
  if (removeDatabase) rmSync(join(out, "run.duckdb"));
  const { rules: scored } = await scoreRun({ run: out, against });
  return Object.fromEntries(
    scored
      .filter(({ rule, verdict }) => rule.startsWith("CH-0") && verdict === "gate")
      .map(({ rule, falseAlarms: count }) => [rule, count]),
  );
}

describe("a finding that names no patient", () => {
  it("is no false alarm when the rule does not have it without the patients with faults", async () => {
    expect(await falseAlarms({ faulty: ["1", "2|sex"] })).to.include({
      "CH-01": 0,
      "CH-02": 0,
      "CH-04": 0,
      "CH-05": 0,
    });
  });

  it("is a false alarm when patients without faults make it", async () => {
    // Both sides of W1; the code of 2; 2 by number; W1 is full.
    expect(await falseAlarms({ faulty: ["3"] })).to.deep.equal({
      "CH-01": 2,
      "CH-02": 1,
      "CH-03": 3,
      "CH-04": 1,
      "CH-05": 1,
    });
  });

  it("is one when somebody with a fault and somebody without one make it together", async () => {
    expect(await falseAlarms({ faulty: ["1"] })).to.include({ "CH-01": 0 });
    expect(await falseAlarms({ faulty: ["1"], lost: ["2|20"] })).to.include({ "CH-01": 1 });
  });

  it("is not looked for in keys that name one: a patient without faults has none, whoever else made the finding", async () => {
    const plugin = {
      "gates/CH-06.sql": ruleText(
        "CH-06",
        "-- part: population_target\nselect count(*) from source.SPELL\n-- part: target\nselect Id as key from source.SPELL where Ward in (select Ward from source.SPELL group by Ward having count(*) > 1)\n",
      ),
    };
    expect(await falseAlarms({ faulty: ["1"], plugin })).to.include({ "CH-05": 0, "CH-06": 1 });
  });

  it("goes by the person: a fault under one number answers for the other ones", async () => {
    expect(await falseAlarms({ faulty: ["1", "9"], lost: ["3|30"] })).to.include({ "CH-01": 0 });
    const apart = people.replace("9,D3", "9,D9");
    expect(await falseAlarms({ faulty: ["1", "9"], lost: ["3|30"], people: apart })).to.include({ "CH-01": 1 });
  });

  it("is one when the rule asks what is known of the whole run alone", async () => {
    expect(await falseAlarms({ faulty: ["1", "2"] })).to.include({ "CH-03": 3 });
  });

  it("is one when the run has lost its database", async () => {
    expect(await falseAlarms({ faulty: ["1", "2"], removeDatabase: true })).to.include({ "CH-01": 2, "CH-02": 1 });
  });

  it("is judged with the parameters of the check", async () => {
    const gates =
      "rules:\n  CH-05: { parameters: { most: 0 }, reason: to see more, owner: data quality lead, on: 2026-03-02 }\n";
    expect(await falseAlarms({ faulty: ["1"], gates })).to.include({ "CH-05": 3 });
  });

  it("goes by the patient's number in the new system where a load table has no natural key", async () => {
    const plugin = {
      "target/LOAD_STAY.yaml":
        "table: LOAD_STAY\ntitle: x\norder: 3\ncolumns:\n  crn: { type: VARCHAR2, length: 9 }\n  bed: { type: VARCHAR2, length: 4 }\n",
      "contract/LOAD_STAY.yaml":
        'table: LOAD_STAY\nrows: { from: [STAY], key: [Id, Episode, Start] }\nfields:\n  crn: { class: DIRECT_SOURCE, source: STAY.Id }\n  bed: { class: DIRECT_SOURCE, source: STAY.Bed, emptyWhen: "no bed is held" }\n',
      "gates/CH-06.sql": ruleText(
        "CH-06",
        "-- part: population_target\nselect count(*) from target.LOAD_STAY\n-- part: target\nselect 'bed|' || bed as key from target.LOAD_STAY\n",
      ),
    };
    const numbered = people.replace("1,D1", "1,1").replace("2,D2", "2,2");
    expect(await falseAlarms({ faulty: ["1"], plugin, people: numbered })).to.include({ "CH-06": 1 });
  });
});
