import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { chainSource } from "../support/chain.js";
import { chainExtracts, failureOf } from "../support/chain-run.js";
import { readFiles } from "../support/folders.js";
import {
  cellsOf,
  comparedMigration,
  comparisonFiles,
  readReconciliation,
  reconciled,
  reportRows,
} from "../support/ward-round.js";

const withoutHashes = ({ source_sha256: _, target_sha256: __, ...counts }: Record<string, unknown>) => counts;
/** A delivered file without one of its rows. */
const without = (start: RegExp) => (text: string) => text.replace(start, "");

describe("the reconciliation of a run", () => {
  it("finds nothing where nobody touched anything", async () => {
    const { out, reconciliation } = await reconciled();
    expect(Object.keys(reconciliation)).to.deep.equal(["rows", "completion", "chains", "codes", "measures", "lists"]);
    expect(reconciliation.lists.map((list) => withoutHashes({ ...list }))).to.deep.equal(
      [
        ["01-spells", "Spells by ward", 3],
        ["02-patients", "Patients by sex", 2],
      ].map(([list, title, members]) => ({
        list,
        title,
        plugin: "chain",
        source: members,
        target: members,
        only_source: 0,
        only_target: 0,
        different: 0,
        explained: 0,
        unexplained: 0,
      })),
    );
    expect(cellsOf(reconciliation.measures, "spells-by-ward")).to.deep.equal(["W1 2 2", "W2 1 1"]);
    expect(cellsOf(reconciliation.measures, "patients-by-sex")).to.deep.equal(["1 1 1", "2 1 1"]);
    expect(cellsOf(reconciliation.measures, "stays")).to.deep.equal(["stays 4 4"]);
    expect(reportRows(out, "lists", "01-spells.source.csv")).to.deep.equal([
      ["patient", "episode", "ward"],
      ["1", "10", "W1"],
      ["1", "11", "W2"],
      ["2", "20", "W1"],
    ]);
    expect(reportRows(out, "lists", "01-spells.target.csv")).to.deep.equal(
      reportRows(out, "lists", "01-spells.source.csv"),
    );
    expect(reportRows(out, "lists", "01-spells.diff.csv")).to.deep.equal([
      ["patient", "episode", "side", "field", "source", "target", "class", "reason"],
    ]);
    expect(statSync(join(out, "reports", "lists", "01-spells.source.csv")).mode & 0o777).to.equal(0o600);
  });

  it("names a row that is missing from a delivered file, and says that nothing explains it", async () => {
    const { out, reconciliation } = await reconciled({}, { LOAD_SPELL: without(/^.*1\|11.*\r\n/m) });
    expect(reconciliation.lists[0]).to.include({
      source: 3,
      target: 2,
      only_source: 1,
      only_target: 0,
      explained: 0,
      unexplained: 1,
    });
    expect(reportRows(out, "lists", "01-spells.diff.csv").slice(1)).to.deep.equal([
      ["1", "11", "source", "", "", "", "", ""],
    ]);
    expect(
      reconciliation.measures.filter(({ measure, cell }) => measure === "spells-by-ward" && cell === "W2"),
    ).to.deep.equal([
      { measure: "spells-by-ward", cell: "W2", source: 1, target: 0, missing: 1, added: 0, explained: 0 },
    ]);
  });

  it("names a row that only the delivered file has", async () => {
    const { out, reconciliation } = await reconciled({}, { LOAD_SPELL: (text) => `${text}77,9|90,1,W9\r\n` });
    expect(reconciliation.lists[0]).to.include({ only_source: 0, only_target: 1, unexplained: 1 });
    expect(reportRows(out, "lists", "01-spells.diff.csv").slice(1)).to.deep.equal([
      ["9", "90", "target", "", "", "", "", ""],
    ]);
    expect(cellsOf(reconciliation.measures, "spells-by-ward")).to.deep.equal(["W1 2 2", "W2 1 1", "W9 0 1"]);
  });

  it("names two swapped values field by field, though every count is as it was", async () => {
    const swap = (text: string) => text.replaceAll(/,(W1|W2)\r/g, (_, ward) => `,${ward === "W1" ? "W2" : "W1"}\r`);
    const swapOne = (text: string) => {
      const [head, first, second, third] = text.split(/(?<=\r\n)/);
      return [head, swap(first), swap(second), third].join("");
    };
    const { out, reconciliation } = await reconciled({}, { LOAD_SPELL: swapOne });
    expect(reconciliation.lists[0]).to.include({ source: 3, target: 3, only_source: 0, only_target: 0, different: 2 });
    expect(reportRows(out, "lists", "01-spells.diff.csv").slice(1)).to.deep.equal([
      ["1", "10", "both", "ward", "W1", "W2", "", ""],
      ["1", "11", "both", "ward", "W2", "W1", "", ""],
    ]);
    const cells = reconciliation.measures.filter(({ measure }) => measure === "spells-by-ward");
    expect(
      cells.map(({ cell, source, target, missing, added }) => [cell, source, target, missing, added]),
    ).to.deep.equal([
      ["W1", 2, 2, 1, 1],
      ["W2", 1, 1, 1, 1],
    ]);
  });

  it("says by class and reason what the run's own account explains", async () => {
    const extracts = chainExtracts({
      ...chainSource,
      PATIENT: { Id: ["1", "2", "3"], Name: ["ANN", "BOB", null], Sex: ["F", "X", "M"] },
      SPELL: { Id: ["1", "2", "3", "9"], Episode: ["10", "20", "30", "90"], Ward: ["W1", "W1", "W2", "W2"] },
      STAY: { Id: [], Episode: [], Start: [], Bed: [] },
    });
    const { out, reconciliation } = await reconciled({ extracts });
    expect(reportRows(out, "lists", "01-spells.diff.csv").slice(1)).to.deep.equal([
      ["3", "30", "source", "", "", "", "rejected", "PARENT_NOT_MIGRATED"],
      ["9", "90", "source", "", "", "", "rejected", "PARENT_NOT_MIGRATED"],
    ]);
    expect(reportRows(out, "lists", "02-patients.diff.csv").slice(1)).to.deep.equal([
      ["2", "both", "sex", "X", "", "value", "CODE_NOT_MAPPED"],
      ["3", "source", "", "", "", "rejected", "REQUIRED_VALUE_MISSING"],
    ]);
    expect(reconciliation.lists.map(({ explained, unexplained }) => [explained, unexplained])).to.deep.equal([
      [2, 0],
      [2, 0],
    ]);
    const sexes = reconciliation.measures.filter(({ measure }) => measure === "patients-by-sex");
    expect(sexes.map(({ measure: _, ...cell }) => cell)).to.deep.equal([
      { cell: "", source: 0, target: 1, missing: 0, added: 1, explained: 1 },
      { cell: "1", source: 1, target: 0, missing: 1, added: 0, explained: 1 },
      { cell: "2", source: 1, target: 1, missing: 0, added: 0, explained: 0 },
      { cell: "X", source: 1, target: 0, missing: 1, added: 0, explained: 1 },
    ]);
  });

  it("takes a measure by queries of its own", async () => {
    const { reconciliation } = await reconciled({}, { LOAD_STAY: without(/^.*2\|20.*\r\n/m) });
    expect(cellsOf(reconciliation.measures, "stays")).to.deep.equal(["stays 4 3"]);
  });

  it("gives the same bytes again, with any number of threads and another order of rows", async () => {
    const { out } = await reconciled();
    const turned = Object.fromEntries(
      Object.entries(chainSource).map(([table, columns]) => [
        table,
        Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, [...values].reverse()])),
      ]),
    );
    const { out: other } = await reconciled({ threads: 4, extracts: chainExtracts(turned) });
    for (const folder of ["reports/lists", "reports/restricted"])
      expect([...readFiles(join(other, folder))].map(([name, bytes]) => [name, String(bytes)])).to.deep.equal(
        [...readFiles(join(out, folder))].map(([name, bytes]) => [name, String(bytes)]),
      );
    expect(readReconciliation(other)).to.deep.equal(readReconciliation(out));
  });

  it("says why a list and its measures cannot be taken, and counts nothing", async () => {
    const snapshot = `${comparisonFiles["lists/01-spells.target.sql"]}where getvariable('snapshot') is not null`;
    const { migration, out } = comparedMigration({ snapshotAt: undefined }, { "lists/01-spells.target.sql": snapshot });
    await migration.run();
    await migration.check();
    const { lists, measures } = readReconciliation(out);
    expect(lists[0]).to.include({
      source: null,
      target: null,
      unexplained: null,
      reason: "the run was given no snapshot instant",
    });
    expect(measures.find(({ measure }) => measure === "spells-by-ward")).to.deep.equal({
      measure: "spells-by-ward",
      cell: null,
      source: null,
      target: null,
      reason: "the run was given no snapshot instant",
    });
    expect(readdirSync(join(out, "reports", "lists"))).to.deep.equal([
      "02-patients.diff.csv",
      "02-patients.source.csv",
      "02-patients.target.csv",
    ]);
  });

  it("leaves a list out whose table no plugin of the run has", async () => {
    const elsewhere = comparisonFiles["lists/01-spells.source.sql"].replace("tables: SPELL", "tables: SPELL, CLINIC");
    const { migration, out } = comparedMigration({}, { "lists/01-spells.source.sql": elsewhere });
    await migration.run();
    await migration.check();
    expect(readReconciliation(out).lists[0]).to.include({ source: null, reason: "CLINIC is of no plugin of the run" });
  });

  it("keeps the columns that only a list reads, so that they are there at the check", async () => {
    const source =
      "-- title: Beds\n-- tables: STAY\n-- key: patient\n-- load-table: LOAD_PATIENT\nselect Id as patient, max(Note) as note, any_value(_table) as _table, min(_row) as _row from source.STAY group by Id\n";
    const { migration } = comparedMigration(
      {},
      {
        "source/STAY.yaml":
          "table: STAY\ntitle: x\nkey: [Id, Episode, Start]\nfields:\n  Id: { size: 9 }\n  Episode: { size: 9 }\n  Start: { size: 12 }\n  Bed: { size: 4 }\n  Note: { size: 9 }\n",
        "lists/03-notes.source.sql": source,
        "lists/03-notes.target.sql":
          "-- tables: LOAD_PATIENT\nselect external_system_id as patient, '' as note from target.LOAD_PATIENT\n",
      },
    );
    const { sources } = await migration.contract();
    expect(sources.find(({ definition }) => definition.table === "STAY")?.used).to.include("Note");
  });

  it("compares members that stand twice under one key in the order of their values", async () => {
    const twice =
      "select Id as patient, Episode as episode, Ward as ward, _table, _row from source.SPELL union all select Id, Episode, 'W8', _table, _row from source.SPELL where Episode = '10'";
    const head = comparisonFiles["lists/01-spells.source.sql"].split("select")[0];
    const { migration, out } = comparedMigration({}, { "lists/01-spells.source.sql": head + twice });
    await migration.run();
    await migration.check();
    expect(reportRows(out, "lists", "01-spells.diff.csv").slice(1)).to.deep.equal([
      ["1", "10", "source", "", "", "", "", ""],
    ]);
  });
});

