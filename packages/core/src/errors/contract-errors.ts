import { configFault as fault } from "./define.js";
import { didYouMean } from "./did-you-mean.js";
import type { MigrationError, Place } from "./migration-error.js";

/** Faults of catalogue, contract and overlays: found when the contract is compiled, before any data is read. */
export const contractErrors = {
  ownedTwice: (kind: string, name: string, one: string, other: string, where: Place) =>
    fault("CATALOGUE_OWNED_TWICE", {
      message: `The ${kind} ${name} is owned by both "${one}" and "${other}".`,
      fix: `Leave it with one plugin; the other reads it and lists the owner in "requires".`,
      where,
    }),
  unknownCatalogueKey: (table: string, column: string, known: readonly string[], where: Place) =>
    fault("CATALOGUE_UNKNOWN_KEY_FIELD", {
      message: `The key of ${table} names the field ${column}, which the table does not have.`,
      fix: `Name one of its fields.${didYouMean(column, known)}`,
      where,
    }),
  unknownLoadTable: (table: string, known: readonly string[], where: Place) =>
    fault("CONTRACT_UNKNOWN_LOAD_TABLE", {
      message: `${table} is no load table of any installed plugin.`,
      fix: `Mend the name, or install the plugin that owns the table.${didYouMean(table, known)}`,
      where,
    }),
  tableWithoutContract: (table: string, where: Place) =>
    fault("CONTRACT_TABLE_MISSING", {
      message: `${table} is in the catalogue, but no contract says what its columns mean.`,
      fix: `Add contract/${table}.yaml.`,
      where,
    }),
  unclassifiedColumn: (field: string, where: Place) =>
    fault("CONTRACT_UNCLASSIFIED_COLUMN", {
      message: `${field} carries no mapping class.`,
      fix: "Classify it; a column that is not loaded is OUT_OF_SCOPE with reason, decision, owner and date.",
      where,
    }),
  fieldClassifiedTwice: (field: string, where: Place) =>
    fault("CONTRACT_FIELD_CLASSIFIED_TWICE", {
      message: `"${field}" is classified twice in this file.`,
      fix: "Keep one of the two definitions.",
      where,
    }),
  fieldWrittenByTwoContracts: (field: string, one: string, other: string, where: Place) =>
    fault("CONTRACT_FIELD_WRITTEN_TWICE", {
      message: `${field} is written by the contracts of both "${one}" and "${other}".`,
      fix: "Leave the table to its owner and override the field in an overlay.",
      where,
    }),
  unknownTargetColumn: (field: string, known: readonly string[], where: Place) =>
    fault("CONTRACT_UNKNOWN_TARGET_COLUMN", {
      message: `${field} is no column of the load table.`,
      fix: `Mend the name or remove the entry.${didYouMean(field.slice(field.indexOf(".") + 1), known)}`,
      where,
    }),
  fieldWithoutSource: (field: string, where: Place) =>
    fault("CONTRACT_SOURCE_MISSING", {
      message: `${field} names no source column.`,
      fix: 'Say "source: TABLE.Field".',
      where,
    }),
  unknownSourceTable: (field: string, table: string, known: readonly string[], where: Place) =>
    fault("CONTRACT_UNKNOWN_SOURCE_TABLE", {
      message: `${field} reads ${table}, which is no source table of any installed plugin.`,
      fix: `Mend the name, or install the plugin that owns the table.${didYouMean(table, known)}`,
      where,
    }),
  unknownSourceColumn: (field: string, reference: string, known: readonly string[], where: Place) =>
    fault("CONTRACT_UNKNOWN_SOURCE_COLUMN", {
      message: `${field} reads ${reference}, which is not in the source catalogue.`,
      fix: `Name a column that the table has.${didYouMean(reference.slice(reference.indexOf(".") + 1), known)}`,
      where,
    }),
  unknownRowColumn: (field: string, column: string, table: string, known: readonly string[], where: Place) =>
    fault("CONTRACT_UNKNOWN_ROW_COLUMN", {
      message: `${field} takes the column ${column}, which the rows of ${table} do not have.`,
      fix: `Select it in contract/${table}.sql, or name a column that is there.${didYouMean(column, known)}`,
      where,
    }),
  sourceNotInRows: (field: string, reference: string, table: string, where: Place) =>
    fault("CONTRACT_SOURCE_NOT_IN_ROWS", {
      message: `${field} reads ${reference}, but the rows of ${table} do not carry it.`,
      fix: `Select it in contract/${table}.sql, or say under which name it is there with "column:".`,
      where,
    }),
  severalSourcesWithoutColumn: (field: string, where: Place) =>
    fault("CONTRACT_SEVERAL_SOURCES", {
      message: `${field} names several source columns, but not the column of the rows that holds its value.`,
      fix: 'Say which with "column:".',
      where,
    }),
  formMissing: (field: string, form: string, where: Place) =>
    fault("CONTRACT_FORM_MISSING", {
      message: `${field} is a date or time, but the contract does not say in which form it is read.`,
      fix: `Say "as: ${form}".`,
      where,
    }),
  formMismatch: (field: string, form: string, layout: string, where: Place) =>
    fault("CONTRACT_FORM_MISMATCH", {
      message: `${field} is written "as: ${form}", but its column asks for ${layout}.`,
      fix: "Use the form that fits the column; to drop the time of a date the target column decides, not the source.",
      where,
    }),
  lookupWithoutCrosswalk: (field: string, where: Place) =>
    fault("CONTRACT_LOOKUP_WITHOUT_CROSSWALK", {
      message: `${field} is a LOOKUP_TRANSLATION without a crosswalk.`,
      fix: 'Say "crosswalk: <name>" and add crosswalks/<name>.csv.',
      where,
    }),
  lookupWithoutPolicy: (field: string, where: Place) =>
    fault("CONTRACT_LOOKUP_WITHOUT_POLICY", {
      message: `${field} is a LOOKUP_TRANSLATION that does not say what happens to a missing code.`,
      fix: 'Say "onMissing: reject", or "onMissing: reject-row" where the loader cannot take the row without it.',
      where,
    }),
  unknownCrosswalk: (field: string, crosswalk: string, known: readonly string[], where: Place) =>
    fault("CONTRACT_UNKNOWN_CROSSWALK", {
      message: `${field} uses the crosswalk "${crosswalk}", which nobody provides.`,
      fix: `Add crosswalks/${crosswalk}.csv or mend the name.${didYouMean(crosswalk, known)}`,
      where,
    }),
  derivedWithoutRule: (field: string, where: Place) =>
    fault("CONTRACT_DERIVED_WITHOUT_RULE", {
      message: `${field} is DERIVED without a rule.`,
      fix: 'Say "rule: <plugin>.<name>" and contribute the rule in the plugin.',
      where,
    }),
  derivedWithoutSources: (field: string, where: Place) =>
    fault("CONTRACT_DERIVED_WITHOUT_SOURCES", {
      message: `${field} is DERIVED and does not name its sources.`,
      fix: 'Say "sources: [TABLE.Field, ...]", or "sources: []" for a rule that reads no column.',
      where,
    }),
  unknownRule: (field: string, rule: string, known: readonly string[], where: Place) =>
    fault("CONTRACT_UNKNOWN_RULE", {
      message: `${field} is derived by "${rule}", which no plugin contributes.`,
      fix: `Contribute the rule or mend its name.${didYouMean(rule, known)}`,
      where,
    }),
  surrogateWithoutKey: (field: string, where: Place) =>
    fault("CONTRACT_SURROGATE_WITHOUT_KEY", {
      message: `${field} is a SURROGATE_ETL without a key recipe.`,
      fix: 'Say "key: self", "key: external", or "key: <LOAD table>" with "of: [columns]".',
      where,
    }),
  unresolvableKeyTable: (field: string, parent: string, known: readonly string[], where: Place) =>
    fault("CONTRACT_UNRESOLVABLE_KEY", {
      message: `${field} names a row of ${parent}, which no installed plugin provides.`,
      fix: `Install the plugin that owns ${parent}, list it in "uses", or mend the name.${didYouMean(parent, known)}`,
      where,
    }),
  unresolvableKeyColumn: (field: string, column: string, table: string, known: readonly string[], where: Place) =>
    fault("CONTRACT_UNRESOLVABLE_KEY", {
      message: `${field} builds its key from ${column}, which the rows of ${table} do not have.`,
      fix: `Select it in contract/${table}.sql, or name a column that is there.${didYouMean(column, known)}`,
      where,
    }),
  unresolvableKeyParts: (field: string, parent: string, key: readonly string[], given: number, where: Place) =>
    fault("CONTRACT_UNRESOLVABLE_KEY", {
      message: `${field} builds a key of ${given} part(s), but a row of ${parent} is named by ${key.length}: ${key.join(", ")}.`,
      fix: 'Give as many columns in "of:", in the parent\'s order.',
      where,
    }),
  keyWithoutParentPolicy: (field: string, parent: string, where: Place) =>
    fault("CONTRACT_KEY_WITHOUT_POLICY", {
      message: `${field} names a row of ${parent}, but not what happens when that row was not migrated.`,
      fix: 'Say "parentMissing: quarantine", or "parentMissing: empty" where the link is optional.',
      where,
    }),
  keyCycle: (cycle: readonly string[]) =>
    fault("CONTRACT_KEY_CYCLE", {
      message: `The keys of these tables name each other in a circle: ${cycle.join(" > ")}.`,
      fix: "Remove one of the keys.",
    }),
  feedFieldIncomplete: (field: string, where: Place) =>
    fault("CONTRACT_FEED_INCOMPLETE", {
      message: `${field} is a REFERENCE_MASTER_FEED that does not name its feed and column.`,
      fix: 'Say "feed: <name>" and "column: <column of the feed>".',
      where,
    }),
  feedNotOfTable: (field: string, feed: string, own: string | undefined, where: Place) =>
    fault("CONTRACT_FEED_MISMATCH", {
      message: `${field} reads the feed "${feed}", but the table's rows come from ${own === undefined ? "no feed" : `the feed "${own}"`}.`,
      fix: 'Name that feed, or change "rows: { feed: ... }".',
      where,
    }),
  unknownFeed: (table: string, feed: string, known: readonly string[], where: Place) =>
    fault("CONTRACT_UNKNOWN_FEED", {
      message: `The rows of ${table} come from the feed "${feed}", which no plugin describes.`,
      fix: `Add feeds/${feed}.yaml or mend the name.${didYouMean(feed, known)}`,
      where,
    }),
  unknownFeedColumn: (field: string, feed: string, column: string, known: readonly string[], where: Place) =>
    fault("CONTRACT_UNKNOWN_FEED_COLUMN", {
      message: `${field} reads the column ${column}, which the feed "${feed}" does not have.`,
      fix: `Name one of its columns.${didYouMean(column, known)}`,
      where,
    }),
  outOfScopeWithout: (field: string, duty: "reason" | "decision" | "owner" | "on", where: Place) =>
    fault("CONTRACT_OUT_OF_SCOPE_INCOMPLETE", {
      message: `${field} is OUT_OF_SCOPE without ${duty === "on" ? "the date of the decision (on)" : duty}.`,
      fix: "Say why it is not loaded (reason), whether that is decided (decision: pending or approved), by whom (owner) and when (on).",
      where,
    }),
  overrideWithout: (field: string, duty: "reason" | "owner" | "on", where: Place) =>
    fault("OVERLAY_INCOMPLETE", {
      message: `The override of ${field} lacks ${duty === "on" ? "its date (on)" : `its ${duty}`}.`,
      fix: "Say override: { reason: ..., owner: ..., on: YYYY-MM-DD }.",
      where,
    }),
  rowsWithoutOrigin: (table: string, where: Place) =>
    fault("CONTRACT_ROWS_WITHOUT_ORIGIN", {
      message: `The rows of ${table} come from source tables or from a feed; exactly one of the two has to be said.`,
      fix: 'Say "from: [TABLE]" or "feed: <name>".',
      where,
    }),
  unknownDrivingTable: (table: string, name: string, known: readonly string[], where: Place) =>
    fault("CONTRACT_UNKNOWN_DRIVING_TABLE", {
      message: `The rows of ${table} come from ${name}, which is no source table of any installed plugin.`,
      fix: `Mend the name, or install the plugin that owns the table.${didYouMean(name, known)}`,
      where,
    }),
  severalDrivingTablesWithoutSql: (table: string, where: Place) =>
    fault("CONTRACT_SQL_MISSING", {
      message: `${table} has several driving tables, but no row SQL that brings them together.`,
      fix: `Add contract/${table}.sql.`,
      where,
    }),
  rowSqlInvalid: (table: string, why: string, where: Place) =>
    fault("CONTRACT_SQL_INVALID", {
      message: `The row SQL of ${table} does not bind: ${why}.`,
      fix: "Mend the query.",
      where,
    }),
  rowSqlWithoutContract: (table: string, known: readonly string[], where: Place) =>
    fault("CONTRACT_SQL_WITHOUT_CONTRACT", {
      message: `The row SQL of ${table} stands beside no contract of that table, so nothing reads it.`,
      fix: `Add contract/${table}.yaml, or mend the name of the SQL file.${didYouMean(table, known)}`,
      where,
    }),
  rowSqlWithoutLineage: (table: string, column: string, where: Place) =>
    fault("CONTRACT_SQL_WITHOUT_LINEAGE", {
      message: `The row SQL of ${table} does not carry ${column} of the driving row.`,
      fix: `Select ${column} of the driving table, so that the ledger can account for every record.`,
      where,
    }),
  unknownKeyColumn: (table: string, column: string, known: readonly string[], where: Place) =>
    fault("CONTRACT_UNKNOWN_KEY_COLUMN", {
      message: `The natural key of ${table} names ${column}, which its rows do not have.`,
      fix: `Select it in the row SQL, or name a column that is there.${didYouMean(column, known)}`,
      where,
    }),
  groupNotLeading: (table: string, where: Place) =>
    fault("CONTRACT_GROUP_NOT_LEADING", {
      message: `The group of ${table} is not made of the leading columns of its key.`,
      fix: "Rows arrive sorted by key: name its first column, or its first few, in order.",
      where,
    }),
  viewInvalid: (plugin: string, view: string, why: string, where: Place) =>
    fault("CONTRACT_VIEW_INVALID", {
      message: `The view ${plugin}.${view} does not bind: ${why}.`,
      fix: "Mend the query.",
      where,
    }),
} as const satisfies Record<string, (...args: never[]) => MigrationError>;
