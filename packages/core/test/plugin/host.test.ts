import {
  type MigrationHooks,
  mapText,
  snapshotClock,
  type Tap,
  tableOf,
  takeRows,
  textFrom,
  textStrings,
} from "@pas-migrate/core";
import { Int32, Table, type Vector, vectorFromArray } from "apache-arrow";
import { expect } from "chai";
import type { MigrationError } from "../../dist/errors/migration-error.js";
import { HookHost } from "../../dist/plugin/host.js";
import { RowBalance } from "../../dist/plugin/row-balance.js";
import type { TableCall } from "../../dist/plugin/runners.js";
import { failureOf } from "../support/chain-run.js";
import { lines } from "../support/small-contract.js";

const places = new Map([
  ["LOAD_A", ["name", "sex"]],
  ["LOAD_B", ["name"]],
]);

type Registering = Readonly<Record<string, (hooks: MigrationHooks) => void>>;

/** A host with what plugins register, bound to two tables. */
function hostOf(
  plugins: Registering,
  tolerated: readonly string[] = [],
): { host: HookHost; faults: readonly MigrationError[] } {
  const host = new HookHost();
  for (const [plugin, register] of Object.entries(plugins)) register(host.registrar(plugin));
  return { host, faults: host.bind(places, new Set(tolerated)) };
}

const rejected: unknown[] = [];
const call: TableCall = {
  table: "LOAD_A",
  batch: 7,
  clock: snapshotClock("2026-03-27T18:00"),
  row: (column, plugin) => textFrom([`${column} for ${plugin}`]),
  reject: (...reject) => void rejected.push(reject),
};

/** Three rows of two driving records: the second has been split before. */
const given = tableOf([
  ["_table", textFrom(["PAT", "PAT", "PAT"])],
  ["_row", textFrom(["1", "2", "2"])],
  ["Name", textFrom(["ANN", "BOB", "BO"])],
]);
const finished = tableOf([
  ["name", textFrom(["ANN", "BOB"])],
  ["sex", textFrom(["1", null])],
]);
const suffix = (text: string) => (column: Vector) => mapText(column, (value) => value + text);
const fault = async (promise: Promise<unknown>) => lines([(await failureOf(promise)) as never]);

