import { type CodeSet, type CodeSets, combineText, type Derivation, formatMoment } from "@pas-migrate/core";
import { listedStatuses } from "./status-list.js";

/** What an archive column of a description holds. */
const DESCRIPTION_LENGTH = 80;

/** Says what a code of the trust means in national words; undefined where the crosswalk does not know the code. */
type Describe = (code: string) => string | undefined;

function describer(crosswalk: { target(code: string): string | undefined }, codeSet: CodeSet): Describe {
  return (code) => {
    const target = crosswalk.target(code);
    return target === undefined ? undefined : codeSet.meaning(target);
  };
}

/**
 * `mh.meaning`: the national description of a code, for archives, which hold words. One that is longer than the column is
 * left to the notes. `with: { crosswalk, blank? }`: the crosswalk, and the reason with which an empty code is refused.
 * Sources: the code.
 */
export function meaning(codeSets: CodeSets): Derivation {
  return (columns, { args, crosswalk, reject }) => {
    const name = String(args.crosswalk);
    const describe = describer(crosswalk(name), codeSets[name]);
    return combineText(columns, ([text], row) => {
      const code = text?.trim() ?? "";
      if (code === "") {
        if (args.blank !== undefined) reject(row, String(args.blank));
        return null;
      }
      const description = describe(code);
      const reason =
        description === undefined
          ? "CODE_NOT_MAPPED"
          : description.length > DESCRIPTION_LENGTH
            ? "DESCRIPTION_IN_NOTES"
            : undefined;
      if (reason !== undefined) reject(row, reason, code);
      return reason === undefined ? (description ?? null) : null;
    });
  };
}

/**
 * `mh.statusNotes`: every legal status of an archived detention, with its time and mental category, in words. A code that
 * nobody has translated is quoted as it is. Sources: the list of statuses.
 */
export function statusNotes(codeSets: CodeSets): Derivation {
  return (columns, { crosswalk, note }) => {
    const status = describer(crosswalk("legal_status"), codeSets.legal_status);
    const category = describer(crosswalk("mental_category"), codeSets.mental_category);
    const inWords = (describe: Describe, kind: string, code: string): string =>
      code === "" ? `no ${kind} held` : (describe(code) ?? `${kind} code ${code}`);
    return combineText(columns, ([text], row) => {
      if (text === null || text === "") return null;
      const statuses = listedStatuses(text);
      if (statuses.length > 1) note(row, "STATUSES_IN_NOTES");
      return statuses
        .map(({ since, legalStatus, mentalCategory }) =>
          [
            since === null ? "" : `${formatMoment(since, "DD/MM/YYYY HH24:MI")} `,
            inWords(status, "legal status", legalStatus),
            mentalCategory === "" ? "" : `, ${inWords(category, "mental category", mentalCategory)}`,
          ].join(""),
        )
        .join("; ");
    });
  };
}
