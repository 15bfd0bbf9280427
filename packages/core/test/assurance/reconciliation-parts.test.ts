import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { chainFile, chainSource } from "../support/chain.js";
import { chainExtracts } from "../support/chain-run.js";
import {
  comparedMigration,
  comparisonFiles,
  readReconciliation,
  reconciled,
  reportRows,
} from "../support/ward-round.js";

/** Two patients, one of whom cannot be loaded, with a code that nobody has translated. */
const withFaults = () =>
  chainExtracts({
    ...chainSource,
    PATIENT: { Id: ["1", "2", "3"], Name: ["ANN", "BOB", null], Sex: ["F", "X", "M"] },
  });

describe("the rows of a reconciliation", () => {
  it("are the ledger's, by domain and table", async () => {
    const { reconciliation } = await reconciled({ extracts: withFaults() });
    expect(reconciliation.rows.source).to.deep.equal([
      { plugin: "chain", table: "PATIENT", rows: 3, loaded: 2, split: 0, merged: 0, excluded: 0, rejected: 1 },
      { plugin: "chain", table: "SPELL", rows: 3, loaded: 3, split: 0, merged: 0, excluded: 0, rejected: 0 },
      { plugin: "chain", table: "STAY", rows: 4, loaded: 4, split: 0, merged: 0, excluded: 0, rejected: 0 },
    ]);
    expect(reconciliation.rows.target[0]).to.deep.equal({
      plugin: "chain",
      table: "LOAD_PATIENT",
      rows: 2,
      from_source: 2,
      from_split: 0,
      from_feed: 0,
    });
  });
});

describe("the completion of a reconciliation", () => {
  it("counts filled cells, empty ones in a declared state, and all others; mandatory columns first", async () => {
    const { reconciliation } = await reconciled({ extracts: withFaults() });
    const shown = reconciliation.completion.map(
      ({ table, column, mandatory, rows, filled, empty_by_state, empty_otherwise }) =>
        `${mandatory ? "! " : ""}${table}.${column} ${rows} ${filled} ${empty_by_state} ${empty_otherwise}`,
    );
    expect(shown).to.deep.equal([
      "! LOAD_PATIENT.record_number 2 2 0 0",
      "! LOAD_PATIENT.external_system_id 2 2 0 0",
      "! LOAD_PATIENT.name 2 2 0 0",
      "! LOAD_SPELL.record_number 3 3 0 0",
      "! LOAD_SPELL.external_system_id 3 3 0 0",
      "! LOAD_SPELL.patient_record_number 3 3 0 0",
      "! LOAD_STAY.record_number 4 4 0 0",
      "! LOAD_STAY.external_system_id 4 4 0 0",
      "! LOAD_STAY.spell_record_number 4 4 0 0",
      "! LOAD_STAY.start_date 4 4 0 0",
      // The one that was refused is in no state in which it would be right.
      "LOAD_PATIENT.sex 2 1 0 1",
      "LOAD_SPELL.ward 3 3 0 0",
      "LOAD_STAY.bed 4 3 1 0",
    ]);
  });

  it("counts what the delivered files hold, not what the run said", async () => {
    const { reconciliation } = await reconciled({}, { LOAD_SPELL: (text) => text.replace(",W2\r", ",\r") });
    const ward = reconciliation.completion.find(({ column }) => column === "ward");
    expect(ward).to.include({ rows: 3, filled: 2, empty_by_state: 0, empty_otherwise: 1 });
  });
});

