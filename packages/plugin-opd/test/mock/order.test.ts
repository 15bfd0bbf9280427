import { buildHospital, lifeOf } from "@pas-migrate/lives";
import { expect } from "chai";

/** What rules look for must not be in the lives by chance: clean records are the control set of every rule. */
describe("the lives behind the mock hospital's clinics", () => {
  const hospital = buildHospital({ seed: 8 });
  const lives = Array.from({ length: 1500 }, (_, index) => lifeOf(hospital, index));
  const referrals = lives.flatMap((life) => life.referrals);

  it("leave nothing open under a referral that was discharged", () => {
    const discharged = referrals.filter(({ discharge }) => discharge !== undefined);
    const unsettled = discharged.filter(
      ({ appointments, listEntries, pathway }) =>
        appointments.some(({ status }) => status === "ahead") ||
        listEntries.some(({ removal }) => removal === undefined) ||
        pathway?.periods.some(({ stop }) => stop === undefined),
    );
    expect(discharged.length).to.be.greaterThan(1000);
    expect(unsettled).to.deep.equal([]);
  });

  it("give no slot of a doctor to one patient twice", () => {
    for (const life of lives) {
      const slots = life.referrals.flatMap(({ appointments }) =>
        appointments.map(({ at, doctor }) => `${at} ${doctor.code}`),
      );
      expect(new Set(slots).size).to.equal(slots.length);
    }
  });

  it("let nobody wait twice in one specialty", () => {
    let running = 0;
    for (const life of lives) {
      const waiting = life.pathways
        .filter(({ periods }) => periods.at(-1)?.stop === undefined)
        .map(({ specialty }) => specialty.code);
      expect(new Set(waiting).size).to.equal(waiting.length);
      running += waiting.length;
    }
    expect(running).to.be.greaterThan(50);
  });

  it("see a patient new once, and before any follow-up", () => {
    for (const { appointments } of referrals) {
      const seen = appointments
        .filter(({ status }) => status === "attended" || status === "walk-in" || status === "seen late")
        .sort((a, b) => a.at - b.at)
        .map(({ type }) => type.category);
      expect(seen.slice(0, 1)).to.not.include("FOL");
      expect(seen.slice(1)).to.not.include("NEW");
    }
  });
});
