import { configFault as fault, listed } from "./define.js";
import { didYouMean } from "./did-you-mean.js";
import type { MigrationError, Place } from "./migration-error.js";

/** Faults of crosswalks, their master files and their code sets: found when the contract is compiled. */
export const crosswalkErrors = {
  unknownCodeSet: (crosswalk: string, codeSet: string, known: readonly string[], where: Place) =>
    fault("CROSSWALK_UNKNOWN_CODE_SET", {
      message: `The crosswalk "${crosswalk}" names the code set "${codeSet}", which no plugin provides.`,
      fix: `Mend the name.${didYouMean(codeSet, known)}`,
      where,
    }),
  crosswalkTargetNotInCodeSet: (crosswalk: string, source: string, target: string, codeSet: string, where: Place) =>
    fault("CROSSWALK_TARGET_UNKNOWN", {
      message: `The crosswalk "${crosswalk}" turns "${source}" into "${target}", which is not in the code set "${codeSet}".`,
      fix: "Give a code of the set.",
      where,
    }),
  unknownMasterTable: (crosswalk: string, table: string, known: readonly string[], where: Place) =>
    fault("CROSSWALK_UNKNOWN_MASTER", {
      message: `The crosswalk "${crosswalk}" is built from ${table}, which is no source table of any installed plugin.`,
      fix: `Mend the name, or install the plugin that owns the table.${didYouMean(table, known)}`,
      where,
    }),
  unknownMasterColumn: (crosswalk: string, reference: string, known: readonly string[], where: Place) =>
    fault("CROSSWALK_UNKNOWN_MASTER", {
      message: `The crosswalk "${crosswalk}" is built from ${reference}, which is not in the source catalogue.`,
      fix: `Name a column that the table has.${didYouMean(reference.slice(reference.indexOf(".") + 1), known)}`,
      where,
    }),
  crosswalkUnreadable: (where: Place, why: string) =>
    fault("CROSSWALK_UNREADABLE", {
      message: `The crosswalk file is no valid CSV: ${why}.`,
      fix: "Mend the line.",
      where,
    }),
  crosswalkColumnsMissing: (where: Place, columns: readonly string[]) =>
    fault("CROSSWALK_COLUMNS_MISSING", {
      message: `The crosswalk file lacks the column(s) ${listed(columns)}.`,
      fix: "Give it all nine columns, with empty cells where nothing is known.",
      where,
    }),
  crosswalkPairInvalid: (where: Place, column: string, why: string) =>
    fault("CROSSWALK_PAIR_INVALID", {
      message: `The pair's ${column} is not as expected: ${why}.`,
      fix: "Mend the cell.",
      where,
    }),
  crosswalkPairUndescribed: (where: Place, code: string) =>
    fault("CROSSWALK_PAIR_UNDESCRIBED", {
      message: `The pair of "${code}" does not say on both sides what its codes mean.`,
      fix: "Give source_description and target_description: a pair of bare codes hides a wrong one.",
      where,
    }),
  crosswalkCodeTwice: (where: Place, code: string, firstLine: number) =>
    fault("CROSSWALK_CODE_TWICE", {
      message: `"${code}" already has a pair on line ${firstLine}.`,
      fix: "Keep one of the two, or retire one.",
      where,
    }),
  crosswalkApprovalIncomplete: (where: Place, code: string) =>
    fault("CROSSWALK_APPROVAL_INCOMPLETE", {
      message: `The pair of "${code}" is approved, but not by whom and when.`,
      fix: "Give owner and approved_on, or set the status to draft.",
      where,
    }),
} as const satisfies Record<string, (...args: never[]) => MigrationError>;