describe("the hook host", () => {
  it("runs pre before the rest and post after it, and else in the order of the plugins", async () => {
    const tap = (text: string, order?: "pre" | "post"): Tap<never> =>
      (order === undefined ? suffix(text) : { order, handler: suffix(text) }) as never;
    const { host, faults } = hostOf({
      a: (hooks) => {
        hooks.transformField("LOAD_A.name", tap("-a post", "post"));
        hooks.transformField("LOAD_A.name", tap("-a"));
        hooks.transformField("LOAD_A.name", tap("-a again"));
      },
      b: (hooks) => hooks.transformField("LOAD_A.name", tap("-b pre", "pre")),
      c: (hooks) => hooks.transformField("LOAD_A.name", tap("-c pre", "pre")),
      d: (hooks) => hooks.transformField("LOAD_A.name", tap("-d post", "post")),
    });
    expect(faults).to.deep.equal([]);
    const result = await host.transformField(textFrom(["ANN", null]), "name", call);
    expect(textStrings(result)).to.deep.equal(["ANN-b pre-c pre-a-a again-a post-d post", null]);
  });

  it("runs beforeTable, transformField and afterTable where they are tapped, with their contexts", async () => {
    const told: unknown[] = [];
    const { host } = hostOf({
      a: (hooks) => {
        hooks.beforeTable("LOAD_A", (rows, { table, batch, clock }) => {
          told.push(["before", table, batch, clock.iso()]);
          return rows;
        });
        hooks.transformField("LOAD_A.sex", async (column, { table, field, batch, row, reject }) => {
          told.push(["field", table, field, batch, textStrings(row("Name"))]);
          reject(0, "ODD_VALUE");
          return column;
        });
        hooks.afterTable("LOAD_A", (table, { batch, row, reject }) => {
          told.push(["after", batch, textStrings(row("Sex"))]);
          reject(1, "name", "ODD_NAME");
          return table;
        });
      },
    });
    rejected.length = 0;
    const balance = new RowBalance("LOAD_A", false);
    expect(await host.beforeTable(given, call, balance)).to.equal(given);
    expect(balance.exclusions).to.deep.equal([]);
    expect(textStrings(await host.transformField(textFrom(["1"]), "sex", call))).to.deep.equal(["1"]);
    expect(await host.afterTable(finished, call)).to.equal(finished);
    expect(told).to.deep.equal([
      ["before", "LOAD_A", 7, "2026-03-27T18:00"],
      ["field", "LOAD_A", "sex", 7, ["Name for a"]],
      ["after", 7, ["Sex for a"]],
    ]);
    expect(rejected).to.deep.equal([
      [0, "sex", "ODD_VALUE", "a"],
      [1, "name", "ODD_NAME", "a"],
    ]);
  });

  it("calls a tap only at the places it names: a field, a table's fields, or all", async () => {
    const { host } = hostOf({
      a: (hooks) => {
        hooks.transformField("LOAD_A.name", suffix("1"));
        hooks.transformField("LOAD_A.*", suffix("2"));
        hooks.transformField("*", suffix("3"));
        hooks.afterTable("*", (table) => table);
      },
    });
    const at = async (table: string, field: string) =>
      textStrings(await host.transformField(textFrom(["x"]), field, { ...call, table }))[0];
    expect([await at("LOAD_A", "name"), await at("LOAD_A", "sex"), await at("LOAD_B", "name")]).to.deep.equal([
      "x123",
      "x23",
      "x3",
    ]);
    expect(host.touchesField("LOAD_B", "name")).to.equal(true);
    expect(host.touchesBatch("afterTable", "LOAD_B")).to.equal(true);
    expect(host.touchesBatch("beforeTable", "LOAD_B")).to.equal(false);
  });

  it("knows which tables no tap wants to see", () => {
    const { host } = hostOf({ a: (hooks) => hooks.transformField("LOAD_A.sex", suffix("")) });
    expect([host.touches("LOAD_A"), host.touches("LOAD_B"), host.touches("LOAD_C")]).to.deep.equal([
      true,
      false,
      false,
    ]);
    expect([host.touchesField("LOAD_A", "sex"), host.touchesField("LOAD_A", "name")]).to.deep.equal([true, false]);
  });

  it("counts calls, rows and time of each tap", async () => {
    const { host } = hostOf({
      a: (hooks) => hooks.transformField("LOAD_A.name", suffix("")),
      b: (hooks) => hooks.afterTable("LOAD_A", (table) => table),
    });
    await host.transformField(textFrom(["x", "y", "z"]), "name", call);
    await host.transformField(textFrom(["x"]), "name", call);
    await host.afterTable(finished, call);
    expect(
      host.timings.map(({ plugin, hook, place, calls, rows }) => [plugin, hook, place, calls, rows]),
    ).to.deep.equal([
      ["a", "transformField", "LOAD_A.name", 2, 4],
      ["b", "afterTable", "LOAD_A", 1, 2],
    ]);
    expect(host.timings.every(({ milliseconds }) => milliseconds > 0)).to.equal(true);
  });

  it("refuses a tap at a place that is not there, and suggests one", () => {
    const { faults } = hostOf({
      a: (hooks) => {
        hooks.beforeTable("LOAD_AA", (rows) => rows);
        hooks.transformField("LOAD_A.sez", suffix(""));
        hooks.transformField("LOAD_Z.*", suffix(""));
      },
    });
    expect(lines(faults)).to.deep.equal([
      'HOOK_UNKNOWN_PLACE The plugin "a" taps beforeTable at "LOAD_AA", which is not there. Name a load table, or a field as TABLE.field. Did you mean "LOAD_A"?',
      'HOOK_UNKNOWN_PLACE The plugin "a" taps transformField at "LOAD_A.sez", which is not there. Name a load table, or a field as TABLE.field. Did you mean "LOAD_A.sex"?',
      'HOOK_UNKNOWN_PLACE The plugin "a" taps transformField at "LOAD_Z.*", which is not there. Name a load table, or a field as TABLE.field. Did you mean "LOAD_A.*"?',
    ]);
  });

  it("lets a plugin name a table of a plugin that it only uses and that is absent", () => {
    const register = (hooks: MigrationHooks) => hooks.beforeTable("LOAD_ABSENT", (rows) => rows);
    expect(hostOf({ a: register }, ["a"]).faults).to.deep.equal([]);
  });

  it("refuses two plugins that write one field without an order, whoever stands between them", () => {
    const plain = (hooks: MigrationHooks) => hooks.transformField("LOAD_A.name", suffix(""));
    const pre = (hooks: MigrationHooks) => hooks.transformField("LOAD_A.*", { order: "pre", handler: suffix("") });
    const says =
      'PLUGIN_FIELD_WRITTEN_TWICE LOAD_A.name is transformed by both "a" and "c", and neither says who goes first. Give one of the taps an order: { order: "pre" | "post", handler }.';
    expect(lines(hostOf({ a: plain, c: plain }).faults)).to.deep.equal([says]);
    expect(lines(hostOf({ a: plain, b: pre, c: plain }).faults)).to.deep.equal([says]);
    expect(hostOf({ a: plain, b: pre, c: pre }).faults).to.deep.equal([]);
  });

  it("refuses two gates of one id", () => {
    const gate = (hooks: MigrationHooks) =>
      hooks.gate({ id: "ADT-04", severity: "blocker", title: "x" }, () => ({ failures: 0, keys: [] }));
    const { host, faults } = hostOf({ a: gate, b: gate });
    expect(lines(faults)).to.deep.equal([
      'GATE_DEFINED_TWICE The rule ADT-04 is defined by both "a" and "b". Give one of them another id.',
    ]);
    expect(host.gates.map(({ plugin }) => plugin)).to.deep.equal(["a", "b"]);
  });

  for (const [what, thrown, named] of [
    ["an error", new TypeError("no value for ANN SMITH"), "TypeError"],
    ["a text", "ANN SMITH", "a string was thrown"],
  ] as const) {
    it(`wraps ${what} that a tap throws: plugin, hook, place and batch are named, what it says is kept back`, async () => {
      const fails = () => {
        throw thrown;
      };
      const { host } = hostOf({
        a: (hooks) => {
          hooks.beforeTable("LOAD_A", fails);
          hooks.transformField("LOAD_A.name", fails);
          hooks.afterTable("LOAD_A", async () => fails());
        },
      });
      const errors = [
        await failureOf(host.beforeTable(given, call, new RowBalance("LOAD_A", false))),
        await failureOf(host.transformField(textFrom(["x"]), "name", call)),
        await failureOf(host.afterTable(finished, call)),
      ];
      const fix = "Mend the plugin. Its own message is kept back, for it may hold a patient's value.";
      expect(lines(errors as never)).to.deep.equal([
        `HOOK_FAILED The plugin "a" failed in beforeTable at LOAD_A, batch 7: ${named}. ${fix}`,
        `HOOK_FAILED The plugin "a" failed in transformField at LOAD_A.name, batch 7: ${named}. ${fix}`,
        `HOOK_FAILED The plugin "a" failed in afterTable at LOAD_A, batch 7: ${named}. ${fix}`,
      ]);
      expect(errors.map(({ cause }) => cause)).to.deep.equal([thrown, thrown, thrown]);
      expect(host.timings.map(({ calls }) => calls)).to.deep.equal([1, 1, 1]);
    });
  }

  it("refuses a reason that is no code", async () => {
    const { host } = hostOf({
      a: (hooks) =>
        hooks.transformField("LOAD_A.name", (column, { reject }) => {
          reject(0, "Ann Smith is odd");
          return column;
        }),
    });
    expect(await fault(host.transformField(textFrom(["x"]), "name", call))).to.deep.equal([
      'HOOK_INVALID_REASON "a" gave a reason that is no code. A reason is 3 to 40 upper-case letters, digits and underscores, such as TEST_PATIENT: reports are read by many, so it must not hold a value.',
    ]);
  });
});

