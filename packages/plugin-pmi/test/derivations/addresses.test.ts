import { type Applied, applyDerivation, derivedValues } from "@pas-migrate/core/testing";
import { expect } from "chai";
import {
  contactAddressLine,
  contactPostcode,
  homeAddressLine,
  homePostcode,
  partAddress,
  postcode,
} from "../../dist/derivations/addresses.js";

/** Five long lines and postcode, four short lines and postcode, and the pseudo postcode. */
interface Held {
  readonly long?: readonly string[];
  readonly longPostcode?: string;
  readonly short?: readonly string[];
  readonly shortPostcode?: string;
  readonly pseudo?: string;
}

function home({ long = [], longPostcode, short = [], shortPostcode, pseudo }: Held): {
  readonly lines: readonly (string | null)[];
  readonly postcode: Applied;
} {
  const cells = [
    ...[0, 1, 2, 3, 4].map((i) => long[i] ?? null),
    longPostcode ?? null,
    ...[0, 1, 2, 3].map((i) => short[i] ?? null),
    shortPostcode ?? null,
  ].map((cell) => [cell]);
  return {
    lines: [1, 2, 3, 4].map((line) => applyDerivation(homeAddressLine, cells, { line }).values[0]),
    postcode: applyDerivation(homePostcode, [...cells, [pseudo ?? null]]),
  };
}

describe("pmi.postcode", () => {
  it("writes a postcode in its usual form, and leaves alone what is none", () => {
    expect(derivedValues(postcode, ["sw1a1aa", "SW1A  1AA", "ZZ993VZ", "SW1A", " ? ", " ", null])).to.deep.equal([
      "SW1A 1AA",
      "SW1A 1AA",
      "ZZ99 3VZ",
      "SW1A",
      "?",
      null,
      null,
    ]);
  });
});

describe("pmi.homeAddressLine and pmi.homePostcode", () => {
  const long = ["FLAT 2", "14 BRIDGE STREET", "LOWER TOWN", "WESTHAVEN", "COUNTY"];
  const short = ["FLAT 2", "14 BRIDGE STREE", "LOWER TOWN", "WESTHAVEN"];

  it("take the long form where its postcode is the short one's, joining the fifth line to the fourth", () => {
    const { lines, postcode } = home({ long, longPostcode: "SW1A1AA", short, shortPostcode: "SW1A 1AA" });
    expect(lines).to.deep.equal(["FLAT 2", "14 BRIDGE STREET", "LOWER TOWN", "WESTHAVEN, COUNTY"]);
    expect(postcode).to.deep.equal({ values: ["SW1A 1AA"], rejects: [], notes: [] });
  });

  it("take the long form where the short one is blank", () => {
    const { lines, postcode } = home({ long: long.slice(0, 2), longPostcode: "SW1A1AA" });
    expect(lines).to.deep.equal(["FLAT 2", "14 BRIDGE STREET", null, null]);
    expect(postcode.values).to.deep.equal(["SW1A 1AA"]);
  });

  it("take the short form where the postcodes differ, and note it", () => {
    const { lines, postcode } = home({ long, longPostcode: "SW1A1AA", short, shortPostcode: "SE1 6LH" });
    expect(lines).to.deep.equal(short);
    expect(postcode).to.deep.equal({ values: ["SE1 6LH"], rejects: [], notes: ["0 ADDRESSES_DISAGREE"] });
  });

  it("take the short form where it is the only one", () => {
    const { lines, postcode } = home({ short: ["1 HIGH ST"], shortPostcode: "se16lh" });
    expect(lines).to.deep.equal(["1 HIGH ST", null, null, null]);
    expect(postcode).to.deep.equal({ values: ["SE1 6LH"], rejects: [], notes: [] });
  });

  it("use the pseudo postcode only where there is no other", () => {
    expect(home({ short, pseudo: "ZZ993VZ" }).postcode.values).to.deep.equal(["ZZ99 3VZ"]);
    expect(home({ short, shortPostcode: "SE1 6LH", pseudo: "ZZ993VZ" }).postcode.values).to.deep.equal(["SE1 6LH"]);
  });

  it("leave everything empty where nothing is held", () => {
    const { lines, postcode } = home({});
    expect(lines).to.deep.equal([null, null, null, null]);
    expect(postcode).to.deep.equal({ values: [null], rejects: [], notes: [] });
  });
});

describe("pmi.contactAddressLine and pmi.contactPostcode", () => {
  it("keep lines as they are held", () => {
    const cells = [["1 HIGH ST"], ["TOWN"], [null], [null], [null]];
    const lines = [1, 2, 3].map((line) => applyDerivation(contactAddressLine, cells, { line }).values[0]);
    expect(lines).to.deep.equal(["1 HIGH ST", "TOWN", null]);
    expect(applyDerivation(contactPostcode, [["sw1a1aa"], [null]]).values).to.deep.equal(["SW1A 1AA"]);
  });

  it("part an address in one text at its commas, with the postcode at its end", () => {
    const whole = "1 High St, Flat 3, Lower Town, Westhaven, County, SW1A 1AA";
    const cells = [[null], [null], [null], [null], [whole]];
    const lines = [1, 2, 3, 4].map((line) => applyDerivation(contactAddressLine, cells, { line }).values[0]);
    expect(lines).to.deep.equal(["1 High St", "Flat 3", "Lower Town", "Westhaven, County"]);
    expect(applyDerivation(contactPostcode, [[null], [whole]]).values).to.deep.equal(["SW1A 1AA"]);
  });

  it("leave an address without commas and postcode whole", () => {
    const { lines, postcode } = partAddress("THE OLD MILL WESTHAVEN");
    expect([lines.filter((line) => line !== ""), postcode]).to.deep.equal([["THE OLD MILL WESTHAVEN"], null]);
  });
});
