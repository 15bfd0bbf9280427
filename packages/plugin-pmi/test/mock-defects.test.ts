import { fileURLToPath } from "node:url";
import { type PlantedFault, Random } from "@pas-migrate/core/mock";
import { type TestResult, testMigration } from "@pas-migrate/core/testing";
import { PmiPlugin } from "@pas-migrate/plugin-pmi";
import { pmiMock } from "@pas-migrate/plugin-pmi/mock";
import { expect } from "chai";
import { answers, byRecordNumber, hospital, literal, livesOf, type Made, make } from "./support/mock.js";

const defects = pmiMock.defects!;
const overlay = fileURLToPath(new URL("../test/mock-overlay", import.meta.url));
/** Their rows are spoiled as lines, below what literal tables can say. */
const IN_FILES_ALONE = ["record-broken-by-a-quote"];

describe("faults planted in the mock patients of the master index", function () {
  this.timeout(120_000);
  const planted = new Map<string, PlantedFault[]>(defects.map(({ id }) => [id, []]));
  let made: Made;
  let result: TestResult;

  before(async () => {
    const wanted = defects.filter(({ id }) => !IN_FILES_ALONE.includes(id));
    made = make([pmiMock], livesOf(4000, 4000), (rows, life) => {
      // Each fault is tried on patients of its own, the rare ones on everybody whom the other leaves as they are.
      const turn = life.index % wanted.length;
      for (const defect of [...wanted.slice(turn), ...wanted.slice(0, turn)]) {
        const truths = defect.plant(rows, life, hospital, Random.of(1, defect.id, life.index));
        planted.get(defect.id)!.push(...truths);
        if (truths.length > 0) break;
      }
    });
    const { GDP: _unread, ...source } = literal([pmiMock], made);
    result = await testMigration({ plugins: [PmiPlugin], overlays: [overlay], source });
  });

  it("have names of their own and rates between 0 and 1", () => {
    expect(new Set(defects.map(({ id }) => id)).size).to.equal(defects.length);
    expect(defects.filter(({ rate }) => rate <= 0 || rate > 1)).to.deep.equal([]);
  });

  for (const { name, columns } of pmiMock.loads) {
    it(`change extract and answer key together: ${name}`, () => {
      expect([...result.table(name).rows].sort(byRecordNumber)).to.deep.equal(answers(made.expected[name], columns));
    });
  }

  it("are refused as their truths say", () => {
    const refused = new Set(
      result.rejects.flatMap(({ table, key, field }) => [`${table} ${key} ${field}`, `${table} ${key} `]),
    );
    const missed = [...planted.values()]
      .flat()
      .filter(({ verdict }) => verdict === "reject")
      .filter(({ table, key, field }) => !refused.has(`${table} ${key} ${field}`));
    expect(missed).to.deep.equal([]);
  });

  it("leave no other patient with a reject", () => {
    const patients = new Set([...planted.values()].flat().map(({ key }) => key.split("|")[0]));
    expect(result.rejects.filter(({ key }) => !patients.has(key.split("|")[0]))).to.deep.equal([]);
  });

  it("are each planted, but those that leave no trace", () => {
    const silent = [...planted].filter(([, truths]) => truths.length === 0).map(([id]) => id);
    expect(silent).to.deep.equal([
      ...IN_FILES_ALONE,
      "untidy-text",
      "postcode-of-no-place",
      "phone-with-words",
      "comment-with-quotes-and-lines",
      "allergy-field-says-none",
    ]);
  });
});
