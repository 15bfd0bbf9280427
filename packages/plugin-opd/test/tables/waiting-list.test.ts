import { recordNumber } from "@pas-migrate/core";
import type { TestResult } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { appointment, byKey, migrate, patients, referral, refusals, table } from "../support/migrate.js";

const entry = (episode: string, day: string, more = {}) => ({
  InternalPatientNumber: "1",
  EpisodeNumber: episode,
  TreatmentCode: "L1",
  OpWlDateIdxDateOnWaitingListNeutral: day,
  ...more,
});
const removal = (episode: string, day: string, on: string | null, more = {}) => ({
  InternalPatientNumber: "1",
  EpisodeNumber: episode,
  TreatmentCode: "L1",
  DateOnListInt: `${day}0900`,
  OpWlRemDatetimeInt: on,
  ...more,
});
const suspension = (episode: string, day: string, from: string, to: string | null) => ({
  patient_number: "1",
  episode_number: episode,
  list_code: "L1",
  date_on_list: day,
  deferral_start: from,
  deferral_end: to,
  deferral_reason: "Medically unfit",
});

describe("LOAD_OPDWAITLIST", () => {
  const TABLE = "LOAD_OPDWAITLIST";
  let result: TestResult;

  before(async () => {
    result = await migrate({
      PATDATA: patients("1"),
      OPREFERRAL: table(
        ...["10", "20", "30", "40", "50", "80"].map((episode) => referral("1", episode, { Specialty: "320" })),
      ),
      SPEC: table({ Specialty: "320", Description: "Cardiology", TreatmentFunction: "320" }),
      CPSGREFERRAL: table({ InternalPatientNumber: "1", EpisodeNumber: "60", RefDtTmInt: "202501010900" }),
      OPWLMF: table({ TreatmentCode: "L1", Description: "List one" }),
      OPCANCRSN: table({ CancellationCode: "X", Description: "Not needed" }),
      APPTYP: table({ AppointmentTypeCode: "NEW", AppointmentTypeDesc: "New", ApptCategory: "NEW" }),
      OPWLENTRY: table(
        entry("10", "20250101", {
          AppointmentType: "NEW",
          OpWlDateAppointmentRequiredInternal: "202606",
          Comment: "Any day",
        }),
        entry("20", "20250101"),
        entry("30", "20250101"),
        entry("77", "20250101"),
      ),
      OPWLREMENTRY: table(
        removal("20", "20250101", "202503010900"),
        removal("40", "20250101", "202503010900", { OpWlRemovalCode: "X" }),
        removal("40", "20250101", "202504010900", { OpWlRemovalCode: "Y", OpWlRemovalDesc: "Said so on the entry" }),
        removal("50", "20250101", null),
        removal("80", "20250101", "202502010900"),
        removal("80", "20250301", "202504010900"),
      ),
      CPSOPWLIST: table(
        { InternalPatientNumber: "1", EpisodeNumber: "60", WListCode: "L1", DateOnList: "01/02/2025", Urgency: "2" },
        { InternalPatientNumber: "1", EpisodeNumber: "10", WListCode: "L1", DateOnListInt: "202501010900" },
        {
          InternalPatientNumber: "1",
          EpisodeNumber: "60",
          WListCode: "L9",
          DateOnList: "01/02/2025",
          RemovalDateTimeInt: "202503010900",
        },
      ),
      OPA: table(
        appointment("1", "30", "202606010900", { BookFromWL: "L1", DateApptBookedInt: "202601010900" }),
        appointment("1", "50", "202506010900", { BookFromWL: "L1", CancelBy: "P", DateApptBookedInt: "202501020900" }),
        appointment("1", "80", "202505010900", {
          BookFromWL: "L1",
          DateApptBookedInt: "202504011000",
          ApptStatus: "ATT",
        }),
        appointment("1", "80", "202503030900", {
          BookFromWL: "L1",
          DateApptBookedInt: "202502010900",
          ApptStatus: "ATT",
        }),
      ),
      "feed:op-suspensions": table(
        suspension("10", "01/01/2025", "01/03/2026", null),
        suspension("30", "20250101", "01/01/2026", "31/01/2026"),
        suspension("99", "20250101", "01/01/2026", "31/01/2026"),
      ),
    });
  });

  it("says who waits, is suspended, is booked, or has left", () => {
    expect(byKey(result, TABLE, "status")).to.deep.equal({
      "1|10|L1|20250101": "D",
      "1|20|L1|20250101": "W",
      "1|30|L1|20250101": "L",
      "1|40|L1|20250101": "C",
      "1|50|L1|20250101": "C",
      "1|60|L1|20250201": "W",
      "1|60|L9|20250201": "C",
      "1|80|L1|20250101": "A",
      "1|80|L1|20250301": "A",
    });
  });

  it("loads an entry once: still on the list before its removal, the last removal before the earlier", () => {
    expect(result.ledger.OPWLREMENTRY).to.deep.equal({ loaded: 4, split: 0, merged: 2, excluded: 0, rejected: 0 });
    expect(result.ledger.CPSOPWLIST).to.deep.equal({ loaded: 2, split: 0, merged: 1, excluded: 0, rejected: 0 });
    expect(byKey(result, TABLE, "date_removed")).to.include({
      "1|20|L1|20250101": null,
      "1|40|L1|20250101": "01/04/2025",
    });
    expect(byKey(result, TABLE, "outcome")).to.include({ "1|40|L1|20250101": "Y" });
  });

  it("tells outpatient from community entries, and takes the specialty of the referral where nothing nearer has one", () => {
    expect(byKey(result, TABLE, "encounter_type")).to.include({ "1|10|L1|20250101": "O", "1|60|L1|20250201": "U" });
    expect(byKey(result, TABLE, "specialty")).to.include({ "1|10|L1|20250101": "320", "1|60|L1|20250201": null });
    expect(byKey(result, TABLE, "new_followup_flag")).to.include({ "1|10|L1|20250101": "N", "1|20|L1|20250101": null });
  });

  it("makes no day of a month", () => {
    expect(byKey(result, TABLE, "target_date")).to.include({ "1|10|L1|20250101": null });
    expect(byKey(result, TABLE, "wl_comment")).to.include({
      "1|10|L1|20250101": "Any day; Month required: 202606",
      "1|60|L1|20250201": "Urgency: 2",
    });
  });

  it("links a future booking to the entry that it was made from", () => {
    expect(byKey(result, "LOAD_OPD_APPOINTMENTS", "loadowl_record_number")["1|30|202606010900|R1"]).to.equal(
      recordNumber(TABLE, ["1", "30", "L1", "20250101"]),
    );
  });

  it("tells two entries of one list apart by the day on which the first was taken off it", () => {
    expect(byKey(result, "LOAD_OPD_APPOINTMENTS", "loadowl_record_number")).to.include({
      "1|80|202503030900|R1": recordNumber(TABLE, ["1", "80", "L1", "20250101"]),
      "1|80|202505010900|R1": recordNumber(TABLE, ["1", "80", "L1", "20250301"]),
    });
  });

  it("refuses an entry without a referral and a list that is not in the master file", () => {
    expect(refusals(result, TABLE)).to.deep.equal([
      "1|60|L9|20250201 list_code CODE_NOT_MAPPED L9",
      "1|77|L1|20250101 PARENT_NOT_MIGRATED",
    ]);
  });

  it("takes suspensions from the feed, each hanging on its entry", () => {
    expect(
      result
        .table("LOAD_OPDWAITLISTDEF")
        .rows.map(({ external_system_id, loadowl_record_number, deferral_start, deferral_end, deferral_reason }) => [
          external_system_id,
          loadowl_record_number,
          deferral_start,
          deferral_end,
          deferral_reason,
        ]),
    ).to.deep.equal([
      [
        "1|10|L1|20250101|20260301",
        recordNumber(TABLE, ["1", "10", "L1", "20250101"]),
        "01/03/2026",
        null,
        "Medically unfit",
      ],
      [
        "1|30|L1|20250101|20260101",
        recordNumber(TABLE, ["1", "30", "L1", "20250101"]),
        "01/01/2026",
        "31/01/2026",
        "Medically unfit",
      ],
    ]);
    expect(refusals(result, "LOAD_OPDWAITLISTDEF")).to.deep.equal(["1|99|L1|20250101|20260101 PARENT_NOT_MIGRATED"]);
  });
});