describe("what a plugin brings along for the reconciliation", () => {
  const faultOf = async (changed: Readonly<Record<string, string>>) => {
    const error = await failureOf(comparedMigration({}, changed).migration.contract());
    return [error, ...(error.faults ?? [])].at(-1) as Error & { code: string };
  };

  it("is refused without a head, with file and line", async () => {
    const source = comparisonFiles["lists/01-spells.source.sql"].replace("-- key: patient, episode\n", "");
    const fault = await faultOf({ "lists/01-spells.source.sql": source });
    expect(fault.code).to.equal("COMPARISON_HEADER_INVALID");
    expect(fault.message).to.contain('"-- key:" is missing or not as expected');
  });

  it("is refused with a word that its head does not know", async () => {
    const source = comparisonFiles["lists/01-spells.source.sql"].replace("-- decided-by", "-- decided-on");
    const fault = await faultOf({ "lists/01-spells.source.sql": source });
    expect(fault.code).to.equal("COMPARISON_HEADER_INVALID");
    expect((fault as unknown as { where: object }).where).to.deep.equal({
      file: "lists/01-spells.source.sql",
      line: 5,
    });
    expect((fault as unknown as { fix: string }).fix).to.contain("decided-by");
  });

  it("is refused with one side only", async () => {
    const fault = await faultOf({ "lists/04-half.target.sql": "-- tables: LOAD_SPELL\nselect 1" });
    expect(fault.code).to.equal("COMPARISON_HALF_MISSING");
    expect(fault.message).to.contain("04-half.source.sql");
  });

  it("is refused when a measure counts a list that is not there", async () => {
    const fault = await faultOf({ "measures/spells-by-ward.yaml": "title: x\nlist: 01-spels\nby: [ward]\n" });
    expect(fault.code).to.equal("COMPARISON_UNKNOWN_LIST");
    expect((fault as unknown as { fix: string }).fix).to.contain("01-spells");
  });

  it("is refused when its SQL does not bind to the source tables", async () => {
    const source = comparisonFiles["lists/01-spells.source.sql"].replace("pas_text(Ward)", "pas_text(Word)");
    expect((await faultOf({ "lists/01-spells.source.sql": source })).code).to.equal("COMPARISON_SQL_INVALID");
  });

  it("is refused when its two sides have different columns, or a measure counts by one that is not there", async () => {
    const files: readonly Readonly<Record<string, string>>[] = [
      {
        "lists/02-patients.target.sql":
          "-- tables: LOAD_PATIENT\nselect external_system_id as patient from target.LOAD_PATIENT\n",
      },
      { "measures/spells-by-ward.yaml": "title: x\nlist: 01-spells\nby: [wards]\n" },
      { "measures/stays.target.sql": "-- tables: LOAD_STAY\nselect count(*) as n from target.LOAD_STAY\n" },
    ];
    for (const changed of files) {
      const { migration } = comparedMigration({}, changed);
      await migration.run();
      expect((await failureOf(migration.check())).code).to.equal("COMPARISON_COLUMNS_DIFFER");
    }
  });
});
