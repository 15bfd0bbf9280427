import type { DerivationContext } from "@pas-migrate/core";

/** What a national status code does to a clock. */
export type StatusFamily = "START" | "CONTINUE" | "STOP" | "NOACTION";

const FAMILIES: readonly (readonly [StatusFamily, readonly string[]])[] = [
  ["START", ["10", "11", "12"]],
  ["CONTINUE", ["20", "21"]],
  ["STOP", ["30", "31", "32", "33", "34", "35", "36"]],
  ["NOACTION", ["90", "91", "92", "98", "99"]],
];

const FAMILY_OF: ReadonlyMap<string, StatusFamily> = new Map(
  FAMILIES.flatMap(([family, codes]) => codes.map((code) => [code, family] as const)),
);

/** The family of one of the seventeen national codes, or undefined for anything else. */
export function familyOf(national: string | undefined): StatusFamily | undefined {
  return national === undefined ? undefined : FAMILY_OF.get(national);
}

/** A reader of the trust's own status codes: the national code, or undefined where the crosswalk has none. */
export function nationalStatuses({ crosswalk }: DerivationContext): (code: string) => string | undefined {
  const statuses = crosswalk("rtt_status");
  return (code) => statuses.target(code.trim());
}

/** Row SQL hands over several statuses as one text, one a line. */
export function listed(statuses: string | null): readonly string[] {
  return statuses === null ? [] : statuses.split("\n");
}
