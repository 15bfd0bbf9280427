import { type Day, type MockRows, onDay, pas, recordNumber, v83 } from "@pas-migrate/core/mock";
import type { ListEntry, Suspension } from "@pas-migrate/lives";
import { LOAD_IWL_DEFERRALS } from "./loads.js";

/** What a piece of a suspension or postponement has of its own. */
interface Piece {
  /** 0 for what was agreed first, 1 for the extension. */
  readonly place: 0 | 1;
  readonly from: Day;
  readonly until: Day;
  readonly comment: string;
}

/** Expects a row a suspension and postponement, and one more an extension, which begins where the first agreement ended. */
export function expectDeferrals(entry: ListEntry, entryNumber: string, rows: MockRows): void {
  for (const suspension of entry.suspensions)
    for (const row of suspensionRows(entry, suspension, entryNumber)) rows.expect(LOAD_IWL_DEFERRALS, row);
  for (const postponement of entry.postponements)
    for (const piece of piecesOf(postponement, postponement.reason.description, ""))
      rows.expect(LOAD_IWL_DEFERRALS, pieceRow(entry, entryNumber, "POST", postponement, piece, undefined));
}

/** The rows of a suspension. */
export function suspensionRows(entry: ListEntry, suspension: Suspension, entryNumber: string) {
  const { reason, initiatedBy } = suspension;
  return piecesOf(suspension, `${reason.description}; By: ${initiatedBy}`, `By: ${initiatedBy}`).map((piece) =>
    pieceRow(entry, entryNumber, "SUSP", suspension, piece, reason.code),
  );
}

function piecesOf({ startedAt, until, firstUntil }: Suspension, agreed: string, extension: string): readonly Piece[] {
  const from = onDay(startedAt);
  if (firstUntil === undefined) return [{ place: 0, from, until, comment: agreed }];
  return [
    { place: 0, from, until: firstUntil, comment: agreed },
    { place: 1, from: firstUntil, until, comment: extension },
  ];
}

function pieceRow(
  { number, episode }: ListEntry,
  entryNumber: string,
  kind: "SUSP" | "POST",
  { startedAt }: Suspension,
  { place, from, until, comment }: Piece,
  reason: string | undefined,
) {
  const key = [number.internal, episode, kind, v83.dateTimeInt(startedAt), String(place)];
  return {
    record_number: recordNumber("LOAD_IWL_DEFERRALS", ...key),
    loadiwl_record_number: entryNumber,
    system_code: "V83",
    external_system_id: key.join("|"),
    deferral_start: pas.date(from),
    deferral_end: pas.date(until),
    deferral_reason: reason,
    deferral_comment: comment,
  };
}
