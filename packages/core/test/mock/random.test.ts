import { recordNumber as engineNumber } from "@pas-migrate/core";
import { Random, recordNumber } from "@pas-migrate/core/mock";
import { expect } from "chai";
import fc from "fast-check";

const draws = (random: Random) => Array.from({ length: 5 }, () => random.between(0, 1_000_000));

describe("seeded chance", () => {
  it("draws the same for the same seed and path", () => {
    expect(draws(Random.of(7, "life", 3))).to.deep.equal(draws(Random.of(7, "life", 3)));
  });

  for (const [what, other] of [
    ["another seed", Random.of(8, "life", 3)],
    ["another name", Random.of(7, "lives", 3)],
    ["another number", Random.of(7, "life", 4)],
    ["a longer path", Random.of(7, "life", 3, "care")],
  ] as const) {
    it(`draws otherwise for ${what}`, () => {
      expect(draws(other)).to.not.deep.equal(draws(Random.of(7, "life", 3)));
    });
  }

  it("stays within its bounds", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: -50, max: 50 }), fc.nat(100), (seed, least, more) => {
        const value = Random.of(seed).between(least, least + more);
        expect(value).to.be.within(least, least + more);
        expect(Number.isInteger(value)).to.equal(true);
      }),
    );
  });

  it("comes near to the shares that it is given", () => {
    const random = Random.of(1, "shares");
    const count = (test: () => boolean) => Array.from({ length: 20_000 }, test).filter(Boolean).length / 20_000;
    expect(count(() => random.chance(0.07))).to.be.within(0.06, 0.08);
    expect(
      count(
        () =>
          random.weighted([
            ["a", 1],
            ["b", 3],
          ] as const) === "a",
      ),
    ).to.be.within(0.23, 0.27);
    const mean = Array.from({ length: 20_000 }, () => random.count(1.4)).reduce((sum, n) => sum + n, 0) / 20_000;
    expect(mean).to.be.within(1.35, 1.45);
  });

  it("gives a weight of nothing no chance", () => {
    const random = Random.of(5);
    for (let i = 0; i < 500; i += 1)
      expect(
        random.weighted([
          ["never", 0],
          ["always", 2],
        ] as const),
      ).to.equal("always");
  });
});

describe("record numbers of the answer key", () => {
  it("follow the published recipe", () => {
    expect(recordNumber("LOAD_PMI", "000000001")).to.equal("360521616573822700");
  });

  it("are those of the engine, which computes them by another way", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme" }), { minLength: 1, maxLength: 4 }), (parts) => {
        expect(recordNumber("LOAD_RTT_EVENTS", ...parts)).to.equal(String(engineNumber("LOAD_RTT_EVENTS", parts)));
      }),
    );
  });
});
