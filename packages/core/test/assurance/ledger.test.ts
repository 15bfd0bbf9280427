import { testMigration } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { Ledger } from "../../dist/assurance/ledger.js";
import type { CompiledTable } from "../../dist/contract/model.js";
import { type Connection, Database } from "../../dist/engine/database.js";
import { openSourceSchemas } from "../../dist/engine/load-source.js";
import { prepare } from "../../dist/engine/prepare.js";
import { Transformation } from "../../dist/engine/transformation.js";
import { loadLiteralTables } from "../../dist/testing/literal-tables.js";
import { MemoryStorage } from "../../dist/testing/memory-storage.js";
import { chainFile, chainPlugin, chainSource } from "../support/chain.js";
import { chainExtracts, chainMigration, failureOf } from "../support/chain-run.js";
import { writeFiles } from "../support/folders.js";

const source = (changed: object) => ({ ...chainSource, SPELL: {}, STAY: {}, ...changed }) as never;

/** The way of the chain's tables, without files, for as long as somebody works on it. */
async function onChain(
  storage: MemoryStorage,
  use: (work: Transformation, connection: Connection, tables: readonly CompiledTable[]) => Promise<void>,
): Promise<void> {
  const prepared = await prepare({ plugins: [chainPlugin()] });
  const database = await Database.open({ threads: 1 });
  try {
    const connection = await database.connect();
    await openSourceSchemas(connection, prepared.boot.clock);
    await loadLiteralTables(connection, prepared.contract, chainSource as never);
    const work = new Transformation(prepared, {}, connection, storage, () => {});
    await use(work, connection, prepared.contract.tables);
  } finally {
    database.close();
  }
}

/** Stages the chain's tables with keys that the test has changed. */
async function stageWithKeys(change: (select: string, table: string) => string): Promise<void> {
  class Changed extends MemoryStorage {
    override keep(connection: Connection, schema: string, name: string, select: string): Promise<number> {
      return super.keep(connection, schema, name, schema === "keys" ? change(select, name) : select);
    }
  }
  await onChain(new Changed(), async (work) => {
    await work.stageTables(await work.prepareTables());
  });
}

