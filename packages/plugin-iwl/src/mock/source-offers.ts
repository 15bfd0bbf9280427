import { type MockRows, momentOf, onDay, v83 } from "@pas-migrate/core/mock";
import type { Hospital, Life, ListEntry, Offer } from "@pas-migrate/lives";
import { diagnosisOf, standingOffer } from "./facts.js";
import { casenoteOf } from "./source-entries.js";
import { CURRENTPREADMISSIONS, PREADMISSION } from "./tables.js";

/** Who called an offer off, as some screens have it: others have one letter. */
const longNames = { P: "PAT", H: "HOS" } as const;

/** Writes every offer of a date, and once more the one that stands. */
export function writeOffers(life: Life, entry: ListEntry, hospital: Hospital, rows: MockRows): void {
  const standing = standingOffer(entry);
  for (const offer of entry.offers) {
    rows.source(PREADMISSION, offerRow(life, entry, offer, hospital));
    if (offer === standing && isListedApart(offer))
      rows.source(CURRENTPREADMISSIONS, offerRow(life, entry, offer, hospital));
  }
}

/** Whether V83 lists an offer that stands in its table of those as well: one of that very day's writing it has not yet. */
export function isListedApart({ recordedAt }: Offer): boolean {
  return recordedAt % 4 !== 0;
}

/** What either table holds of an offer, in one piece. */
export function offerRow(life: Life, entry: ListEntry, offer: Offer, { provider }: Hospital) {
  const { number, addedAt } = entry;
  const { recordedAt, at, operationOn, offeredOn, acceptedOn, byTelephone, clerkingAt, cancellation } = offer;
  const moment = v83.dateTimeInt(at);
  const isLong = onDay(recordedAt) % 2 === 0;
  const listedOn = onDay(addedAt);
  return {
    InternalPatientNumber: number.internal,
    EpisodeNumber: entry.episode,
    DistrictNumber: number.district,
    CaseNoteNumber: casenoteOf(life, entry),
    PatientsSurname: life.person.name.surname,
    Category: entry.referral.category.code,
    Specialty: entry.specialty.code,
    Consultant: offer.consultant.code,
    WlCode: entry.list.code,
    Urgency: entry.urgency.code,
    MethodOfAdm: entry.method.code,
    IntdMgmt: entry.intendedManagement.code,
    ProvisionalDiagnosis: diagnosisOf(entry)?.code,
    IntendedProc: entry.procedure.code,
    Operation: entry.operation,
    TheatreTime: entry.theatreMinutes === undefined ? "" : String(entry.theatreMinutes),
    ExpectedLos: String(entry.expectedNights),
    OriginalDateOnList: v83.date(entry.waitingSince),
    DateOnWList: v83.date(listedOn),
    DateOnWListInt: v83.dateInt(listedOn),
    BookingType: offer.bookingType?.code,
    ExpectedWard: offer.ward.code,
    ReportToLocation: offer.ward.code,
    ExpClerkingDt: v83.date(clerkingAt && onDay(clerkingAt)),
    ExpClerkingTm: v83.time(clerkingAt),
    OperationDate: v83.date(operationOn),
    OperationDateInt: v83.dateInt(operationOn),
    TCIDate: v83.shortDateTime(at),
    TCITime: v83.time(at),
    TCIOfferDate: v83.shortDate(offeredOn),
    TCIOfferDateInt: v83.dateInt(offeredOn),
    TCIAcceptDate: v83.shortDate(acceptedOn),
    TCIAcceptDateInt: v83.dateInt(acceptedOn),
    TCIAcceptByTelephone: byTelephone === undefined ? "" : byTelephone ? "YES" : "NO",
    TCIAcceptByTelephoneInt: byTelephone === undefined ? "" : byTelephone ? "1" : "0",
    // Held by PREADMISSION alone.
    EpsActvDtimeInt: v83.dateTimeInt(recordedAt),
    Activity: "TCI",
    ActivityDate: v83.shortDateTime(recordedAt),
    ActivityTime: v83.time(recordedAt),
    HospCode: entry.site.code,
    TCIDtTimeInt: moment,
    CancelDeferInd: cancellation && "CAN",
    CancelledBy: cancellation && (isLong ? longNames[cancellation.by] : cancellation.by),
    CancelReasonCd: cancellation?.reason.code,
    WlPatientCharterCancellationDateInt: v83.dateTimeInt(cancellation && momentOf(cancellation.on, 16, 45)),
    // Held by CURRENTPREADMISSIONS alone.
    HospitalCode: entry.site.code,
    PreadmitHospital: offer.ward.site.code,
    Provider: provider.slice(0, 4),
    EpsCurrExpAdmDtimeInt: moment,
    OfferAccepted: acceptedOn === undefined ? "" : "YES",
    TotCancByHosp: cancelledBy(entry, "H"),
    TotCancByPt: cancelledBy(entry, "P"),
  };
}

function cancelledBy({ offers }: ListEntry, by: "P" | "H"): string {
  let count = 0;
  for (const { cancellation } of offers) if (cancellation?.by === by) count += 1;
  return String(count);
}
