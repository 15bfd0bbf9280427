import { recordNumber } from "@pas-migrate/core";
import type { LiteralTables, TestResult } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { cells, change, migrate, patient, refusals, spell, table } from "../support/migrate.js";

const MASTER = "LOAD_MH_DETENTION_MASTER";
const TRANSFERS = "LOAD_MH_DETENTION_TRANSFERS";

/** Patient 1 with the spells 1|10, open, and 1|11, discharged on 1 February at 12:00. */
function detained(changes: LiteralTables["LEGALSTATUSDETS"], more: LiteralTables = {}): LiteralTables {
  return {
    PATDATA: table(patient("1")),
    ADMITDISCH: table(spell("1", "10", "202603011000"), spell("1", "11", "202601011000", "202602011200")),
    LEGALSTATUSDETS: changes,
    ...more,
  };
}

/** Key, start and end of each detention, and of each transfer with its legal status. */
function periods(result: TestResult): { master: unknown; transfers: unknown } {
  return {
    master: cells(result, MASTER, "external_system_id", "start_date", "end_date"),
    transfers: cells(result, TRANSFERS, "external_system_id", "start_date", "end_date", "legal_status"),
  };
}

describe("detentions and their transfers", () => {
  it("hang on the spell and on the detention, under the run's settings", async () => {
    const result = await migrate(
      detained(table(change("1", "10", "202603011100", "2", "M"), change("1", "10", "202603101100", "3", "L"))),
      { settings: { systemCode: "OLD", mainCrnType: "HOSPITAL" } },
    );
    const first = ["1", "10", "202603011100"];
    const common = { system_code: "OLD", main_crn_type: "HOSPITAL", main_crn: "D1" };
    const detention = recordNumber(MASTER, first);
    expect(result.table(MASTER).rows).to.deep.equal([
      {
        record_number: detention,
        adt_adm_record_number: recordNumber("LOAD_ADT_ADMISSIONS", ["1", "10"]),
        external_system_id: "1|10|202603011100",
        ...common,
        start_date: "01/03/2026 11:00",
        end_date: null,
        expiry_date: null,
      },
    ]);
    const notHeld = {
      institution: null,
      caseholder: null,
      section_review_date: null,
      consent_reminder_date: null,
      consent_due_date: null,
    };
    expect(result.table(TRANSFERS).rows).to.deep.equal([
      {
        record_number: recordNumber(TRANSFERS, first),
        mh_dm_record_number: detention,
        external_system_id: "1|10|202603011100",
        ...common,
        start_date: "01/03/2026 11:00",
        end_date: "10/03/2026 11:00",
        legal_status: "02",
        mental_category: "A",
        ...notHeld,
      },
      {
        record_number: recordNumber(TRANSFERS, ["1", "10", "202603101100"]),
        mh_dm_record_number: detention,
        external_system_id: "1|10|202603101100",
        ...common,
        start_date: "10/03/2026 11:00",
        end_date: null,
        legal_status: "03",
        mental_category: "B",
        ...notHeld,
      },
    ]);
    expect(result.rejects).to.deep.equal([]);
  });

  it("account for every change of legal status once a table", async () => {
    const result = await migrate(
      detained(
        table(
          change("1", "11", "202601011000", "1"),
          change("1", "11", "202601021000", "2"),
          change("1", "11", "202601031000", "3"),
          change("1", "11", "202601041000", "1"),
          change("1", "11", "202601051000", "1"),
          change("9", "10", "202603011100", "2"),
        ),
      ),
    );
    // The worst class of a record counts; that it is live and not in the archive is no class of its own.
    expect(result.ledger.LEGALSTATUSDETS).to.deep.equal({ loaded: 1, split: 0, merged: 2, excluded: 2, rejected: 1 });
    expect(periods(result)).to.deep.equal({
      master: [["1|11|202601021000", "02/01/2026 10:00", "04/01/2026 10:00"]],
      transfers: [
        ["1|11|202601021000", "02/01/2026 10:00", "03/01/2026 10:00", "02"],
        ["1|11|202601031000", "03/01/2026 10:00", "04/01/2026 10:00", "03"],
      ],
    });
  });

  it("have no rows where nobody was detained", async () => {
    const result = await migrate(detained(table(change("1", "10", "202603011000", "1"))));
    expect(periods(result)).to.deep.equal({ master: [], transfers: [] });
    expect(result.rejects).to.deep.equal([]);
  });

  it("are put in order by time, also where a stamp is reversed", async () => {
    // 797396968899 is 999999999999 less 202603031100.
    const result = await migrate(
      detained(table(change("1", "10", "797396968899", "3"), change("1", "10", "202603021100", "2"))),
    );
    expect(periods(result)).to.deep.equal({
      master: [["1|10|202603021100", "02/03/2026 11:00", null]],
      transfers: [
        ["1|10|202603021100", "02/03/2026 11:00", "03/03/2026 11:00", "02"],
        ["1|10|797396968899", "03/03/2026 11:00", null, "03"],
      ],
    });
  });

  it("keep a status that began before the admission, and one of the minute of the discharge", async () => {
    const result = await migrate(
      detained(table(change("1", "11", "202512312300", "2"), change("1", "11", "202602011200", "3"))),
    );
    expect(periods(result)).to.deep.equal({
      master: [["1|11|202512312300", "31/12/2025 23:00", "01/02/2026 12:00"]],
      transfers: [
        ["1|11|202512312300", "31/12/2025 23:00", "01/02/2026 12:00", "02"],
        ["1|11|202602011200", "01/02/2026 12:00", "01/02/2026 12:00", "03"],
      ],
    });
    expect(result.rejects).to.deep.equal([]);
  });

  for (const [moment, reason] of [
    ["20260301", "TIME_MISSING"],
    ["202613011100", "DATE_INVALID"],
    [null, "REQUIRED_VALUE_MISSING"],
  ] as const) {
    it(`are not told from a spell with a change that is ${reason}`, async () => {
      const result = await migrate(
        detained(table(change("1", "10", "202603021100", "2"), change("1", "10", moment, "3"))),
      );
      expect(periods(result)).to.deep.equal({ master: [], transfers: [] });
      for (const name of [MASTER, TRANSFERS]) {
        expect(refusals(result, name)).to.deep.equal(
          ["1|10|202603021100 CHANGE_ORDER_UNKNOWN", `1|10|${moment ?? ""} start_date ${reason}`].sort(),
        );
      }
    });
  }

  it("are not told from two statuses of one minute, written in two ways", async () => {
    const result = await migrate(
      detained(table(change("1", "10", "202603031100", "2"), change("1", "10", "797396968899", "3"))),
    );
    expect(periods(result)).to.deep.equal({ master: [], transfers: [] });
    expect(refusals(result, MASTER)).to.deep.equal([
      "1|10|202603031100 CHANGE_ORDER_UNKNOWN",
      "1|10|797396968899 CHANGE_ORDER_UNKNOWN",
    ]);
  });

  it("are refused where the patient or the spell is not known", async () => {
    const result = await migrate(
      detained(table(change("9", "10", "202603021100", "2"), change("1", "99", "202603021100", "2"))),
    );
    for (const name of [MASTER, TRANSFERS]) {
      expect(refusals(result, name)).to.deep.equal([
        "1|99|202603021100 SPELL_UNKNOWN",
        "9|10|202603021100 PATIENT_UNKNOWN",
      ]);
    }
  });

  it("go to quarantine with a patient whose merge cannot be followed", async () => {
    const result = await migrate(
      detained(table(change("1", "10", "202603021100", "2")), {
        PATDATA: table(patient("1"), patient("2")),
        MERGEDID: table({ OldID: "1", NextID: "2" }, { OldID: "2", NextID: "1" }),
      }),
    );
    expect(periods(result)).to.deep.equal({ master: [], transfers: [] });
    for (const name of [MASTER, TRANSFERS])
      expect(refusals(result, name)).to.deep.equal(["1|10|202603021100 PARENT_NOT_MIGRATED"]);
  });

  it("are refused where they end at an unreadable time, and loaded where they ended before", async () => {
    const result = await migrate(
      detained(
        table(
          change("1", "12", "202601021000", "2"),
          change("1", "12", "202601031000", "1"),
          change("1", "12", "202601041000", "2"),
          change("1", "12", "202601051000", "3"),
        ),
        { ADMITDISCH: table(spell("1", "12", "202601011000", "20260110")) },
      ),
    );
    expect(periods(result)).to.deep.equal({
      master: [["1|12|202601021000", "02/01/2026 10:00", "03/01/2026 10:00"]],
      transfers: [["1|12|202601021000", "02/01/2026 10:00", "03/01/2026 10:00", "02"]],
    });
    for (const name of [MASTER, TRANSFERS]) {
      expect(refusals(result, name)).to.deep.equal([
        "1|12|202601041000 DISCHARGE_TIME_UNKNOWN",
        "1|12|202601051000 DISCHARGE_TIME_UNKNOWN",
      ]);
    }
  });

  it("do not end at an empty legal status, which is reported", async () => {
    const result = await migrate(
      detained(
        table(
          change("1", "10", "202603021100", "2"),
          change("1", "10", "202603031100", " "),
          change("1", "10", "202603041100", "3"),
        ),
      ),
    );
    expect(periods(result)).to.deep.equal({
      master: [["1|10|202603021100", "02/03/2026 11:00", null]],
      transfers: [
        ["1|10|202603021100", "02/03/2026 11:00", "03/03/2026 11:00", "02"],
        ["1|10|202603031100", "03/03/2026 11:00", "04/03/2026 11:00", null],
        ["1|10|202603041100", "04/03/2026 11:00", null, "03"],
      ],
    });
    expect(refusals(result, TRANSFERS)).to.deep.equal(["1|10|202603031100 legal_status LEGAL_STATUS_MISSING"]);
  });
});

