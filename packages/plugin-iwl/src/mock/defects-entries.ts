import { type Defect, strike } from "@pas-migrate/core/mock";
import type { Hospital, Life } from "@pas-migrate/lives";
import { episodeKey, offered, pickEntry, putOnListNow, recordOf, strikeEntry, truth } from "./edits.js";

type EntryDefect = Defect<Hospital, Life>;

const TABLE = "LOAD_IWL";
/** Records that tell of an entry: those that rows are made of, and those that are read along. */
const DRIVING = ["WLENTRY", "WLCURRENT", "WLSUSPENSION", "WLPOSTPONEMENT", "PREADMISSION", "CURRENTPREADMISSIONS"];
const READ_ALONG = ["WLREMOVAL", "WLINTENDEDPROC"];

/** Entries that were not admitted: no stay hangs on them. */
const withoutPatient: EntryDefect = {
  id: "list-entry-without-patient",
  title: "A list entry stands under a patient number that nobody has",
  rate: 0.001,
  plant(rows, life, _hospital, random) {
    const listed = pickEntry(rows, life, random, ({ entry }) => entry.spell === undefined);
    if (listed === undefined) return [];
    const { key, entry } = listed;
    const number = entry.number.internal;
    // Numbers in use begin with 1 or 6; other domains make theirs up with 8 and 9.
    const nobody = `7${number.slice(1)}`;
    const moved = (table: string): boolean => {
      const held = rows.source(table).filter((row) => episodeKey(row) === key);
      for (const row of held) row.InternalPatientNumber = nobody;
      return held.length > 0;
    };
    const tables = DRIVING.filter(moved);
    READ_ALONG.forEach(moved);
    strikeEntry(rows, listed);
    const change = ["InternalPatientNumber", number, nobody] as const;
    return [
      truth("GEN-21", "quarantine", TABLE, `${nobody}|${entry.episode}`, ["", number, nobody]),
      ...tables.map((table) => truth("GEN-21", "gate", table, `${table}|${nobody}`, change)),
    ];
  },
};

const withoutReferral: EntryDefect = {
  id: "list-entry-without-referral",
  title: "A list entry is on no pathway, so that no referral is its own",
  rate: 0.008,
  plant(rows, life, _hospital, random) {
    const listed = pickEntry(rows, life, random, ({ entry }) => entry.spell === undefined);
    if (listed === undefined) return [];
    const { key, entry, current } = listed;
    const links = rows.source("RTTPTEPIPATHWAY");
    if (!links.some((row) => episodeKey(row) === key)) return [];
    strike(links, (row) => episodeKey(row) === key);
    strikeEntry(rows, listed);
    const refused = truth("RTT-15", "quarantine", TABLE, key, ["", entry.episode, ""]);
    if (current === undefined) return [refused];
    return [refused, truth("RTT-15", "gate", TABLE, key, ["EpisodeNumber", entry.episode, ""])];
  },
};

const listedAfterAdmission: EntryDefect = {
  id: "list-entry-open-though-admitted",
  title: "A patient was admitted and is still on the list",
  rate: 0.008,
  plant(rows, life, hospital, random) {
    if (life.person.death !== undefined) return [];
    const listed = pickEntry(
      rows,
      life,
      random,
      ({ entry: { spell, calledOff }, key, current }) =>
        spell !== undefined &&
        calledOff === undefined &&
        spell.method.national < "20" &&
        current === undefined &&
        recordOf(rows, "WLREMOVAL", key) === undefined &&
        recordOf(rows, "ADMITDISCH", key) !== undefined,
    );
    if (listed === undefined) return [];
    const { entry, key } = listed;
    putOnListNow(rows, life, listed, hospital);
    const truths = [truth("IWL-11", "gate", TABLE, key, ["status", "A", listed.loaded.status ?? ""])];
    // Who waits was not admitted, so what became of the offer is not known.
    for (const offer of entry.offers) {
      if (offer.cancellation !== undefined) continue;
      const held = offered(rows, key, offer);
      if (held === undefined) continue;
      held.loaded.status = "";
      held.loaded.tci_outcome = "";
      truths.push(truth("IWL-11", "reject", "LOAD_IWL_TCIS", held.key, ["status", "A", ""]));
    }
    return truths;
  },
};

const listedAfterDeath: EntryDefect = {
  id: "list-entry-of-the-dead",
  title: "A patient has died and is still on the list",
  rate: 0.002,
  plant(rows, life, hospital, random) {
    const [{ internal }] = life.numbers;
    const listed = pickEntry(
      rows,
      life,
      random,
      ({ entry: { removal, number }, key }) =>
        number.internal === internal &&
        removal?.reason.code === "DIED" &&
        recordOf(rows, "WLREMOVAL", key) !== undefined,
    );
    if (life.person.death === undefined || listed === undefined) return [];
    const { removal } = listed.entry;
    strike(rows.source("WLREMOVAL"), (row) => episodeKey(row) === listed.key);
    putOnListNow(rows, life, listed, hospital);
    const words = [`Removal: ${removal?.reason.description}`, `Removal comment: ${removal?.comment}`];
    const told = (listed.loaded.wl_entry_comment ?? "").split("; ").filter((part) => !words.includes(part));
    listed.loaded.wl_entry_comment = told.join("; ");
    return [truth("PMI-13", "gate", "PATDATA", internal, ["status", "C", listed.loaded.status ?? ""])];
  },
};

/** What goes wrong with entries; those that take an entry away come first, for nothing else can be wrong with it then. */
export const entryDefects: readonly EntryDefect[] = [
  withoutPatient,
  withoutReferral,
  listedAfterDeath,
  listedAfterAdmission,
];