describe("the chains of a reconciliation", () => {
  const hops = (chain: string, all: readonly { chain: string; hop: string; complete: number; total: number }[]) =>
    all.filter((hop) => hop.chain === chain).map(({ hop, complete, total }) => `${hop} ${complete}/${total}`);

  it("count children whose parent is there", async () => {
    const { reconciliation } = await reconciled();
    expect(hops("LOAD_SPELL.patient_record_number", reconciliation.chains)).to.deep.equal([
      "LOAD_SPELL -> LOAD_PATIENT 3/3",
    ]);
    expect(hops("stay", reconciliation.chains)).to.deep.equal([
      "LOAD_SPELL -> LOAD_PATIENT 3/3",
      "LOAD_STAY -> LOAD_SPELL 4/4",
    ]);
  });

  it("carry a parent that is missing from the delivered files down the chain", async () => {
    const { reconciliation } = await reconciled({}, { LOAD_PATIENT: (text) => text.replace(/^.*BOB.*\r\n/m, "") });
    expect(hops("LOAD_STAY.spell_record_number", reconciliation.chains)).to.deep.equal(["LOAD_STAY -> LOAD_SPELL 4/4"]);
    expect(hops("stay", reconciliation.chains)).to.deep.equal([
      "LOAD_SPELL -> LOAD_PATIENT 2/3",
      "LOAD_STAY -> LOAD_SPELL 3/4",
    ]);
  });

  it("do not count a child that needs no parent, and do count one whose parent was refused", async () => {
    const optional = chainFile("contract/LOAD_SPELL.yaml").replace(
      "parentMissing: quarantine",
      'parentMissing: empty, emptyWhen: "nobody knows whose it is"',
    );
    const { migration, out } = comparedMigration(
      {
        extracts: chainExtracts({
          PATIENT: { Id: ["1", "3"], Name: ["ANN", null], Sex: ["F", "M"] },
          SPELL: { Id: ["1", "3", "7", null], Episode: ["10", "30", "11", "12"], Ward: ["W1", "W2", "W1", "W1"] },
          STAY: { Id: [], Episode: [], Start: [], Bed: [] },
        }),
      },
      { "contract/LOAD_SPELL.yaml": optional },
    );
    await migration.run();
    await migration.check();
    const { chains } = readReconciliation(out);
    expect(chains.find(({ chain }) => chain === "LOAD_SPELL.patient_record_number")).to.deep.equal({
      chain: "LOAD_SPELL.patient_record_number",
      hop: "LOAD_SPELL -> LOAD_PATIENT",
      complete: 1,
      total: 2,
      left_out: 1,
    });
  });
});

describe("the codes of a reconciliation", () => {
  it("are conserved when each target code stands as often as its source codes, and the others were refused", async () => {
    const { reconciliation } = await reconciled({ extracts: withFaults() });
    expect(reconciliation.codes).to.deep.equal([
      {
        field: "LOAD_PATIENT.sex",
        crosswalk: "sex",
        source: 2,
        translated: 1,
        untranslated: 1,
        target: 1,
        rejected: 1,
        conserved: true,
        differences: [],
      },
    ]);
  });

  it("are not conserved when a delivered code is another than its source code's", async () => {
    const { reconciliation } = await reconciled({}, { LOAD_PATIENT: (text) => text.replace("BOB,1", "BOB,2") });
    expect(reconciliation.codes[0]).to.deep.include({
      conserved: false,
      differences: [
        { target_code: "1", expected: 1, found: 0 },
        { target_code: "2", expected: 1, found: 2 },
      ],
    });
  });

  it("are not counted apart where the row SQL puts the value together", async () => {
    const { migration, out } = comparedMigration(
      {},
      {
        "contract/LOAD_PATIENT.sql": "select _table, _row, Id, Name, upper(Sex) as sex_code from source.PATIENT",
        "contract/LOAD_PATIENT.yaml": chainFile("contract/LOAD_PATIENT.yaml").replace(
          "source: PATIENT.Sex,",
          "source: PATIENT.Sex, column: sex_code,",
        ),
      },
    );
    await migration.run();
    await migration.check();
    expect(readReconciliation(out).codes[0]).to.include({ source: null, target: 2, conserved: null });
  });
});