describe("what a tap gives back", () => {
  const transform = (give: (column: Vector) => unknown) =>
    hostOf({ a: (hooks) => hooks.transformField("LOAD_A.name", give as never) }).host.transformField(
      textFrom(["x", "y"]),
      "name",
      call,
    );
  const afterTable = (give: (table: Table) => unknown) =>
    hostOf({ a: (hooks) => hooks.afterTable("LOAD_A", give as never) }).host.afterTable(finished, call);

  it("has to be a column of the same length, of text", async () => {
    expect(await fault(transform(() => undefined))).to.deep.equal([
      'HOOK_GAVE_NOTHING The plugin "a" returned nothing from transformField at LOAD_A.name. Return what you were given when there is nothing to change.',
    ]);
    expect(await fault(transform((column) => column.slice(1)))).to.deep.equal([
      'HOOK_CHANGED_ROW_COUNT The plugin "a" was given 2 rows in transformField at LOAD_A.name and returned 1. Return one value for each row; rows are left out in beforeTable, by context.exclude.',
    ]);
    expect(await fault(transform(() => vectorFromArray([1, 2], new Int32())))).to.deep.equal([
      'HOOK_CHANGED_TYPE The plugin "a" returned a column of type Int32 from transformField at LOAD_A.name. Return text: Utf8, or a dictionary of Utf8.',
    ]);
    expect(textStrings(await transform(() => vectorFromArray(["p", "q"])))).to.deep.equal(["p", "q"]);
  });

  it("has to be a table of the same rows and columns, of text", async () => {
    expect(await fault(afterTable(() => null))).to.deep.equal([
      'HOOK_GAVE_NOTHING The plugin "a" returned nothing from afterTable at LOAD_A. Return what you were given when there is nothing to change.',
    ]);
    expect((await fault(afterTable((table) => takeRows(table, [0]))))[0]).to.contain(
      'HOOK_CHANGED_ROW_COUNT The plugin "a" was given 2 rows in afterTable at LOAD_A and returned 1.',
    );
    expect(await fault(afterTable((table) => table.select(["sex", "name"])))).to.deep.equal([
      'HOOK_CHANGED_COLUMNS The plugin "a" returned other columns than LOAD_A has from afterTable. Return the same columns in the same order.',
    ]);
    const numbers = () => new Table({ name: vectorFromArray([1, 2], new Int32()), sex: textFrom(["1", "2"]) });
    expect((await fault(afterTable(numbers)))[0]).to.contain(
      'HOOK_CHANGED_TYPE The plugin "a" returned a column of type Int32 from afterTable at LOAD_A.name.',
    );
  });
});

