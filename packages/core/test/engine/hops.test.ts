import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Table } from "apache-arrow";
import { expect } from "chai";
import { Ledger } from "../../dist/assurance/ledger.js";
import type { PackedBatch } from "../../dist/columns/index.js";
import type { CompiledTable } from "../../dist/contract/model.js";
import { Connection, Database } from "../../dist/engine/database.js";
import { FileStorage } from "../../dist/engine/file-storage.js";
import { openSourceSchemas } from "../../dist/engine/load-source.js";
import { prepare } from "../../dist/engine/prepare.js";
import { checkDelivered } from "../../dist/engine/read-back.js";
import type { RowQuery } from "../../dist/engine/row-query.js";
import type { Closing, DroppedRow, TargetSink } from "../../dist/engine/storage.js";
import { Transformation } from "../../dist/engine/transformation.js";
import { RecordQuarantine } from "../../dist/intake/quarantine.js";
import { loadLiteralTables } from "../../dist/testing/literal-tables.js";
import { MemoryStorage } from "../../dist/testing/memory-storage.js";
import { chainPlugin, chainSource } from "../support/chain.js";
import { chainExtracts, chainMigration, failureOf } from "../support/chain-run.js";
import { writeFiles } from "../support/folders.js";

/** Stages and delivers the chain's tables with a storage of the test's own. */
async function transform(
  storage: MemoryStorage,
  meddle: (work: Transformation, connection: Connection) => Promise<void> = async () => {},
) {
  const prepared = await prepare({ plugins: [chainPlugin()], snapshotAt: "2026-03-27T18:00" });
  const database = await Database.open({ threads: 1 });
  try {
    const connection = await database.connect();
    await openSourceSchemas(connection, prepared.boot.clock);
    await loadLiteralTables(connection, prepared.contract, chainSource as never);
    const work = new Transformation(prepared, { batchRows: 2 }, connection, storage, () => {});
    const outcomes = await work.stageTables(await work.prepareTables());
    await meddle(work, connection);
    await work.close();
    return await work.deliver(outcomes);
  } finally {
    database.close();
  }
}

/** Patches a method for the time of one test. */
async function patched<T extends object, K extends keyof T>(
  on: T,
  name: K,
  patch: (original: T[K]) => T[K],
  test: () => Promise<void>,
) {
  const original = on[name];
  on[name] = patch(original);
  try {
    await test();
  } finally {
    on[name] = original;
  }
}

const lost = (table: string, expected: number, found: number, hop: string) => ({
  code: "HOP_LOST_ROWS",
  message: `${table}: ${expected} rows should have come through the hop "${hop}", but ${found} did.`,
});

const told = (error: Error & { code?: string }) => ({ code: error.code, message: error.message.split("\n")[0] });

/** Only the head of a message: remedies are held by the tests of messages. */
function expectLost(error: Error & { code?: string }, wanted: { code: string; message: string }): void {
  expect(told(error).code).to.equal(wanted.code);
  expect(told(error).message).to.contain(wanted.message);
}

