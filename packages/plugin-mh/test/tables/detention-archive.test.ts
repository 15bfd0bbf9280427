import type { LiteralTables } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { cells, change, migrate, patient, refusals, spell, table } from "../support/migrate.js";

const ARCHIVE = "LOAD_DETENTION_ARCHIVE";
const cutOff = { settings: { archiveBefore: "2016-04-01" } };

/** A spell of patient 1 in 2010 with these changes of legal status. */
function past(changes: LiteralTables["LEGALSTATUSDETS"], more: LiteralTables = {}): LiteralTables {
  return {
    PATDATA: table(patient("1")),
    ADMITDISCH: table(spell("1", "10", "201001011000", "201002011200")),
    LEGALSTATUSDETS: changes,
    ...more,
  };
}

describe("LOAD_DETENTION_ARCHIVE", () => {
  it("is empty without a cut-off: every detention is live", async () => {
    const result = await migrate(past(table(change("1", "10", "201001021100", "2"))));
    expect(result.table(ARCHIVE).rows).to.deep.equal([]);
    expect(result.table("LOAD_MH_DETENTION_MASTER").column("external_system_id")).to.deep.equal(["1|10|201001021100"]);
  });

  it("holds what the live tables do not, each detention in one of the two", async () => {
    const result = await migrate(
      past(
        table(
          change("1", "10", "201001021100", "2"),
          change("1", "10", "201001031100", "1"),
          change("1", "20", "201603301100", "2"),
          change("1", "20", "201603311100", "1"),
          change("1", "20", "201603311200", "2"),
          change("1", "20", "201604010000", "1"),
        ),
        {
          ADMITDISCH: table(spell("1", "10", "201001011000", "201002011200"), spell("1", "20", "201603301000")),
        },
      ),
      cutOff,
    );
    expect(cells(result, ARCHIVE, "detention_start", "detention_end")).to.deep.equal([
      ["02/01/2010", "03/01/2010"],
      ["30/03/2016", "31/03/2016"],
    ]);
    expect(cells(result, "LOAD_MH_DETENTION_MASTER", "start_date", "end_date")).to.deep.equal([
      ["31/03/2016 12:00", "01/04/2016 00:00"],
    ]);
    expect(result.rejects).to.deep.equal([]);
  });

  it("leaves what cannot be placed to the live tables, which refuse it", async () => {
    const result = await migrate(past(table(change("1", "10", "20100102", "2"))), cutOff);
    expect(result.rejects.map(({ table: name, reason }) => [name, reason])).to.deep.equal([
      ["LOAD_MH_DETENTION_MASTER", "TIME_MISSING"],
      ["LOAD_MH_DETENTION_TRANSFERS", "TIME_MISSING"],
    ]);
    expect(result.table(ARCHIVE).rows).to.deep.equal([]);
  });

  it("says in words what the detention ended in, and quotes in its notes what nobody has translated", async () => {
    const result = await migrate(
      past(
        table(
          change("1", "10", "201001021100", "2", "M"),
          change("1", "10", "201001031100", null),
          change("1", "10", "201001041100", "77", "Q"),
        ),
      ),
      cutOff,
    );
    expect(cells(result, ARCHIVE, "legal_status", "mental_category", "detention_notes")).to.deep.equal([
      [
        null,
        null,
        "02/01/2010 11:00 Formally detained under Mental Health Act Section 2, Mental disorder (Learning Disability not present or not primary reason for using Act); " +
          "03/01/2010 11:00 no legal status held; 04/01/2010 11:00 legal status code 77, mental category code Q",
      ],
    ]);
    expect(refusals(result, ARCHIVE)).to.deep.equal([
      "1|10|201001021100 detention_notes STATUSES_IN_NOTES",
      "1|10|201001021100 legal_status CODE_NOT_MAPPED 77",
      "1|10|201001021100 mental_category CODE_NOT_MAPPED Q",
    ]);
  });

  it("leaves descriptions that are too long for their column to the notes", async () => {
    const result = await migrate(past(table(change("1", "10", "201001021100", "37", "M"))), cutOff);
    expect(cells(result, ARCHIVE, "legal_status", "mental_category", "detention_notes")).to.deep.equal([
      [
        null,
        null,
        "02/01/2010 11:00 Formally detained under Mental Health Act Section 37 with section 41 restrictions, Mental disorder (Learning Disability not present or not primary reason for using Act)",
      ],
    ]);
    expect(refusals(result, ARCHIVE)).to.deep.equal([
      "1|10|201001021100 legal_status DESCRIPTION_IN_NOTES 37",
      "1|10|201001021100 mental_category DESCRIPTION_IN_NOTES M",
    ]);
  });

  it("reports a detention that ended in an empty legal status", async () => {
    const result = await migrate(past(table(change("1", "10", "201001021100", null))), cutOff);
    expect(refusals(result, ARCHIVE)).to.deep.equal(["1|10|201001021100 legal_status LEGAL_STATUS_MISSING"]);
    expect(cells(result, ARCHIVE, "legal_status", "mental_category")).to.deep.equal([[null, null]]);
  });

  it("refuses a detention of which the crosswalk calls any status informal", async () => {
    const result = await migrate(
      past(table(change("1", "10", "201001021100", "2"), change("1", "10", "201001031100", "9"))),
      cutOff,
    );
    expect(result.table(ARCHIVE).rows).to.deep.equal([]);
    expect(refusals(result, ARCHIVE)).to.include("1|10|201001021100 detention_start STATUS_IS_NO_DETENTION 9");
  });

  it("shows where the number that the detention is held under lived then, else where its survivor did", async () => {
    const home = (number: string, line: string) => patient(number, { PtAddrLine1: line, PtAddrPostCode: "SE1 6LH" });
    const result = await migrate(
      past(table(change("2", "10", "201001021100", "2"), change("3", "11", "201001021100", "2")), {
        PATDATA: table(home("1", "1 SURVIVOR ROAD"), home("2", "2 OLD ROAD")),
        MERGEDID: table({ OldID: "2", NextID: "1" }, { OldID: "3", NextID: "1" }),
        ADMITDISCH: table(
          spell("2", "10", "201001011000", "201002011200"),
          spell("3", "11", "201001011000", "201002011200"),
        ),
      }),
      cutOff,
    );
    expect(cells(result, ARCHIVE, "crn", "address_1")).to.deep.equal([
      ["D1", "2 OLD ROAD"],
      ["D1", "1 SURVIVOR ROAD"],
    ]);
  });

  it("shows the address registered with the episode, whole and without lines of another one", async () => {
    const lived = { PtAddrLine1: "1 HOME ROAD", PtAddrLine2: "HOMETOWN", PtAddrPostCode: "SE1 6LH" };
    const at = (episode: string, ...[Epiadd1, Epiadd2, Epipc]: readonly (string | null)[]) => ({
      InternalPatientNumber: "1",
      EpisodeNumber: episode,
      Epiadd1,
      Epiadd2,
      Epipc,
    });
    const result = await migrate(
      {
        PATDATA: table(patient("1", lived)),
        ADMITDISCH: table(
          ...["10", "11", "12", "13", "14"].map((episode, i) =>
            spell("1", episode, `20${10 + i}01011000`, `20${10 + i}02011200`),
          ),
        ),
        LEGALSTATUSDETS: table(
          ...["10", "11", "12", "13", "14"].map((episode, i) => change("1", episode, `20${10 + i}01021100`, "2")),
        ),
        EPIREGISTRATION: table(
          at("10", "2 FRIEND ROAD", null, null),
          at("11", null, null, "wx11aa"),
          at("12", null, "  ", null),
          at("13", "3 ONE ROAD", null, null),
          at("13", "4 OTHER ROAD", null, null),
        ),
      },
      cutOff,
    );
    expect(cells(result, ARCHIVE, "address_1", "address_2", "post_code")).to.deep.equal([
      ["2 FRIEND ROAD", null, null],
      [null, null, "WX1 1AA"],
      ["1 HOME ROAD", "HOMETOWN", "SE1 6LH"],
      ["1 HOME ROAD", "HOMETOWN", "SE1 6LH"],
      ["1 HOME ROAD", "HOMETOWN", "SE1 6LH"],
    ]);
  });

  it("goes to quarantine with a patient who was not migrated", async () => {
    const result = await migrate(
      past(table(change("1", "10", "201001021100", "2")), {
        PATDATA: table(patient("1", { DistrictNumber: null })),
      }),
      cutOff,
    );
    expect(result.table(ARCHIVE).rows).to.deep.equal([]);
    const refused = result.rejects.filter((reject) => reject.table === ARCHIVE);
    expect(refused.map(({ reason }) => reason)).to.deep.equal(["PARENT_NOT_MIGRATED"]);
  });
});
