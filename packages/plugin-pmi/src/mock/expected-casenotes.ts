import { type MockRows, onDay, pas, recordNumber } from "@pas-migrate/core/mock";
import type { Casenote, Life } from "@pas-migrate/lives";
import { LOAD_PMICASENOTEHISTORY } from "./load-tables.js";
import { loanKey } from "./records.js";

/** Where each case note was: its loans, and its stays at the place where it is kept now. */
export function expectCasenotes({ casenotes }: Life, rows: MockRows): void {
  for (const casenote of casenotes) {
    const note = [casenote.number.internal, casenote.casenote];
    const movement = (parts: readonly string[], what: Movement): void => {
      const key = [...note, ...parts];
      rows.expect(LOAD_PMICASENOTEHISTORY, {
        record_number: recordNumber("LOAD_PMICASENOTEHISTORY", ...key),
        system_code: "V83",
        external_system_id: key.join("|"),
        id_type: "CASENOTE",
        id_number: casenote.casenote,
        volume: "1",
        location_code: what.place,
        start_date: what.from,
        end_date: what.to,
        short_note: what.note,
        comment_1: what.comment,
      });
    };
    for (const loan of casenote.loans)
      movement([loanKey(casenote, loan)], {
        place: loan.borrower.code,
        from: pas.dateTime(loan.at),
        to: pas.dateTime(loan.returnedAt),
        note: loan.reason,
        comment: loan.comment,
      });
    for (const { n, from, to } of staysOf(casenote))
      movement(["KEPT", String(n)], {
        place: casenote.location.code,
        from,
        to,
        note: "CURRENT",
        comment: casenote.comment,
      });
  }
}

interface Movement {
  readonly place: string;
  readonly from: string;
  readonly to: string;
  readonly note: string;
  readonly comment?: string;
}

/**
 * The stays at the present place. It came there on a day of which the time is not known, or, when it was lent then, as it
 * came back; where it was before is not held.
 */
function staysOf({ loans, locatedOn }: Casenote): { n: number; from: string; to: string }[] {
  const since = loans.filter(({ returnedAt }) => returnedAt === undefined || onDay(returnedAt) >= locatedOn);
  const stays: { n: number; from: string; to: string }[] = [];
  if (since.length === 0 || onDay(since[0].at) >= locatedOn)
    stays.push({ n: 0, from: `${pas.date(locatedOn)} 00:00`, to: pas.dateTime(since[0]?.at) });
  since.forEach(({ returnedAt }, i) => {
    if (returnedAt !== undefined)
      stays.push({ n: i + 1, from: pas.dateTime(returnedAt), to: pas.dateTime(since[i + 1]?.at) });
  });
  return stays;
}
