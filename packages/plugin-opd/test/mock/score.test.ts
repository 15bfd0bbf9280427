import type { Score } from "@pas-migrate/core";
import { opdMock } from "@pas-migrate/plugin-opd/mock";
import { rttMock } from "@pas-migrate/plugin-rtt/mock";
import { expect } from "chai";
import { scoreHospital } from "./support/score.js";

describe("the mock hospital's referrals, clinics and community services, migrated", () => {
  let score: Score;
  before(async () => {
    score = await scoreHospital(11, 250);
  });

  for (const { name } of [...rttMock.loads, ...opdMock.loads]) {
    it(`give ${name} as the answer key has it, in every row and cell`, () => {
      const table = score.tables.find((candidate) => candidate.table === name)!;
      expect(table).to.deep.include({ missing: 0, unexpected: 0, cells: {} });
      expect(table.loaded).to.equal(table.expected);
      expect(table.expected).to.be.greaterThan(0);
    });
  }
});

describe("the mock hospital's referrals, clinics and community services with every kind of fault, migrated", () => {
  const defects = [...(rttMock.defects ?? []), ...(opdMock.defects ?? [])];
  let score: Score;
  before(async () => {
    score = await scoreHospital(4, 400, Object.fromEntries(defects.map(({ id }) => [id, 0.3])));
  });

  it("give what the answer key has, in every row and cell: faults change what they should and nothing else", () => {
    const own = [...rttMock.loads, ...opdMock.loads].map(({ name }) => name);
    const off = score.tables.filter(
      ({ table, missing, unexpected, cells }) =>
        own.includes(table) && missing + unexpected + Object.keys(cells).length > 0,
    );
    expect(off).to.deep.equal([]);
  });

  it("name each fault in the rejects that a value or a row has to be refused for", () => {
    const refused = score.rules.filter(({ verdict, planted }) => verdict !== "gate" && planted > 0);
    expect(refused.map(({ rule, verdict, recall }) => [rule, verdict, recall])).to.deep.equal([
      ["GEN-09", "reject", 1],
      ["GEN-15", "reject", 1],
      ["OPD-03", "reject", 1],
      ["OPD-07", "quarantine", 1],
      ["OPD-10", "reject", 1],
      ["OPD-13", "reject", 1],
      ["RTT-01", "reject", 1],
      ["RTT-09", "reject", 1],
      ["RTT-10", "reject", 1],
      ["RTT-19", "reject", 1],
    ]);
  });

  it("hold a fault of every kind for the rules to find", () => {
    const gates = score.rules.filter(({ verdict, planted }) => verdict === "gate" && planted > 0);
    expect(gates.map(({ rule }) => rule)).to.include.members([
      "GEN-08",
      "GEN-09",
      "OPD-03",
      "OPD-05",
      "OPD-07",
      "OPD-13",
      "RTT-01",
      "RTT-09",
      "RTT-17",
      "RTT-26",
      "RTT-29",
    ]);
  });
});
