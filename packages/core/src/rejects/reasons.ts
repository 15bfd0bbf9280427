import { MAX_FIELD_BYTES } from "../intake/record-scanner.js";
import type { RejectSeverity } from "./reject.js";

/** What a reason code means, and how grave it is. */
export interface Reason {
  readonly severity: RejectSeverity;
  readonly message: string;
}

const reasons: Readonly<Record<string, Reason>> = {
  // intake: the record is in quarantine as it stands
  WRONG_FIELD_COUNT: {
    severity: "blocker",
    message: "The record has more or fewer fields than the header. Ask for the extract again, or mend the record.",
  },
  UNBALANCED_QUOTE: { severity: "blocker", message: "A quoted field is never closed. Mend the quotes in the record." },
  TEXT_AFTER_QUOTE: {
    severity: "blocker",
    message: "Text stands between a closing quote and the next comma. Double the quotes inside the value.",
  },
  NUL_BYTE: { severity: "blocker", message: "The record holds a NUL byte. Ask for the extract again." },
  UNDECODABLE_BYTE: {
    severity: "blocker",
    message: "The record holds bytes that the declared encoding does not have. Declare the table's encoding.",
  },
  FIELD_TOO_LONG: {
    severity: "blocker",
    message: `A field is longer than ${MAX_FIELD_BYTES} bytes. Shorten it in the legacy system.`,
  },
  // rows
  DUPLICATE_KEY: {
    severity: "error",
    message: "Different rows have the same natural key; none of them is loaded. Decide which one is right.",
  },
  KEY_BLANK: { severity: "error", message: "The row's natural key is empty. Complete it in the legacy system." },
  PARENT_NOT_MIGRATED: {
    severity: "error",
    message: "The row that this one belongs to was not migrated. Settle that row's reject first.",
  },
  CHAIN_BROKEN: {
    severity: "error",
    message:
      "Another row of the same chain was rejected, and half a chain is worse than none. Settle that row's reject first.",
  },
  // fields
  CODE_NOT_MAPPED: {
    severity: "error",
    message: "The code is not in the crosswalk. Add the pair, with both descriptions.",
  },
  DATE_INVALID: { severity: "error", message: "The value is no possible date in any layout of the source." },
  TIME_MISSING: {
    severity: "error",
    message: "The source holds a date only; the target needs a time, which is not made up.",
  },
  NUMBER_INVALID: { severity: "error", message: "The value is no whole number." },
  VALUE_TOO_LONG: { severity: "error", message: "The value is longer than the target column; it is not cut." },
  VALUE_NOT_ALLOWED: {
    severity: "error",
    message: "The loader takes only listed values here, and this is none of them.",
  },
  LAYOUT_WRONG: { severity: "error", message: "The value is not in the layout that the target column asks for." },
  REQUIRED_VALUE_MISSING: { severity: "error", message: "The loader cannot take the row without this value." },
};

const fallback: Reason = { severity: "error", message: "See the documentation of the plugin that gives this reason." };

/** Reasons that plugins add, beside the framework's own. */
export type Reasons = Readonly<Record<string, Reason>>;

/** Looks a reason up: a plugin's own wording first. */
export function reasonOf(code: string, own: Reasons = {}): Reason {
  return own[code] ?? reasons[code] ?? fallback;
}
