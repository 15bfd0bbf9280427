import { readFileSync } from "node:fs";
import { CollectedRows } from "@pas-migrate/core/mock";
import { type LiteralTable, testMigration } from "@pas-migrate/core/testing";
import { buildHospital } from "@pas-migrate/lives";
import { ReferencePlugin } from "@pas-migrate/plugin-reference";
import { referenceMock } from "@pas-migrate/plugin-reference/mock";
import { expect } from "chai";
import { parse } from "yaml";
import type { Row } from "./support/tables.js";

interface Catalogued {
  readonly key: readonly string[];
  readonly fields: Readonly<Record<string, { readonly size?: number }>>;
}

function literal(
  { columns }: { readonly columns: readonly string[] },
  rows: readonly Record<string, string | undefined>[],
): LiteralTable {
  return Object.fromEntries(columns.map((column) => [column, rows.map((row) => row[column] || null)]));
}

function sorted(rows: readonly Row[]): readonly Row[] {
  return [...rows].sort((a, b) => (a.record_number! < b.record_number! ? -1 : 1));
}

describe("the mock hospital's reference data", () => {
  const made = new CollectedRows();
  referenceMock.masters(buildHospital({ seed: 20 }), made);

  for (const { name, columns } of referenceMock.sources) {
    it(`fits the source catalogue: ${name}`, () => {
      const { fields, key } = parse(
        readFileSync(new URL(`../source/${name}.yaml`, import.meta.url), "utf8"),
      ) as Catalogued;
      const rows = made.source(name);
      expect(rows).to.not.have.lengthOf(0);
      expect(columns.filter((column) => !(column in fields))).to.deep.equal([]);
      for (const column of columns) {
        const { size = Number.POSITIVE_INFINITY } = fields[column];
        expect(
          rows.filter((row) => (row[column] ?? "").length > size),
          `${name}.${column}`,
        ).to.deep.equal([]);
      }
      // A code in use may have an older record, which is logically deleted.
      const inUse = rows.filter(({ Deleted, MfRecStsInd }) => Deleted !== "1" && MfRecStsInd !== "1");
      expect(new Set(inUse.map((row) => key.map((part) => row[part]).join("|"))).size).to.equal(inUse.length);
    });
  }

  it("is migrated to exactly what the answer key says", async () => {
    const result = await testMigration({
      plugins: [ReferencePlugin],
      source: {
        HOSPDET: literal(referenceMock.sources.find(({ name }) => name === "HOSPDET")!, made.source("HOSPDET")),
        ...Object.fromEntries(
          referenceMock.feeds!.map((feed) => [`feed:${feed.name}`, literal(feed, made.feed(feed.name))]),
        ),
      },
    });
    for (const { name, columns } of referenceMock.loads) {
      const wanted = made
        .expected(name)
        .map((row) => Object.fromEntries(columns.map((column) => [column, row[column] || null])));
      expect(wanted).to.not.have.lengthOf(0);
      expect(sorted(result.table(name).rows), name).to.deep.equal(sorted(wanted));
    }
    expect(result.rejects).to.deep.equal([]);
  });
});
