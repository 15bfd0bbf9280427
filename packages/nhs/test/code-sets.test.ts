import { readdirSync } from "node:fs";
import { type NationalCodeSet, nationalCodeSet, nationalCodeSetIds } from "@pas-migrate/nhs";
import { expect } from "chai";

/** What a crosswalk asks of a code set; the assignment below fails to compile when a set no longer fits. */
interface CrosswalkCodeSet {
  readonly id: string;
  readonly version: string;
  meaning(code: string): string | undefined;
}

const asCrosswalksTakeIt: (id: string) => CrosswalkCodeSet = nationalCodeSet;
const sets = () => nationalCodeSetIds.map(nationalCodeSet);
const codesOf = (set: NationalCodeSet) => set.codes.map(({ code }) => code);

describe("nationalCodeSet", () => {
  it("has one file for each id", () => {
    const files = readdirSync(new URL("../nhs-code-sets/", import.meta.url));
    expect(files.sort()).to.deep.equal(nationalCodeSetIds.map((id) => `${id}.json`).sort());
    expect(new Set(nationalCodeSetIds).size).to.equal(68);
  });

  it("loads all 68 sets with their 1,535 codes", () => {
    expect(sets().map(({ id }) => id)).to.deep.equal(nationalCodeSetIds);
    expect(sets().reduce((total, { codes }) => total + codes.length, 0)).to.equal(1535);
  });

  it("loads a set once", () => {
    expect(nationalCodeSet("country")).to.equal(nationalCodeSet("country"));
    expect(nationalCodeSet("country")).to.not.equal(nationalCodeSet("language"));
  });

  it("names the unknown id and the nearest known one", () => {
    const cases = [
      ["discharge-methd", "discharge-method"],
      ["Ethnic_Category", "ethnic-category"],
      ["../package", "language"],
      ["RTT-Period-State", "rtt-period-status"],
      ["RTT_PERIOD_STATUS", "rtt-period-status"],
      ["zzzzzzzz", "religion"],
      ["constructor", "country"],
      ["", "country"],
    ] as const;
    for (const [id, near] of cases) {
      const message = `There is no national code set "${id}". The nearest known id is "${near}".`;
      expect(() => nationalCodeSet(id), id).to.throw(RangeError, message);
    }
  });

  it("finds every code of every set, and nothing else", () => {
    for (const set of sets()) {
      for (const code of set.codes) {
        expect(set.lookup(code.code), `${set.id} ${code.code}`).to.equal(code);
        expect(set.meaning(code.code)).to.equal(code.meaning);
      }
      for (const code of ["", " ", "constructor", "__proto__", `${set.codes[0].code} `]) {
        expect(set.lookup(code), `${set.id} ${code}`).to.equal(undefined);
        expect(set.meaning(code), `${set.id} ${code}`).to.equal(undefined);
      }
    }
  });

  it("gives an empty meaning where the wording of a code is not known", () => {
    const unworded = sets().flatMap((set) => set.codes.filter(({ meaning }) => meaning === "").map(() => set.id));
    expect(unworded).to.deep.equal(Array(23).fill("accommodation-status"));
    expect(nationalCodeSet("accommodation-status").meaning("CH02")).to.equal("");
  });

  it("marks the sets that are selections", () => {
    expect(sets().flatMap(({ id, complete }) => (complete ? [] : [id]))).to.deep.equal([
      "religion",
      "accommodation-status",
      "waiting-time-measurement-type",
      "appointment-cancellation-reason",
      "cpa-level",
      "practitioner-default-codes",
      "organisation-default-codes",
      "pseudo-postcodes",
    ]);
  });

  it("keeps the retired codes, with their dates", () => {
    expect(nationalCodeSet("person-marital-status").lookup("1")).to.deep.equal({
      code: "1",
      meaning: "Single",
      retired: true,
      validTo: "2006-09-30",
    });
    expect(nationalCodeSet("treatment-function").lookup("109")).to.deep.equal({
      code: "109",
      meaning: "Bariatric Surgery Service",
      validFrom: "2021-04-01",
    });
    expect(sets().flatMap(({ codes }) => codes.filter(({ retired }) => retired))).to.have.length(86);
  });

  it("fits where a crosswalk asks for a code set", () => {
    const set = asCrosswalksTakeIt("admission-method");
    expect([set.id, set.version, set.meaning("11")]).to.deep.equal([
      "admission-method",
      "CDS V6-2 (replaced by METHOD OF ADMISSION)",
      nationalCodeSet("admission-method").lookup("11")?.meaning,
    ]);
  });
});

describe("the facts that a migration must not get wrong", () => {
  it("discharge method 4 is died, 5 is a stillbirth", () => {
    expect(nationalCodeSet("discharge-method").meaning("4")).to.equal("Patient died");
    expect(nationalCodeSet("discharge-method").meaning("5")).to.equal("Stillbirth");
  });

  it("ethnic categories are the 16+1 of 2001: G is mixed, H Indian, J Pakistani; not stated is not unknown", () => {
    const set = nationalCodeSet("ethnic-category");
    expect(codesOf(set)).to.deep.equal([..."ABCDEFGHJKLMNPRSZ", "99"]);
    expect(["G", "H", "J", "Z", "99"].map((code) => set.meaning(code))).to.deep.equal([
      "Mixed - Any other mixed background",
      "Asian or Asian British - Indian",
      "Asian or Asian British - Pakistani",
      "Not stated",
      "Not known",
    ]);
  });

  it("RTT period status has 17 codes", () => {
    expect(codesOf(nationalCodeSet("rtt-period-status"))).to.deep.equal(
      "10 11 12 20 21 30 31 32 33 34 35 36 90 91 92 98 99".split(" "),
    );
  });

  it("NHS number status is 01 to 08, and only 01 is verified", () => {
    const set = nationalCodeSet("nhs-number-status-indicator");
    expect(codesOf(set)).to.deep.equal("01 02 03 04 05 06 07 08".split(" "));
    expect(set.codes.flatMap(({ code, meaning }) => (/verified/.test(meaning) ? [code] : []))).to.deep.equal(["01"]);
    expect(set.meaning("1")).to.equal(undefined);
  });

  it("gender 9 differs between the two items", () => {
    expect(nationalCodeSet("person-gender").meaning("9")).to.match(/not specified/i);
    expect(nationalCodeSet("person-stated-gender").meaning("9")).to.match(/indeterminate/i);
  });

  it("attended is 5 or 6; 7 is late and not seen", () => {
    const set = nationalCodeSet("attended-or-did-not-attend");
    expect(set.meaning("6")).to.match(/was seen/);
    expect(set.meaning("7")).to.match(/could not be seen/);
    expect(set.meaning("1")).to.equal(undefined);
  });
});