describe("hops", () => {
  it("come through whole when nothing is lost", async () => {
    const delivered = await transform(new MemoryStorage());
    expect([...delivered].map(([table, { rows }]) => [table, rows])).to.deep.equal([
      ["LOAD_PATIENT", 2],
      ["LOAD_SPELL", 3],
      ["LOAD_STAY", 4],
    ]);
  });

  it("stop when a record is lost between intake and its canonical copy", async () => {
    // A damaged record asks for a copy, which reads the file again; meanwhile the file has lost its last record.
    const damaged = "Id,Name,Sex\r\n3,CY\r\n1,ANN,F\r\n2,BOB,M\r\n";
    const extracts = writeFiles(chainExtracts(), { "PATIENT.csv": damaged });
    const { migration } = chainMigration({ extracts });
    await patched(
      RecordQuarantine.prototype,
      "add",
      (add) =>
        function (this: RecordQuarantine, ...record: Parameters<RecordQuarantine["add"]>) {
          writeFiles(extracts, { "PATIENT.csv": damaged.replace("2,BOB,M\r\n", "") });
          return add.apply(this, record);
        },
      async () => expectLost(await failureOf(migration.run()), lost("PATIENT", 2, 1, "intake to canonical copy")),
    );
  });

  it("stop when the database finds fewer records than intake", async () => {
    const { migration, out } = chainMigration();
    await patched(
      Connection.prototype,
      "count",
      (count) =>
        async function (this: Connection, sql: string) {
          const found = await count.call(this, sql);
          return sql.includes("read_csv") && sql.includes("SPELL.csv") ? found - 1 : found;
        },
      async () => expectLost(await failureOf(migration.run()), lost("SPELL", 3, 2, "intake to database")),
    );
    expect(existsSync(join(out, "manifest.json"))).to.equal(false);
  });

  it("stop when the stream of rows ends early", async () => {
    class EndsEarly extends MemoryStorage {
      override async rows(connection: Connection, table: string, query: RowQuery) {
        const { count, batches } = await super.rows(connection, table, query);
        return { count, batches: table === "LOAD_STAY" ? firstOf(batches) : batches };
      }
    }
    function* firstOf(batches: Iterable<PackedBatch>) {
      for (const batch of batches) {
        yield batch;
        return;
      }
    }
    expectLost(await failureOf(transform(new EndsEarly())), lost("LOAD_STAY", 4, 3, "rows to Arrow"));
  });

  it("are not disturbed by a query on the same connection while rows stream", async () => {
    class Asks extends MemoryStorage {
      override async rows(connection: Connection, table: string, query: RowQuery) {
        const { count, batches } = await super.rows(connection, table, query);
        async function* asking() {
          for (const batch of batches) {
            yield batch;
            expect(Number(await connection.value("select count(*) from source.STAY"))).to.equal(4);
          }
        }
        return { count, batches: asking() as never };
      }
    }
    const delivered = await transform(new Asks());
    expect([...delivered.values()].map(({ rows }) => rows)).to.deep.equal([2, 3, 4]);
  });

  it("are not disturbed by a query on the run's connection while its file is read", async () => {
    const { migration } = chainMigration({ batchRows: 1 });
    await patched(
      FileStorage.prototype,
      "rows",
      (rows) =>
        async function (this: FileStorage, connection: Connection, table: string, query: RowQuery) {
          const { count, batches } = await rows.call(this, connection, table, query);
          async function* asking() {
            for await (const batch of batches) {
              await connection.value("select count(*) from source.STAY");
              yield batch;
            }
          }
          return { count, batches: asking() };
        },
      async () => {
        const { report } = await migration.run();
        expect(report.tables.map(({ delivered }) => delivered)).to.deep.equal([2, 3, 4]);
      },
    );
  });

  it("stop when the writer loses a row", async () => {
    class Drops extends MemoryStorage {
      override async sink(connection: Connection, table: CompiledTable): Promise<TargetSink> {
        const sink = await super.sink(connection, table);
        return table.table === "LOAD_SPELL" ? { ...sink, finish: async () => (await sink.finish()) - 1 } : sink;
      }
    }
    expectLost(await failureOf(transform(new Drops())), lost("LOAD_SPELL", 3, 2, "Arrow to staged file"));
  });

  it("stop when a key is lost", async () => {
    const { migration } = chainMigration();
    await patched(
      FileStorage.prototype,
      "keep",
      (keep) =>
        async function (this: FileStorage, connection: Connection, schema: string, name: string, select: string) {
          const limited = schema === "keys" && name === "LOAD_STAY" ? `${select} limit 3` : select;
          return keep.call(this, connection, schema, name, limited);
        },
      async () => expectLost(await failureOf(migration.run()), lost("LOAD_STAY", 4, 3, "keys")),
    );
  });

  it("stop when the delivery loses a row", async () => {
    class Loses extends MemoryStorage {
      override async deliver(table: CompiledTable, closing: Closing, onDropped: DroppedRow) {
        const file = await super.deliver(table, closing, onDropped);
        return table.table === "LOAD_PATIENT" ? { ...file, rows: file.rows - 1 } : file;
      }
    }
    expectLost(await failureOf(transform(new Loses())), lost("LOAD_PATIENT", 2, 1, "staged to delivered file"));
  });

  it("stop when a delivered file is cut before it is read back", async () => {
    const { migration, out } = chainMigration();
    await patched(
      Ledger.prototype,
      "settle",
      (settle) =>
        async function (this: Ledger, table: CompiledTable) {
          await settle.call(this, table);
          if (table.table !== "LOAD_SPELL") return;
          const path = join(out, "load", "LOAD_SPELL.csv");
          writeFileSync(path, readFileSync(path, "utf8").split("\r\n").slice(0, 3).join("\r\n").concat("\r\n"));
        },
      async () => expectLost(await failureOf(migration.run()), lost("LOAD_SPELL", 3, 2, "delivered file to read-back")),
    );
    expect(existsSync(join(out, "manifest.json"))).to.equal(false);
  });

  it("tell a delivered file that changed without losing a row", () => {
    const file = { rows: 2, bytes: 10, sha256: "a" };
    expect(() => checkDelivered("LOAD_PATIENT", file, { rows: 2, sha256: "b" })).to.throw(/LOAD_PATIENT\.csv/);
    expect(() => checkDelivered("LOAD_PATIENT", file, { rows: 2, sha256: "a" })).to.not.throw();
  });

  it("stop when a hook drops a row without a reason, naming the plugin", async () => {
    const plugins = [
      chainPlugin({}, (hooks) => {
        hooks.beforeTable("LOAD_SPELL", (rows) => rows.slice(1));
      }),
    ];
    const error = await failureOf(chainMigration({ plugins, batchRows: 100 }).migration.run());
    expect(error.code).to.equal("HOOK_LOST_ROWS");
    expect(error.message).to.contain('"chain"').and.contain("LOAD_SPELL");
  });

  it("stop when a finished table comes back from a hook with a row less", async () => {
    const plugins = [
      chainPlugin({}, (hooks) => {
        hooks.afterTable("LOAD_SPELL", (table) => new Table(table.schema, table.slice(1).batches));
      }),
    ];
    const error = await failureOf(chainMigration({ plugins, batchRows: 100 }).migration.run());
    expect(error.message).to.contain('"chain"').and.contain("LOAD_SPELL");
    expect(error.code).to.match(/^HOOK_/);
  });
});
