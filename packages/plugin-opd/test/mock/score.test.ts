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
