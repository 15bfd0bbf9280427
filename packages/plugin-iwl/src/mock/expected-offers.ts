import { type MockRows, momentOf, pas, recordNumber, v83 } from "@pas-migrate/core/mock";
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

/** All but the last were called off; the last led to the admission, or stands. */
function statusOf({ spell, calledOff }: ListEntry, { cancellation }: Offer): "C" | "A" | "N" | "L" {
  if (cancellation !== undefined) return "C";
  if (calledOff !== undefined) return "N";
  return spell === undefined ? "L" : "A";
}

function outcomeOf({ spell, calledOff }: ListEntry, { cancellation }: Offer): string | undefined {
  if (cancellation !== undefined) return cancellation.by === "P" ? "Cancelled by patient" : "Cancelled by hospital";
  if (calledOff !== undefined) return "Admitted, not treated";
  return spell && "Admitted";
}
