import { createMigration } from "@pas-migrate/core";
import { expect } from "chai";
import { type Connection, Database, identifier } from "../../../core/dist/engine/database.js";
import { packagedPlugins } from "../../dist/plugins.js";

/** Joins that compare every row of one side with every row of the other, and so stop a large hospital. */
const QUADRATIC = /^(BLOCKWISE_NL_JOIN|NESTED_LOOP_JOIN|IE_JOIN|PIECEWISE_MERGE_JOIN)$/;

/** The plan's operators, by name. */
function operators(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(operators);
  const { name = "", children = [] } = node as { name?: string; children?: unknown[] };
  return [name, ...operators(children)];
}

async function quadraticJoins(connection: Connection, sql: string): Promise<readonly string[]> {
  const { plan, fault } = await connection.plan(sql);
  expect(fault).to.equal(undefined);
  return operators(plan).filter((name) => QUADRATIC.test(name));
}

describe("views and row SQL of the packages", () => {
  it("join by keys alone, with what hangs on one side written into the key", async () => {
    const { sources, feeds, views, tables } = await createMigration({
      plugins: Object.values(packagedPlugins),
    }).contract();
    const database = await Database.open({ threads: 1 });
    try {
      const connection = await database.connect();
      await connection.run(
        "create schema source; create schema feed; set variable snapshot = '202603271800'; set variable archive_before = '20160401'",
      );
      const make = (place: string, columns: readonly string[]) =>
        connection.run(
          `create table ${place} (_table varchar, _row bigint, ${columns.map((name) => `${identifier(name)} varchar`).join(", ")})`,
        );
      for (const { definition, used } of sources) await make(`source.${identifier(definition.table)}`, used);
      for (const { name, columns } of feeds) await make(`feed.${identifier(name)}`, Object.keys(columns));
      const found: string[] = [];
      for (const { plugin, name, sql } of views) {
        for (const join of await quadraticJoins(connection, sql)) found.push(`${plugin}.${name}: ${join}`);
        await connection.run(
          `create schema if not exists ${identifier(plugin)}; create table ${identifier(plugin)}.${identifier(name)} as from (${sql}) with no data`,
        );
      }
      for (const { table, rows } of tables)
        for (const join of await quadraticJoins(connection, rows.sql)) found.push(`${table}: ${join}`);
      expect(found).to.deep.equal([]);
      const known = "select * from source.OPA as a left join source.PATDATA as p on a._row = 1 and p._row = a._row";
      expect(await quadraticJoins(connection, known), "the check itself").to.deep.equal(["BLOCKWISE_NL_JOIN"]);
    } finally {
      database.close();
    }
  });
});
