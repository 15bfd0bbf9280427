import { fileURLToPath } from "node:url";
import { testMigration } from "@pas-migrate/core/testing";
import { PmiPlugin } from "@pas-migrate/plugin-pmi";
import { pmiMock } from "@pas-migrate/plugin-pmi/mock";
import { expect } from "chai";
import { answers, byRecordNumber, catalogue, literal, livesOf, make } from "./support/mock.js";

const tables = catalogue(new URL("../source/", import.meta.url));

describe("the mock patients of the master index", function () {
  this.timeout(60_000);
  const lives = livesOf(300, 1500);
  const made = make([pmiMock], lives);

  it("cover every source table of the plugin but those of spells and of what an episode may hide", () => {
    const written = pmiMock.sources.map(({ name }) => name);
    expect([...tables.keys()].filter((name) => !written.includes(name))).to.deep.equal([
      "ADMITDISCH",
      "EPIREGISTRATION",
      "PATEPISEC",
    ]);
    expect(written.filter((name) => !tables.has(name))).to.deep.equal([]);
  });

  it("have rows in every one but the dentists", () => {
    expect(
      Object.entries(made.source)
        .filter(([, rows]) => rows.length === 0)
        .map(([name]) => name),
    ).to.deep.equal(["GDP"]);
  });

  it("fill every load table of the plugin", () => {
    expect(Object.entries(made.expected).filter(([, rows]) => rows.length === 0)).to.deep.equal([]);
    expect(pmiMock.loads).to.have.lengthOf(10);
  });

  for (const { name, columns } of pmiMock.sources) {
    it(`fit the source catalogue: ${name}`, () => {
      const { fields, key } = tables.get(name)!;
      expect(columns.filter((column) => !(column in fields))).to.deep.equal([]);
      for (const column of columns) {
        const { size = Number.POSITIVE_INFINITY } = fields[column];
        const wide = made.source[name].filter((row) => (row[column] ?? "").length > size);
        expect(wide, `${name}.${column}`).to.deep.equal([]);
      }
      // A code in use may have an older record, which is logically deleted.
      const keys = made.source[name]
        .filter(({ MfRecStsInd }) => MfRecStsInd !== "1")
        .map((row) => key.map((part) => row[part]).join("|"));
      expect(new Set(keys).size).to.equal(keys.length);
    });
  }

  it("are migrated to exactly what the answer key says", async () => {
    const { GDP: _unread, ...source } = literal([pmiMock], made);
    const overlays = [fileURLToPath(new URL("../test/mock-overlay", import.meta.url))];
    const result = await testMigration({ plugins: [PmiPlugin], overlays, source });
    for (const { name, columns } of pmiMock.loads)
      expect([...result.table(name).rows].sort(byRecordNumber), name).to.deep.equal(
        answers(made.expected[name], columns),
      );
    expect(result.rejects).to.deep.equal([]);
  });
});
