import { type MockRows, momentOf, onDay, pas, recordNumber, v83 } from "@pas-migrate/core/mock";
import type { ListEntry, Offer } from "@pas-migrate/lives";
import { LOAD_IWL_TCIS } from "./loads.js";

/**
 * Expects a row an offer, under the moment at which it was entered.
 *
 * @param entryNumber the record number of the entry
 */
export function expectOffers(entry: ListEntry, entryNumber: string, rows: MockRows): void {
  const { number, episode } = entry;
  for (const offer of entry.offers) {
    const { acceptedOn, byTelephone, operationOn, cancellation } = offer;
    const entered = v83.dateTimeInt(offer.recordedAt);
    rows.expect(LOAD_IWL_TCIS, {
      record_number: recordNumber("LOAD_IWL_TCIS", number.internal, episode, entered),
      loadiwl_record_number: entryNumber,
      system_code: "V83",
      external_system_id: `${number.internal}|${episode}|${entered}`,
      status: statusOf(entry, offer),
      booking_type: offer.bookingType?.code,
      consultant_code: offer.consultant.code,
      offer_date: pas.date(offer.offeredOn),
      agreed_date: pas.date(acceptedOn),
      agreed_flag: acceptedOn !== undefined || byTelephone === true ? "Y" : "",
      preassessment_date: pas.dateTime(offer.clerkingAt),
      tci_date: pas.dateTime(offer.at),
      operation_date: pas.dateTime(operationOn && momentOf(operationOn)),
      ward: offer.ward.code,
      tci_outcome: outcomeOf(entry, offer),
      cancelled_date: pas.date(cancellation?.on),
    });
  }
}

/** All but the last were called off; the last led to the admission, came to nothing by an earlier one, or stands. */
function statusOf(entry: ListEntry, offer: Offer): "C" | "A" | "N" | "L" {
  if (offer.cancellation !== undefined || isOvertaken(entry, offer)) return "C";
  if (entry.calledOff !== undefined) return "N";
  return entry.spell === undefined ? "L" : "A";
}

function outcomeOf(entry: ListEntry, offer: Offer): string | undefined {
  const { cancellation } = offer;
  if (cancellation !== undefined) return cancellation.by === "P" ? "Cancelled by patient" : "Cancelled by hospital";
  if (isOvertaken(entry, offer)) return undefined;
  if (entry.calledOff !== undefined) return "Admitted, not treated";
  return entry.spell && "Admitted";
}

/** The patient had come in before, as an emergency. */
function isOvertaken({ spell }: ListEntry, { at }: Offer): boolean {
  return spell !== undefined && onDay(spell.admittedAt) < onDay(at);
}
