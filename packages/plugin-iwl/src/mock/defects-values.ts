import { type Defect, MINUTES_A_DAY, v83 } from "@pas-migrate/core/mock";
import type { Hospital, Life } from "@pas-migrate/lives";
import { episodeKey, listedEntries, offered, pickEntry, recordOf, truth } from "./edits.js";

type ValueDefect = Defect<Hospital, Life>;

/** A coded field, where it is loaded, a code that it never has, and how often it is the one at fault. */
type Coded = readonly [value: readonly [field: string, target: string, unknown: string], weight: number];

/** Share of records with an unknown code, by coded field. */
const RATE_OF_A_FIELD = 0.003;
/** Of an entry: the first is at fault most often, the others ever more seldom. */
const CODED: readonly Coded[] = [
  [["Consultant", "consultant_code", "ZZ"], 1],
  [["WlCode", "waitlist_profile", "ZZ"], 1 / 2],
  [["Specialty", "specialty", "ZZ"], 1 / 3],
  [["Urgency", "urgency", "Z"], 1 / 4],
  [["MethodOfAdm", "waitlist_type", "ZZ"], 1 / 5],
  [["IntdMgmt", "intended_management", "Z"], 1 / 6],
  [["Hospital", "site_code", "ZZ"], 1 / 7],
];
const CODED_OF_OFFERS: readonly Coded[] = [
  [["ExpectedWard", "ward", "ZZ"], 1],
  [["BookingType", "booking_type", "ZZ"], 1 / 2],
  [["Consultant", "consultant_code", "ZZ"], 1 / 3],
];

const unknownCode: ValueDefect = {
  id: "list-entry-code-unknown",
  title: "A code of a list entry is in no master file",
  rate: RATE_OF_A_FIELD * CODED.length,
  plant(rows, life, _hospital, random) {
    const listed = pickEntry(rows, life, random, () => true);
    if (listed === undefined) return [];
    const [field, target, unknown] = random.weighted(CODED);
    const before = listed.entered[field];
    listed.entered[field] = unknown;
    if (listed.current !== undefined) listed.current[field] = unknown;
    listed.loaded[target] = "";
    return [truth("GEN-15", "reject", "LOAD_IWL", listed.key, [target, before, unknown])];
  },
};

const unknownCodeOfOffer: ValueDefect = {
  id: "offer-code-unknown",
  title: "A code of an offer is in no master file",
  rate: RATE_OF_A_FIELD * CODED_OF_OFFERS.length,
  plant(rows, life, _hospital, random) {
    const listed = pickEntry(rows, life, random, ({ entry }) => entry.offers.length > 0);
    if (listed === undefined) return [];
    const held = offered(rows, listed.key, random.pick(listed.entry.offers));
    const [field, target, unknown] = random.weighted(CODED_OF_OFFERS);
    if (held === undefined) return [];
    const { record, loaded, key } = held;
    const standing = recordOf(rows, "CURRENTPREADMISSIONS", listed.key);
    const before = record[field];
    record[field] = unknown;
    if (standing !== undefined && loaded.status === "L") standing[field] = unknown;
    loaded[target] = "";
    return [truth("GEN-15", "reject", "LOAD_IWL_TCIS", key, [target, before, unknown])];
  },
};

const unknownRemovalReason: ValueDefect = {
  id: "list-removal-reason-unknown",
  title: "The reason for taking a patient off the list is in no master file",
  rate: RATE_OF_A_FIELD,
  plant(rows, life) {
    for (const { entry, key, loaded, current } of listedEntries(rows, life)) {
      const record = recordOf(rows, "WLREMOVAL", key);
      if (record === undefined || entry.removal === undefined || current !== undefined) continue;
      const before = record.Reason;
      record.Reason = "ZZ";
      loaded.wl_outcome = "";
      const words = `Removal: ${entry.removal.reason.description}`;
      const told = (loaded.wl_entry_comment ?? "").split("; ").filter((part) => part !== words);
      loaded.wl_entry_comment = told.join("; ");
      return [
        truth("GEN-15", "reject", "LOAD_IWL", key, ["wl_outcome", before, "ZZ"]),
        truth("IWL-10", "gate", "LOAD_IWL", key, ["Reason", before, "ZZ"]),
      ];
    }
    return [];
  },
};

const unknownSuspensionReason: ValueDefect = {
  id: "suspension-reason-unknown",
  title: "The reason for a suspension is in no master file",
  rate: RATE_OF_A_FIELD,
  plant(rows) {
    for (const record of rows.source("WLSUSPENSION")) {
      const start = `${episodeKey(record)}|SUSP|${record.EpsActvDtimeInt}|`;
      const pieces = rows
        .expected("LOAD_IWL_DEFERRALS")
        .filter(({ external_system_id: key = "" }) => key.startsWith(start));
      if (pieces.length === 0) continue;
      const before = record.SuspReason;
      record.SuspReason = "ZZ";
      return pieces.map((piece) => {
        piece.deferral_reason = "";
        const key = piece.external_system_id ?? "";
        return truth("GEN-15", "reject", "LOAD_IWL_DEFERRALS", key, ["deferral_reason", before, "ZZ"]);
      });
    }
    return [];
  },
};

const datesDisagree: ValueDefect = {
  id: "list-entry-dates-disagree",
  title: "The day on the list that people read is another one than the system's",
  rate: 0.001,
  plant(rows, life, _hospital, random) {
    const listed = pickEntry(rows, life, random, () => true);
    if (listed === undefined) return [];
    const { entered, entry, key } = listed;
    const before = entered.WLOnListDate;
    const after = v83.dateTime(entry.addedAt + random.between(1, 30) * MINUTES_A_DAY);
    entered.WLOnListDate = after;
    const place = `WLENTRY|${key}|${entered.EpsActvDtimeInt}`;
    return [truth("GEN-08", "gate", "WLENTRY", place, ["WLOnListDate", before, after])];
  },
};

/** Nothing that a right migration stumbles over, so there is nothing to notice: the text has to arrive as it was written. */
function writtenReason(id: string, title: string, rate: number, held: string, arrives: string): ValueDefect {
  return {
    id,
    title,
    rate,
    plant(rows, life, _hospital, random) {
      const listed = pickEntry(rows, life, random, () => true);
      if (listed === undefined) return [];
      listed.entered.AdmReason = held;
      if (listed.current !== undefined) listed.current.AdmReason = held;
      listed.loaded.admission_reason_comment = arrives;
      return [];
    },
  };
}

const awkward = 'Says "not before ten", bring\r\ninterpreter';
const accented = "Café owner’s back, £40 a day – works standing";

/** What goes wrong with single values. */
export const valueDefects: readonly ValueDefect[] = [
  unknownCode,
  unknownCodeOfOffer,
  unknownRemovalReason,
  unknownSuspensionReason,
  datesDisagree,
  writtenReason("list-reason-with-blanks", "A text has blanks around it", 0.15, "  Pain  at night ", "Pain  at night"),
  writtenReason("list-reason-with-accents", "A text has signs that only Windows-1252 holds", 0.02, accented, accented),
  writtenReason("list-reason-with-quotes", "A text holds a comma, quotes and a line break", 0.03, awkward, awkward),
];
