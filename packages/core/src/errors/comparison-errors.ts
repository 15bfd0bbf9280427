import { configFault as fault } from "./define.js";
import { didYouMean } from "./did-you-mean.js";
import type { Place } from "./migration-error.js";

/** Faults of what plugins bring along for the reconciliation: lists, measures, chains, samples. */
export const comparisonErrors = {
  comparisonHeaderInvalid: (what: string, hint: string, where: Place) =>
    fault("COMPARISON_HEADER_INVALID", {
      message: `The head of the SQL file is not as expected: ${what}.`,
      fix: `Write the head as "-- key: value" lines, as the guide on reconciliation lists them.${hint}`,
      where,
    }),
  comparisonHalfMissing: (file: string, what: string) =>
    fault("COMPARISON_HALF_MISSING", {
      message: `${file} lacks ${what}: a comparison has two sides, <name>.source.sql and <name>.target.sql.`,
      fix: "Add the other file, or mend the name.",
      where: { file },
    }),
  comparisonUnknownList: (measure: string, list: string, known: readonly string[]) =>
    fault("COMPARISON_UNKNOWN_LIST", {
      message: `The measure ${measure} counts the list ${list}, which the plugin does not have.`,
      fix: `Name one of the plugin's lists.${didYouMean(list, known)}`,
    }),
  comparisonSqlInvalid: (file: string, why: string) =>
    fault("COMPARISON_SQL_INVALID", {
      message: `${file} cannot be bound to the source tables: ${why}.`,
      fix: "Mend the SQL, or the tables that its head names.",
      where: { file },
    }),
  comparisonColumnsDiffer: (file: string, columns: readonly string[], expected: string) =>
    fault("COMPARISON_COLUMNS_DIFFER", {
      message: `${file} gives the columns ${columns.join(", ")}, where ${expected} are expected.`,
      fix: "Give both sides of a list the same columns, its key first, the source side _table and _row besides; a measure gives cell and n.",
      where: { file },
    }),
};