describe("the balance of rows", () => {
  type Give = (rows: Table, context: { exclude(rows: Iterable<number>, reason: string): void }) => Table;

  async function balanceOf(give: Give, splits = false) {
    const balance = new RowBalance("LOAD_A", splits);
    const { host } = hostOf({ a: (hooks) => hooks.beforeTable("LOAD_A", give) });
    const result = await host.beforeTable(given, call, balance);
    return { names: textStrings(result.getChild("Name")!), exclusions: balance.exclusions };
  }

  it("counts rows that are left out with a reason", async () => {
    const { names, exclusions } = await balanceOf((rows, context) => {
      context.exclude([0, 2], "TEST_PATIENT");
      return takeRows(rows, [1]);
    });
    expect(names).to.deep.equal(["BOB"]);
    expect(exclusions).to.deep.equal([
      { table: "PAT", row: 1, reason: "TEST_PATIENT", plugin: "a" },
      { table: "PAT", row: 2, reason: "TEST_PATIENT", plugin: "a" },
    ]);
  });

  it("takes rows in any order", async () => {
    expect((await balanceOf((rows) => takeRows(rows, [2, 0, 1]))).names).to.deep.equal(["BO", "ANN", "BOB"]);
  });

  it("takes rows that the contract lets a record become", async () => {
    expect((await balanceOf((rows) => takeRows(rows, [0, 0, 1, 2]), true)).names).to.have.length(4);
  });

  const without = (rows: Table, column: string) =>
    rows.select(rows.schema.fields.map(({ name }) => name).filter((name) => name !== column));
  const replaced = (rows: Table, column: string, vector: Vector) =>
    new Table(
      Object.fromEntries(rows.schema.fields.map(({ name }) => [name, name === column ? vector : rows.getChild(name)!])),
    );

  const refused: readonly (readonly [string, Give, string, boolean?])[] = [
    [
      "a row that is gone without a reason",
      (rows) => takeRows(rows, [0]),
      'HOOK_LOST_ROWS The plugin "a" dropped 2 row(s) of LOAD_A in beforeTable without a reason. Leave rows out by context.exclude(rows, REASON) only.',
    ],
    [
      "one of a record's rows that is gone without a reason",
      (rows) => takeRows(rows, [0, 1]),
      'HOOK_LOST_ROWS The plugin "a" dropped 1 row(s) of LOAD_A in beforeTable without a reason. Leave rows out by context.exclude(rows, REASON) only.',
    ],
    [
      "a row that was left out and is still there",
      (rows, context) => {
        context.exclude([0], "TEST_PATIENT");
        return rows;
      },
      'HOOK_SPLIT_ROWS The plugin "a" made several rows of LOAD_A from one in beforeTable, or kept a row that it excluded. Where one record may give several rows, the contract has to say "split: true".',
    ],
    [
      "a row that was left out and is still there, where records may be split",
      (rows, context) => {
        context.exclude([0], "TEST_PATIENT");
        return rows;
      },
      'HOOK_SPLIT_ROWS The plugin "a" made several rows of LOAD_A from one in beforeTable, or kept a row that it excluded. Where one record may give several rows, the contract has to say "split: true".',
      true,
    ],
    [
      "a row that became two",
      (rows) => takeRows(rows, [0, 0, 1, 2]),
      'HOOK_SPLIT_ROWS The plugin "a" made several rows of LOAD_A from one in beforeTable, or kept a row that it excluded. Where one record may give several rows, the contract has to say "split: true".',
    ],
    [
      "a row of no record",
      (rows) => replaced(takeRows(rows, [0, 1, 2, 2]), "_row", textFrom(["1", "2", "2", "9"])),
      'HOOK_INVENTED_ROW The plugin "a" returned a row of LOAD_A from beforeTable that comes from no driving record. Make rows from rows that were given, and keep their _table and _row.',
    ],
    [
      "rows without their lineage",
      (rows) => without(rows, "_row"),
      'HOOK_LOST_LINEAGE The plugin "a" returned rows of LOAD_A from beforeTable without _table and _row. Carry both columns through: the ledger accounts for rows by them.',
    ],
    [
      "rows without a column that was given",
      (rows) => without(rows, "Name"),
      'HOOK_LOST_COLUMNS The plugin "a" returned rows of LOAD_A from beforeTable without the column(s) Name. Carry every column through that was given; only rows are left out, by context.exclude.',
    ],
    [
      "rows with a column of another type",
      (rows) => replaced(rows, "Name", vectorFromArray([1, 2, 3], new Int32())),
      'HOOK_CHANGED_TYPE The plugin "a" returned a column of type Int32 from beforeTable at LOAD_A.Name. Return text: Utf8, or a dictionary of Utf8.',
    ],
    [
      "nothing",
      () => undefined as never,
      'HOOK_GAVE_NOTHING The plugin "a" returned nothing from beforeTable at LOAD_A. Return what you were given when there is nothing to change.',
    ],
    [
      "an index beyond the rows",
      (rows, context) => {
        context.exclude([3], "TEST_PATIENT");
        return rows;
      },
      'HOOK_ROW_OUT_OF_RANGE The plugin "a" named a row of LOAD_A that is not among the 3 it was given. Rows are counted from 0 in the table that the handler gets.',
    ],
    [
      "a reason that is a sentence",
      (rows, context) => {
        context.exclude([0], "Ann is a test");
        return rows;
      },
      'HOOK_INVALID_REASON "a" gave a reason that is no code. A reason is 3 to 40 upper-case letters, digits and underscores, such as TEST_PATIENT: reports are read by many, so it must not hold a value.',
    ],
  ];
  for (const [what, give, says, splits] of refused) {
    it(`refuses ${what}`, async () => {
      expect(await fault(balanceOf(give, splits))).to.deep.equal([says]);
    });
  }
});
