import type { LiteralTables, TestResult } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { byKey, migrate, patient, type Row, refusals, table } from "./support/migrate.js";

/** A field of LOAD_PMI that a crosswalk fills: a known code and its target, and an unknown code. */
interface Case {
  readonly field: string;
  readonly source: string;
  readonly known: readonly (readonly [string, string])[];
  readonly unknown: string;
  /** Free text is not printed. */
  readonly isHidden?: boolean;
}

const cases: readonly Case[] = [
  {
    field: "sex",
    source: "Sex",
    known: [
      ["M", "1"],
      ["F", "2"],
      ["1", "1"],
      ["2", "2"],
      ["9", "9"],
      ["0", "0"],
    ],
    unknown: "U",
  },
  { field: "title", source: "Title", known: [["DR", "DR"]], unknown: "COL" },
  { field: "place_born", source: "CountryOfBirth", known: [["IE", "372"]], unknown: "XX" },
  {
    field: "ethnic_group",
    source: "EthnicType",
    known: [
      ["IND", "H"],
      ["PAK", "J"],
      ["UNK", "99"],
    ],
    unknown: "MARS",
  },
  {
    field: "preferred_language",
    source: "SpokenLanguage",
    known: [
      ["Polish", "pl"],
      ["POLISH", "pl"],
      ["British Sign Language", "q4"],
    ],
    unknown: "Klingon",
    isHidden: true,
  },
  { field: "religion_code", source: "Religion", known: [["CE", "CE"]], unknown: "JEDI" },
  { field: "marital_status", source: "MaritalStatus", known: [["M", "M"]], unknown: "Q" },
];

const masters: LiteralTables = {
  PMITITLEMF: table({ Title: "DR", Description: "Doctor" }),
  COUNTRYBIRTHMF: table({ CountryCode: "IE", CountryName: "Ireland", CountryONS: "372" }),
  ETHN: table(
    { EthnicOriginCode: "IND", EthnicOriginDesc: "Indian", EthnicityNatCode: "H" },
    { EthnicOriginCode: "PAK", EthnicOriginDesc: "Pakistani", EthnicityNatCode: "J" },
    { EthnicOriginCode: "UNK", EthnicOriginDesc: "Not known", EthnicityNatCode: "99" },
    { EthnicOriginCode: "BAD", EthnicOriginDesc: "Not national", EthnicityNatCode: "!" },
    { EthnicOriginCode: "NIL", EthnicOriginDesc: "No national code" },
    { EthnicOriginCode: "TWO", EthnicOriginDesc: "One thing", EthnicityNatCode: "H" },
    { EthnicOriginCode: "TWO", EthnicOriginDesc: "Another", EthnicityNatCode: "J" },
  ),
  RELIGION: table({ Religion: "CE", Description: "Church of England" }),
  MARITALS: table({ MaritalStatus: "M", Description: "Married" }),
};

const patients: Row[] = cases.flatMap(({ field, source, known, unknown }) => [
  ...known.map(([code], i) => patient(`${field}-${i}`, { [source]: code })),
  patient(`${field}-blanks`, { [source]: ` ${known[0][0]} ` }),
  patient(`${field}-unknown`, { [source]: unknown }),
  patient(`${field}-empty`, { [source]: null }),
]);

describe("crosswalks of LOAD_PMI", () => {
  let result: TestResult;

  before(async () => {
    const odd = ["BAD", "NIL", "TWO"].map((code) => patient(`odd-${code}`, { EthnicType: code }));
    result = await migrate({ ...masters, PATDATA: table(...patients, ...odd) });
  });

  for (const { field, known, unknown, isHidden } of cases) {
    describe(field, () => {
      it("translates what it knows, outer blanks passed over", () => {
        const values = byKey(result, "LOAD_PMI", field);
        expect(known.map((_, i) => values[`${field}-${i}`])).to.deep.equal(known.map(([, target]) => target));
        expect(values[`${field}-blanks`]).to.equal(known[0][1]);
      });

      it("leaves an unknown code blank and rejects it, and an empty one blank without a reject", () => {
        const values = byKey(result, "LOAD_PMI", field);
        expect([values[`${field}-unknown`], values[`${field}-empty`]]).to.deep.equal([null, null]);
        expect(refusals(result, "LOAD_PMI").filter((line) => line.startsWith(`${field}-`))).to.deep.equal([
          `${field}-unknown ${field} CODE_NOT_MAPPED${isHidden ? "" : ` ${unknown}`}`,
        ]);
      });
    });
  }

  it("use no pair of a master file that is not national, has no target or contradicts itself", () => {
    expect(refusals(result, "LOAD_PMI").filter((line) => line.startsWith("odd-"))).to.deep.equal([
      "odd-BAD ethnic_group CODE_NOT_MAPPED BAD",
      "odd-NIL ethnic_group CODE_NOT_MAPPED NIL",
      "odd-TWO ethnic_group CODE_NOT_MAPPED TWO",
    ]);
  });
});