describe("the feed of legal statuses", () => {
  const changes = table(
    change("1", "10", "202603021100", "2"),
    change("1", "10", "202603031100", "9"),
    change("1", "10", "202603041100", "3"),
  );

  it("names codes of the trust under which nobody is detained", async () => {
    const feed = { "feed:legal-statuses": table({ legal_status: "9", description: "Informal", detained: "n" }) };
    expect(periods(await migrate(detained(changes, feed)))).to.deep.equal({
      master: [
        ["1|10|202603021100", "02/03/2026 11:00", "03/03/2026 11:00"],
        ["1|10|202603041100", "04/03/2026 11:00", null],
      ],
      transfers: [
        ["1|10|202603021100", "02/03/2026 11:00", "03/03/2026 11:00", "02"],
        ["1|10|202603041100", "04/03/2026 11:00", null, "03"],
      ],
    });
  });

  for (const [words, feed] of [
    ["without it", {}],
    [
      "where it contradicts itself",
      { "feed:legal-statuses": table({ legal_status: "9", detained: "N" }, { legal_status: "9", detained: "Y" }) },
    ],
  ] as const) {
    it(`is missed: a status that the crosswalk calls informal takes its detention to quarantine, ${words}`, async () => {
      const result = await migrate(detained(changes, feed));
      expect(periods(result)).to.deep.equal({ master: [], transfers: [] });
      expect(refusals(result, MASTER)).to.deep.equal(["1|10|202603021100 CHAIN_BROKEN"]);
      expect(refusals(result, TRANSFERS)).to.deep.equal([
        "1|10|202603021100 PARENT_NOT_MIGRATED",
        "1|10|202603031100 start_date STATUS_IS_NO_DETENTION 9",
        "1|10|202603041100 PARENT_NOT_MIGRATED",
      ]);
    });
  }

  it("can say of every code but one what it wants: code 1 as a detention contradicts the crosswalk", async () => {
    const result = await migrate(
      detained(table(change("1", "10", "202603021100", "1")), {
        "feed:legal-statuses": table({ legal_status: "1", detained: "Y" }),
      }),
    );
    expect(refusals(result, TRANSFERS)).to.deep.equal(["1|10|202603021100 start_date STATUS_IS_NO_DETENTION 1"]);
    expect(refusals(result, MASTER)).to.deep.equal(["1|10|202603021100 CHAIN_BROKEN"]);
  });
});
