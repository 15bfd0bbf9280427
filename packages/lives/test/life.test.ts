import { buildHospital, type Life, lifeOf } from "@pas-migrate/lives";
import { expect } from "chai";

const hospital = buildHospital({ seed: 11 });
const lives: readonly Life[] = Array.from({ length: 1500 }, (_, index) => lifeOf(hospital, index));
const spells = lives.flatMap((life) => life.spells);

describe("a life", () => {
  it("is the same for the same seed and index, whatever else was asked for before", () => {
    expect(lifeOf(buildHospital({ seed: 11 }), 1234)).to.deep.equal(lives[1234]);
  });

  it("is another one for another seed", () => {
    expect(lifeOf(buildHospital({ seed: 12 }), 3)).to.not.deep.equal(lives[3]);
  });

  it("has numbers that no other life has", () => {
    const numbers = lives.flatMap((life) => life.numbers.flatMap(({ internal, district }) => [internal, district]));
    expect(new Set(numbers).size).to.equal(numbers.length);
    const nhs = lives.flatMap(({ person }) => person.nhsNumber ?? []);
    expect(new Set(nhs).size).to.equal(nhs.length);
  });

  it("keeps every clock's events in order, within the clock, and begins and ends it with them", () => {
    const periods = lives.flatMap((life) => life.pathways.flatMap((pathway) => pathway.periods));
    expect(periods.length).to.be.greaterThan(1000);
    for (const { start, stop, events } of periods) {
      expect(events[0].at).to.equal(start);
      if (stop !== undefined) expect(events.at(-1)!.at).to.equal(stop);
      for (let i = 1; i < events.length; i += 1) expect(events[i].at).to.be.greaterThan(events[i - 1].at);
      const stops = events.filter(({ status }) => /^3\d$/.test(status.national));
      expect(stops.length).to.equal(stop === undefined ? 0 : 1);
    }
  });

  it("runs one clock at a time on a pathway", () => {
    for (const life of lives) {
      for (const { periods } of life.pathways) {
        for (let i = 1; i < periods.length; i += 1) {
          expect(periods[i - 1].stop).to.be.a("number");
          expect(periods[i].start).to.be.at.least(periods[i - 1].stop!);
        }
      }
    }
  });

  it("ends with death: no clock, no visit, no list and no bed goes on", () => {
    const dead = lives.filter(({ person }) => person.death !== undefined);
    expect(dead.length).to.be.greaterThan(50);
    for (const { person, pathways, referrals, entries, spells: stays } of dead) {
      const died = person.death!.at;
      for (const { periods } of pathways) for (const { stop } of periods) expect(stop).to.be.a("number");
      for (const { appointments, discharge } of referrals) {
        expect(discharge).to.not.equal(undefined);
        for (const { at, status } of appointments) if (at > died) expect(status).to.equal("cancelled");
      }
      for (const { removal, spell } of entries) expect(removal ?? spell).to.not.equal(undefined);
      for (const { discharge } of stays) expect(discharge!.at).to.be.at.most(died);
    }
  });

  it("has episodes and ward stays without gaps, from admission to discharge", () => {
    expect(spells.length).to.be.greaterThan(500);
    for (const { admittedAt, discharge, episodes, wardStays } of spells) {
      for (const parts of [episodes, wardStays]) {
        expect(parts[0].start).to.equal(admittedAt);
        expect(parts.at(-1)!.end).to.equal(discharge?.at);
        for (let i = 1; i < parts.length; i += 1) expect(parts[i].start).to.equal(parts[i - 1].end);
      }
    }
  });

  it("lies in one bed at a time", () => {
    for (const life of lives) {
      const stays = life.spells.toSorted((a, b) => a.admittedAt - b.admittedAt);
      for (let i = 1; i < stays.length; i += 1)
        expect(stays[i].admittedAt).to.be.greaterThan(stays[i - 1].discharge?.at ?? Number.POSITIVE_INFINITY);
    }
  });

  it("knows nothing of what is still to come, but for what is booked", () => {
    for (const { referrals, entries } of lives) {
      for (const { appointments, discharge, registeredAt } of referrals) {
        expect(registeredAt).to.be.at.most(hospital.snapshotAt);
        expect(discharge?.at ?? 0).to.be.at.most(hospital.snapshotAt);
        for (const { at, status, bookedAt } of appointments) {
          expect(bookedAt).to.be.at.most(hospital.snapshotAt);
          if (at > hospital.snapshotAt) expect(status).to.be.oneOf(["ahead", "cancelled"]);
        }
      }
      for (const { offers } of entries)
        for (const { recordedAt } of offers) expect(recordedAt).to.be.at.most(hospital.snapshotAt);
    }
  });

  it("has at most one offer that stands, the last", () => {
    for (const { entries } of lives)
      for (const { offers } of entries)
        for (const { cancellation } of offers.slice(0, -1)) expect(cancellation).to.not.equal(undefined);
  });
});
