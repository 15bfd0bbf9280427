import { type Day, type Defect, momentOf, onDay, type PatientRows, pas, v83 } from "@pas-migrate/core/mock";
import type { Hospital, Life, Offer } from "@pas-migrate/lives";
import { type Listed, listedEntries, type Offered, offered, recordOf, truth } from "./edits.js";
import { isWaiting, standingOffer } from "./facts.js";
import { isListedApart, offerRow } from "./source-offers.js";

type OfferDefect = Defect<Hospital, Life>;

const TABLE = "LOAD_IWL_TCIS";

/** The first day on which the patient could have come in: after the offer, its acceptance and the clerking. */
function earliestDay({ recordedAt, acceptedOn, clerkingAt }: Offer): Day {
  return Math.max(onDay(recordedAt) + 1, acceptedOn ?? 0, clerkingAt === undefined ? 0 : onDay(clerkingAt));
}

/** Lets the date that stands lie in the past. */
function moveBack(rows: PatientRows, { key }: Listed, { record, loaded, offer }: Offered, day: Day): void {
  const at = momentOf(day, 7, 30);
  const standing = recordOf(rows, "CURRENTPREADMISSIONS", key);
  for (const row of standing === undefined ? [record] : [record, standing]) {
    row.TCIDate = v83.shortDateTime(at);
    row.TCITime = v83.time(at);
    row.TCIDtTimeInt = v83.dateTimeInt(at);
    row.EpsCurrExpAdmDtimeInt = v83.dateTimeInt(at);
    if (offer.operationOn === undefined) continue;
    row.OperationDate = v83.date(day);
    row.OperationDateInt = v83.dateInt(day);
  }
  loaded.tci_date = pas.dateTime(at);
  if (offer.operationOn !== undefined) loaded.operation_date = pas.dateTime(momentOf(day));
}

/** Forgets that the offer was called off, so that it stands. */
function reinstate(rows: PatientRows, life: Life, listed: Listed, held: Offered, hospital: Hospital): void {
  const { record, loaded, offer } = held;
  record.CancelDeferInd = "";
  record.CancelledBy = "";
  record.CancelReasonCd = "";
  record.WlPatientCharterCancellationDateInt = "";
  rows
    .source("CURRENTPREADMISSIONS")
    .push(offerRow(life, listed.entry, { ...offer, cancellation: undefined }, hospital));
  loaded.status = "L";
  loaded.tci_outcome = "";
  loaded.cancelled_date = "";
  if (listed.loaded.status === "W") listed.loaded.status = "L";
}

const pastDate: OfferDefect = {
  id: "offer-of-a-past-date-still-open",
  title: "A date for coming in has gone by: the patient was not admitted, and nobody cancelled it",
  rate: 0.006,
  plant(rows, life, hospital, random) {
    const { today, snapshotAt } = hospital;
    for (const listed of listedEntries(rows, life)) {
      const last = listed.entry.offers.at(-1);
      if (last === undefined || listed.current === undefined || !isWaiting(listed.entry)) continue;
      const held = offered(rows, listed.key, last);
      if (held === undefined) continue;
      if (last.cancellation === undefined && !isListedApart(last)) continue;
      const standing = standingOffer(listed.entry);
      const earliest = earliestDay(last);
      if (standing !== undefined && earliest < today) {
        const before = held.record.TCIDtTimeInt;
        moveBack(rows, listed, held, random.between(earliest, today - 1));
        return [truth("IWL-07", "gate", TABLE, held.key, ["TCIDtTimeInt", before, held.record.TCIDtTimeInt ?? ""])];
      }
      if (standing === undefined && last.at < snapshotAt) {
        const before = held.record.CancelledBy;
        reinstate(rows, life, listed, held, hospital);
        return [truth("IWL-07", "gate", TABLE, held.key, ["CancelledBy", before, ""])];
      }
    }
    return [];
  },
};

const hour24: OfferDefect = {
  id: "offer-at-2400",
  title: "A date for coming in has the hour 24",
  rate: 0.0002,
  plant(rows, life) {
    for (const { entry, key } of listedEntries(rows, life))
      for (const offer of entry.offers) {
        const held = offered(rows, key, offer);
        // What became of an offer that was called off does not hang on its date.
        if (held === undefined || held.record.CancelledBy === undefined || held.record.CancelledBy === "") continue;
        const before = held.record.TCIDtTimeInt;
        const after = `${v83.dateInt(onDay(offer.at))}2400`;
        held.record.TCIDtTimeInt = after;
        held.loaded.tci_date = "";
        return [
          truth("GEN-09", "gate", "PREADMISSION", `PREADMISSION|${held.key}`, ["TCIDtTimeInt", before, after]),
          truth("GEN-09", "reject", TABLE, held.key, ["tci_date", before, after]),
        ];
      }
    return [];
  },
};

/** What goes wrong with offers of a date. */
export const offerDefects: readonly OfferDefect[] = [pastDate, hour24];