describe("the sample of a reconciliation", () => {
  it("sets the source texts beside the delivered ones, field by field, in files for one patient each", async () => {
    const { out } = await reconciled({ extracts: withFaults() });
    const folder = join(out, "reports", "restricted", "sample");
    expect(statSync(folder).mode & 0o777).to.equal(0o700);
    expect(readdirSync(folder)).to.deep.equal(["1.csv", "2.csv", "3.csv", "index.csv"]);
    expect(statSync(join(folder, "1.csv")).mode & 0o777).to.equal(0o600);
    expect(reportRows(out, "restricted", "sample", "index.csv")).to.deep.equal([
      ["patient", "kinds"],
      ["1", "female; patient"],
      ["2", "patient"],
      ["3", "patient"],
    ]);
    const [head, ...lines] = reportRows(out, "restricted", "sample", "2.csv");
    expect(head).to.deep.equal(["table", "key", "field", "source", "target"]);
    expect(lines.filter(([, , field]) => !/record_number|external/.test(field))).to.deep.equal([
      ["LOAD_PATIENT", "2", "name", "PATIENT.Name=BOB", "BOB"],
      ["LOAD_PATIENT", "2", "sex", "PATIENT.Sex=X", ""],
      ["LOAD_SPELL", "2|20", "ward", "SPELL.Ward=W1", "W1"],
      ["LOAD_STAY", "2|20|202603010900", "start_date", "STAY.Start=202603010900", "01/03/2026 09:00"],
      ["LOAD_STAY", "2|20|202603010900", "bed", "STAY.Bed=", ""],
    ]);
    expect(reportRows(out, "restricted", "sample", "3.csv").slice(1)).to.deep.equal([
      ["LOAD_PATIENT", "PATIENT record 3", "", "", "rejected: REQUIRED_VALUE_MISSING"],
    ]);
  });

  it("takes fifty patients at most, among them the first of every kind, and others with another seed", async () => {
    const numbers = Array.from({ length: 120 }, (_, i) => String(i + 1));
    const extracts = chainExtracts({
      PATIENT: { Id: numbers, Name: numbers.map(() => "ANN"), Sex: numbers.map((n) => (n === "77" ? "F" : "M")) },
      SPELL: { Id: [], Episode: [], Ward: [] },
      STAY: { Id: [], Episode: [], Start: [], Bed: [] },
    });
    const { migration, out } = comparedMigration({ extracts });
    await migration.run();
    const chosen = async (sampleSeed?: string) => {
      await migration.check({ sampleSeed });
      return reportRows(out, "restricted", "sample", "index.csv").slice(1);
    };
    const first = await chosen();
    expect(first).to.have.length(50);
    expect(first).to.deep.include(["77", "female; patient"]);
    expect(await chosen()).to.deep.equal(first);
    const other = await chosen("another");
    expect(other).to.have.length(50);
    expect(other).to.deep.include(["77", "female; patient"]);
    expect(other).not.to.deep.equal(first);
  });

  it("takes the records of merged numbers along with their survivor's", async () => {
    const { migration, out } = comparedMigration(
      {},
      {
        "samples/merged.sql":
          "-- title: Merged\n-- tables: PATIENT\nselect '1' as patient, trim(Id, ' ') as number from source.PATIENT where Id = '2'\n",
      },
    );
    await migration.run();
    await migration.check();
    const keys = reportRows(out, "restricted", "sample", "1.csv").map(([, key]) => key);
    expect(keys).to.include.members(["1|10", "2|20"]);
    expect(reportRows(out, "restricted", "sample", "index.csv")[1]).to.deep.equal(["1", "female; merged; patient"]);
  });

  it("is left out when no plugin says who the patients are", async () => {
    const { migration, out } = comparedMigration({}, { "samples/patient.sql": comparisonFiles["samples/female.sql"] });
    await migration.run();
    await migration.check();
    expect(readdirSync(join(out, "reports"))).not.to.include("restricted");
  });
});
