import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { differencesOf, type RuleScore, type Score, scoreRun } from "@pas-migrate/core";
import { expect } from "chai";
import { migrationOf, PATIENTS, removeHospitals, type ScoredHospital, scoredHospital } from "./mock-hospital.js";

/** A rule that an overlay switches off below. */
const SILENCED = "PMI-09";

describe("a mock hospital with the faults of old systems", function () {
  this.timeout(900_000);
  let hospital: ScoredHospital;
  const ruleOf = (score: Score, id: string): RuleScore =>
    score.rules.find(({ rule, verdict }) => rule === id && verdict === "gate")!;
  before(async () => {
    hospital = await scoredHospital({ seed: 21, defects: "realistic", slices: 3 });
  });
  after(removeHospitals);

  it("is migrated to its answer key all the same", () => {
    expect(hospital.score.tables.filter((table) => differencesOf(table) > 0)).to.deep.equal([]);
  });

  it("has every planted fault caught that a rule or a reject answers for", () => {
    expect(hospital.score.planted).to.be.greaterThan(PATIENTS / 10);
    const missed = hospital.score.rules.filter(({ caught, planted, judged }) => judged && caught < planted);
    expect(
      missed.map(({ rule, verdict, planted, caught }) => `${rule} ${verdict} ${caught} of ${planted}`),
    ).to.deep.equal([]);
  });

  it("has no rule without a judge among those that faults were planted for", () => {
    const unjudged = hospital.score.rules.filter(({ judged, planted }) => !judged && planted > 0);
    expect(unjudged.map(({ rule }) => rule)).to.deep.equal([]);
  });

  it("raises no false alarm: the patients without faults are found clean", () => {
    const alarms = hospital.score.rules.filter(({ falseAlarms }) => falseAlarms > 0);
    expect(alarms.map(({ rule, falseAlarms }) => `${rule} ${falseAlarms}`)).to.deep.equal([]);
  });

  it("shows what a rule found as missed once the rule is switched off", async () => {
    const defects = { "birth-date-parts-disagree": 0.2 };
    const { source, out, score: judged } = await scoredHospital({ seed: 22, defects, patients: 200 });
    const off = `  ${SILENCED}: { off: true, reason: to see what is lost, owner: data quality lead, on: 2026-03-02 }\n`;
    appendFileSync(join(source, "overlay", "gates.yaml"), off);
    await (await migrationOf(source, out)).check();
    const silenced = await scoreRun({ run: out, against: source });
    expect(ruleOf(judged, SILENCED)).to.include({ judged: true, recall: 1 });
    const { planted } = ruleOf(judged, SILENCED);
    expect(planted).to.be.greaterThan(10);
    expect(ruleOf(silenced, SILENCED)).to.include({ judged: false, planted, caught: 0 });
    expect(silenced.missed.filter(({ rule }) => rule === SILENCED)).to.have.lengthOf(planted);
  });
});
