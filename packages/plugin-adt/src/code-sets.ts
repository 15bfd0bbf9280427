import type { CodeSet, CodeSets } from "@pas-migrate/core";
import { nationalCodeSet } from "@pas-migrate/nhs";

/**
 * A national code set and its successor in one: extracts hold years of both. Where both have a code, it means the same
 * and the older wording stands, which is the one that the legacy system was built on.
 */
function withSuccessor(id: string, successor: string): CodeSet {
  const older = nationalCodeSet(id);
  const newer = nationalCodeSet(successor);
  return {
    id: `${older.id}+${newer.id}`,
    version: `${older.version}; ${newer.version}`,
    meaning: (code) => older.meaning(code) ?? newer.meaning(code),
  };
}

/** National code sets that the plugin's crosswalks lead to. */
export const codeSets: CodeSets = {
  "source-of-admission": withSuccessor("source-of-admission", "admission-source"),
  "discharge-method": nationalCodeSet("discharge-method"),
  "discharge-destination": withSuccessor("discharge-destination", "destination-of-discharge"),
};