describe("the ledger", () => {
  it("counts the same in stretches of one record as in one go, records that gave several rows among them", async () => {
    const storage = new MemoryStorage();
    await onChain(storage, async (work, connection, tables) => {
      await work.deliver(await work.stageTables(await work.prepareTables()));
      await connection.run(
        "insert into ledger.LOAD_STAY select * replace (record_number + 1 as record_number) from ledger.LOAD_STAY where source_row = 2",
      );
      const stay = tables.find(({ table }) => table === "LOAD_STAY")!;
      for (const stretch of [1, 2, 1_000_000]) {
        const ledger = new Ledger(connection, storage, stretch);
        expect(Object.fromEntries(await ledger.targetCounts(stay))).to.deep.equal({
          STAY: { loaded: 3, split: 1, merged: 0, excluded: 0, rejected: 0 },
        });
        expect((await ledger.sourceCounts(tables, "STAY")).get("STAY")?.split).to.equal(1);
        expect(await ledger.origins(stay)).to.deep.equal({ source: 3, split: 2, feed: 0 });
      }
    });
  });

  it("stops on different keys with one record number, and names the setting that mends it", async () => {
    const error = await failureOf(
      stageWithKeys((select, table) =>
        table === "LOAD_PATIENT" ? `select * replace (42 as record_number) from (${select})` : select,
      ),
    );
    expect(error.code).to.equal("KEY_COLLISION");
    expect(error.message).to.contain("1 record number(s) of LOAD_PATIENT");
    expect(error.fix).to.contain("salts: { LOAD_PATIENT:");
  });

  it("stops when a driving record has no entry", async () => {
    const error = await failureOf(
      stageWithKeys((select, table) => (table === "LOAD_SPELL" ? `${select} where source_row <> '2'` : select)),
    );
    expect(error.code).to.equal("LEDGER_ROWS_VANISHED");
    expect(error.message).to.contain("LOAD_SPELL").and.contain("SPELL");
  });

  it("stops when an entry has no driving record", async () => {
    const invented = (select: string) =>
      `select * replace (source_row + 100 as source_row, record_number + 1 as record_number) from (${select}) union all ${select}`;
    const error = await failureOf(
      stageWithKeys((select, table) => (table === "LOAD_SPELL" ? invented(select) : select)),
    );
    expect(error.code).to.equal("LEDGER_ROWS_INVENTED");
  });

  it("stops when row SQL loses a driving row", async () => {
    const plugins = [
      chainPlugin({
        "contract/LOAD_PATIENT.sql": "select _table, _row, Id, Name, Sex from source.PATIENT where Id = '1'",
      }),
    ];
    const error = await failureOf(testMigration({ plugins, source: source({}) }));
    expect(error.code).to.equal("LEDGER_ROWS_VANISHED");
    expect(error.message).to.contain("LOAD_PATIENT").and.contain("1").and.contain("PATIENT");
  });

  it("stops when a join multiplies a driving row that the contract does not split", async () => {
    const sql =
      "select p._table, p._row, p.Id, p.Name, p.Sex, s.Episode from source.PATIENT p join source.SPELL s using (Id)";
    const key = chainFile("contract/LOAD_PATIENT.yaml").replace("key: [Id]", "key: [Id, Episode]");
    const children = ["SPELL", "STAY"].flatMap((name) => [
      [
        `contract/LOAD_${name}.yaml`,
        `table: LOAD_${name}\nrows: { from: [${name}], key: [Id, Episode] }\nfields:\n  record_number: { class: SURROGATE_ETL, key: self }\n`,
      ],
      [
        `target/LOAD_${name}.yaml`,
        `table: LOAD_${name}\ntitle: x\norder: 9\ncolumns:\n  record_number: { type: NUMBER, length: 42 }\n`,
      ],
    ]);
    const changed = { ...Object.fromEntries(children), "contract/LOAD_PATIENT.sql": sql };
    const running = (yaml: string) =>
      testMigration({
        plugins: [chainPlugin({ ...changed, "contract/LOAD_PATIENT.yaml": yaml })],
        source: { ...chainSource, STAY: {} } as never,
      });
    const error = await failureOf(running(key));
    expect(error.code).to.equal("LEDGER_ROWS_MULTIPLIED");
    const split = await running(key.replace("from: [PATIENT],", "from: [PATIENT], split: true,"));
    expect(split.table("LOAD_PATIENT").rows).to.have.length(3);
    expect(split.ledger.PATIENT).to.deep.equal({ loaded: 1, split: 1, merged: 0, excluded: 0, rejected: 0 });
  });

  it("counts a record that one table leaves to another as what the other made of it", async () => {
    const sql = (reason: string) => `select _table, _row, Id, Episode, Ward, ${reason} as _exclude from source.SPELL`;
    const archive = {
      "target/LOAD_PAST.yaml":
        "table: LOAD_PAST\ntitle: x\norder: 4\ncolumns:\n  ward: { type: VARCHAR2, length: 4 }\n",
      "contract/LOAD_PAST.yaml":
        "table: LOAD_PAST\nrows: { from: [SPELL], key: [Id, Episode] }\nfields:\n  ward: { class: DIRECT_SOURCE, source: SPELL.Ward }\n",
      "contract/LOAD_PAST.sql": sql("case Episode when '10' then null else 'LIVE' end"),
      "contract/LOAD_SPELL.sql": sql("case Episode when '10' then 'ARCHIVED' when '20' then 'TEST_SPELL' end"),
    };
    const result = await testMigration({
      plugins: [chainPlugin(archive)],
      source: { ...chainSource, STAY: {} } as never,
    });
    expect(result.table("LOAD_SPELL").column("external_system_id")).to.deep.equal(["1|11"]);
    expect(result.table("LOAD_PAST").column("ward")).to.deep.equal(["W1"]);
    expect(result.ledger.SPELL).to.deep.equal({ loaded: 2, split: 0, merged: 0, excluded: 1, rejected: 0 });
  });

  it("counts what hooks exclude, with the reason and the plugin's name", async () => {
    const plugins = [
      chainPlugin({}, (hooks) => {
        hooks.beforeTable("LOAD_PATIENT", (rows, context) => {
          const names = rows.getChild("Name")!;
          const out = [...names].flatMap((name, i) => (name === "BOB" ? [i] : []));
          context.exclude(out, "TEST_PATIENT");
          return rows.slice(0, 1);
        });
      }),
    ];
    const result = await testMigration({ plugins, source: source({}) });
    expect(result.ledger.PATIENT).to.deep.equal({ loaded: 1, split: 0, merged: 0, excluded: 1, rejected: 0 });
    expect(result.rejects).to.deep.equal([]);
  });

  it("balances to the record in a real run: loaded, merged, excluded, rejected and damaged", async () => {
    const sql =
      "select _table, _row, Id, Name, Sex, case Name when 'ZZTEST' then 'TEST_PATIENT' end as _exclude from source.PATIENT";
    const rows = ["1,ANN,F", "1,ANN,F", "2,BOB,M", "3,,M", "4,ZZTEST,F", "5,DAMAGED", "6,EVE,X"];
    const extracts = writeFiles(chainExtracts(), { "PATIENT.csv": `Id,Name,Sex\r\n${rows.join("\r\n")}\r\n` });
    const { migration } = chainMigration({ extracts, plugins: [chainPlugin({ "contract/LOAD_PATIENT.sql": sql })] });
    const { ledger } = await migration.run();
    const patients = ledger.source.find(({ table }) => table === "PATIENT")!;
    expect(patients).to.include({
      table: "PATIENT",
      rows: 7,
      loaded: 3,
      split: 0,
      merged: 1,
      excluded: 1,
      rejected: 2,
      balanced: true,
    });
    expect(patients.rows).to.equal(
      patients.loaded + patients.split + patients.merged + patients.excluded + patients.rejected,
    );
    expect(ledger.target.find(({ table }) => table === "LOAD_PATIENT")).to.include({
      rows: 3,
      from_source: 3,
      from_split: 0,
      from_feed: 0,
    });
  });
});
