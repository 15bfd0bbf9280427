import { combineText, type Derivation } from "@pas-migrate/core";

/** What the cancelling side is called where V83 does not name it. */
const UNKNOWN_SIDE = "CANCELLED-?";

/**
 * `opd.outcome`: what became of an appointment. One that lies ahead has no outcome; a past one that nobody cashed up, one
 * cancelled by nobody, and one with an attendance before it took place are rejected. A cancellation counts before a
 * status, which is noted where both are held. `with: { crosswalk }`. Sources: the state, `Y` where two facts disagree.
 */
export const outcome: Derivation = (columns, { args, crosswalk, reject, note }) => {
  const outcomes = crosswalk(String(args.crosswalk));
  return combineText(columns, ([state, contradiction], row) => {
    if (state === null) return null;
    if (state === "MISSING") reject(row, "OUTCOME_MISSING");
    else if (state === UNKNOWN_SIDE) reject(row, "CANCELLED_BY_UNKNOWN");
    else if (state.startsWith("FUTURE-")) reject(row, "OUTCOME_BEFORE_APPOINTMENT", state.slice("FUTURE-".length));
    else {
      const target = outcomes.target(state);
      if (target === undefined) reject(row, "CODE_NOT_MAPPED", state);
      else if (contradiction === "Y") note(row, "OUTCOME_CONTRADICTED");
      return target ?? null;
    }
    return null;
  });
};

/** Classes and categories of appointments, and what they say. */
const NEW_OR_FOLLOW_UP: ReadonlyMap<string, "N" | "F"> = new Map([
  ["1", "N"],
  ["NEW", "N"],
  ["2", "F"],
  ["FOL", "F"],
]);

/** `opd.newOrFollowUp`: N or F. Where class and category disagree neither is believed. Sources: class, category. */
export const newOrFollowUp: Derivation = (columns, { reject }) =>
  combineText(columns, (cells, row) => {
    const held = cells.map((cell) => cell?.trim().toUpperCase() ?? "").filter((cell) => cell !== "");
    const unknown = held.find((cell) => !NEW_OR_FOLLOW_UP.has(cell));
    if (unknown !== undefined) {
      reject(row, "CODE_NOT_MAPPED", unknown);
      return null;
    }
    const [first, second = first] = held.map((cell) => NEW_OR_FOLLOW_UP.get(cell)!);
    if (first !== second) reject(row, "APPOINTMENT_CLASS_CONTRADICTED");
    return first === second ? (first ?? null) : null;
  });

/**
 * `opd.walkIn`: Y for who came without an appointment, or whose new appointment is that of a referral by walking in;
 * nothing otherwise, for V83 does not record the absence of it. Sources: status, walk-in referral, class, category.
 */
export const walkIn: Derivation = (columns) =>
  combineText(columns, ([status, referral, ...kinds]) => {
    if (status?.trim() === "WLK") return "Y";
    const isNew = kinds.some((kind) => NEW_OR_FOLLOW_UP.get(kind?.trim().toUpperCase() ?? "") === "N");
    const isFollowUp = kinds.some((kind) => NEW_OR_FOLLOW_UP.get(kind?.trim().toUpperCase() ?? "") === "F");
    return isNew && !isFollowUp && (referral === "YES" || referral === "Y") ? "Y" : null;
  });
