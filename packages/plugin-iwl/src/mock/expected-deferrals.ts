import { type Day, type MockRows, onDay, pas, recordNumber, v83 } from "@pas-migrate/core/mock";
import type { ListEntry, Suspension } from "@pas-migrate/lives";
import { extensionKey } from "./facts.js";
import { LOAD_IWL_DEFERRALS } from "./loads.js";

/** What a piece of a suspension or postponement has of its own. */
interface Piece {
  /** 0 for what was agreed first; the extension has the number that V83 gave it, if that is not 0 as well. */
  readonly place: string;
  readonly from: Day;
  /** Undefined while nobody has agreed on an end. */
  readonly until?: Day;
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

function piecesOf(suspension: Suspension, agreed: string, extension: string): readonly Piece[] {
  const { startedAt, until, firstUntil, isOpen } = suspension;
  const from = onDay(startedAt);
  if (firstUntil === undefined) return [{ place: "0", from, until: isOpen ? undefined : until, comment: agreed }];
  const key = extensionKey(suspension)!;
  return [
    { place: "0", from, until: firstUntil, comment: agreed },
    { place: key === "0" ? "1" : key, from: firstUntil, until, comment: extension },
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
  const key = [number.internal, episode, kind, v83.dateTimeInt(startedAt), place];
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
