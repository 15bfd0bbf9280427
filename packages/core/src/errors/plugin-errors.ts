import { dataFault, configFault as fault, listed } from "./define.js";
import { didYouMean } from "./did-you-mean.js";
import type { MigrationError, Place } from "./migration-error.js";

/** Faults of plugins: found when a run starts, or raised by the host around a tap. */
export const pluginErrors = {
  pluginNotDeclared: (name: string) =>
    fault("PLUGIN_NOT_DECLARED", {
      message: `The class ${name} is not declared as a plugin.`,
      fix: "Put @plugin({...}) above it.",
      where: { plugin: name },
    }),
  invalidManifest: (name: string, member: string, why: string) =>
    fault("PLUGIN_INVALID_MANIFEST", {
      message: `The manifest of ${name} is not as expected: ${member === "" ? "" : `"${member}": `}${why}.`,
      fix: "Mend the manifest.",
      where: { plugin: name },
    }),
  pluginTwice: (id: string) =>
    fault("PLUGIN_ID_TWICE", {
      message: `Two plugins have the id "${id}".`,
      fix: "Name each plugin once, and give your own one an id of its own.",
      where: { plugin: id },
    }),
  engineRange: (id: string, range: string, version: string) =>
    fault("PLUGIN_ENGINE_RANGE", {
      message: `The plugin "${id}" works with @pas-migrate/core ${range}, but this is ${version}.`,
      fix: "Install versions that fit each other.",
      where: { plugin: id },
    }),
  requiredPluginMissing: (id: string, required: string) =>
    fault("PLUGIN_REQUIRED_MISSING", {
      message: `The plugin "${id}" requires the plugin "${required}", which is not there.`,
      fix: `Add "${required}" to the plugins of the run.`,
      where: { plugin: id },
    }),
  pluginCycle: (cycle: readonly string[]) =>
    fault("PLUGIN_CYCLE", {
      message: `These plugins need each other in a circle: ${cycle.join(" > ")}.`,
      fix: "Let one of them do without another.",
    }),
  unknownOption: (id: string, option: string, known: readonly string[]) =>
    fault("PLUGIN_INVALID_OPTIONS", {
      message: `The plugin "${id}" has no option "${option}".`,
      fix: `Remove it or mend its name.${didYouMean(option, known)}`,
      where: { plugin: id },
    }),
  invalidOption: (id: string, option: string, why: string) =>
    fault("PLUGIN_INVALID_OPTIONS", {
      message: `The option ${option === "" ? "block" : `"${option}"`} of the plugin "${id}" is not as expected: ${why}.`,
      fix: "Give a value of the expected form.",
      where: { plugin: id },
    }),
  optionsNotTaken: (id: string) =>
    fault("PLUGIN_INVALID_OPTIONS", {
      message: `The plugin "${id}" takes no options.`,
      fix: "Name the plugin without options.",
      where: { plugin: id },
    }),
  ruleTwice: (rule: string, one: string, other: string) =>
    fault("PLUGIN_RULE_TWICE", {
      message: `The rule "${rule}" is contributed by both "${one}" and "${other}".`,
      fix: "Start a rule's name with its plugin's id.",
      where: { plugin: other },
    }),
  unregisteredService: (id: string, service: string) =>
    fault("PLUGIN_UNREGISTERED_SERVICE", {
      message: `The plugin "${id}" asks for the service ${service}, which nobody provides.`,
      fix: `Provide it in the plugin's manifest (provides) or in createMigration({ services }); a service is injected by its class, so import the class itself, not its type.`,
      where: { plugin: id },
    }),
  serviceCycle: (id: string, cycle: readonly string[]) =>
    fault("PLUGIN_SERVICE_CYCLE", {
      message: `The services of the plugin "${id}" need each other in a circle: ${cycle.join(" > ")}.`,
      fix: "Let one of them do without another.",
      where: { plugin: id },
    }),
  unknownHookPlace: (id: string, hook: string, place: string, known: readonly string[]) =>
    fault("HOOK_UNKNOWN_PLACE", {
      message: `The plugin "${id}" taps ${hook} at "${place}", which is not there.`,
      fix: `Name a load table, or a field as TABLE.field.${didYouMean(place, known)}`,
      where: { plugin: id },
    }),
  fieldWrittenByTwoHooks: (place: string, one: string, other: string) =>
    fault("PLUGIN_FIELD_WRITTEN_TWICE", {
      message: `${place} is transformed by both "${one}" and "${other}", and neither says who goes first.`,
      fix: 'Give one of the taps an order: { order: "pre" | "post", handler }.',
      where: { plugin: other },
    }),
  gateDefinedTwice: (id: string, one: string, other: string) =>
    fault("GATE_DEFINED_TWICE", {
      message: `The rule ${id} is defined by both "${one}" and "${other}".`,
      fix: "Give one of them another id.",
      where: { plugin: other },
    }),
  gateFileInvalid: (what: string, where: Place) =>
    fault("GATE_FILE_INVALID", {
      message: `The rule file is not as expected: ${sentence(what)}`,
      fix: "Mend the line; docs/guides/write-a-rule.md shows the form.",
      where,
    }),
  gateSqlInvalid: (id: string, part: string, why: string, where: Place) =>
    fault("GATE_SQL_INVALID", {
      message: `The part "${part}" of the rule ${id} does not bind: ${sentence(why)}`,
      fix: 'Mend the query; "source" and "target" give one column, key, and a population gives one number.',
      where,
    }),
  gateUnknown: (id: string, known: readonly string[], where: Place) =>
    fault("GATE_UNKNOWN", {
      message: `There is no rule ${id} to adjust.`,
      fix: `Mend the id, or add gates/${id}.sql to the overlay.${didYouMean(id, known)}`,
      where,
    }),
  gateUnknownParameter: (id: string, name: string, known: readonly string[], where: Place) =>
    fault("GATE_UNKNOWN_PARAMETER", {
      message: `The rule ${id} has no parameter "${name}".`,
      fix: `Remove it or mend its name.${didYouMean(name, known)}`,
      where,
    }),
  gateParameterKind: (id: string, name: string, kind: string, where: Place) =>
    fault("GATE_PARAMETER_KIND", {
      message: `The parameter "${name}" of the rule ${id} is a ${kind}.`,
      fix: `Give a ${kind}.`,
      where,
    }),
  gateReplacementWithout: (id: string, duty: string, where: Place) =>
    fault("GATE_REPLACEMENT_INCOMPLETE", {
      message: `The overlay puts its own rule in the place of ${id}, without "${duty}".`,
      fix: "Say in its header why (reason), who decided it (owner) and when (on: YYYY-MM-DD), or give the rule an id of its own.",
      where,
    }),
  gateFixed: (id: string, where: Place) =>
    fault("GATE_FIXED", {
      message: `The rule ${id} is not one that an overlay can change in this way.`,
      fix: "GEN-04 and INT-01 hold for every run; a rule that has no file of its own cannot be replaced by one, only adjusted in gates.yaml.",
      where,
    }),
  hookFailed: (plugin: string, hook: string, place: string, batch: number, cause: unknown) =>
    dataFault("HOOK_FAILED", {
      message: `The plugin "${plugin}" failed in ${hook} at ${place}, batch ${batch}: ${nameOf(cause)}.`,
      fix: "Mend the plugin. Its own message is kept back, for it may hold a patient's value.",
      where: { plugin },
      cause,
    }),
  derivationFailed: (rule: string, place: string, cause: unknown) =>
    dataFault("DERIVATION_FAILED", {
      message: `The rule "${rule}" failed for ${place}: ${nameOf(cause)}.`,
      fix: "Mend the rule. Its own message is kept back, for it may hold a patient's value.",
      cause,
    }),
  derivationGaveWrongColumn: (rule: string, place: string, rows: number) =>
    dataFault("DERIVATION_WRONG_COLUMN", {
      message: `The rule "${rule}" did not give a text column of ${rows} rows for ${place}.`,
      fix: "Return one value for each row; a row without a value is null.",
    }),
  hookGaveNothing: (plugin: string, hook: string, place: string) =>
    dataFault("HOOK_GAVE_NOTHING", {
      message: `The plugin "${plugin}" returned nothing from ${hook} at ${place}.`,
      fix: "Return what you were given when there is nothing to change.",
      where: { plugin },
    }),
  hookChangedRowCount: (plugin: string, hook: string, place: string, before: number, after: number) =>
    dataFault("HOOK_CHANGED_ROW_COUNT", {
      message: `The plugin "${plugin}" was given ${before} rows in ${hook} at ${place} and returned ${after}.`,
      fix: "Return one value for each row; rows are left out in beforeTable, by context.exclude.",
      where: { plugin },
    }),
  hookGaveOtherType: (plugin: string, hook: string, place: string, type: string) =>
    dataFault("HOOK_CHANGED_TYPE", {
      message: `The plugin "${plugin}" returned a column of type ${type} from ${hook} at ${place}.`,
      fix: "Return text: Utf8, or a dictionary of Utf8.",
      where: { plugin },
    }),
  hookChangedColumns: (plugin: string, table: string) =>
    dataFault("HOOK_CHANGED_COLUMNS", {
      message: `The plugin "${plugin}" returned other columns than ${table} has from afterTable.`,
      fix: "Return the same columns in the same order.",
      where: { plugin },
    }),
  hookLostLineage: (plugin: string, table: string) =>
    dataFault("HOOK_LOST_LINEAGE", {
      message: `The plugin "${plugin}" returned rows of ${table} from beforeTable without _table and _row.`,
      fix: "Carry both columns through: the ledger accounts for rows by them.",
      where: { plugin },
    }),
  hookLostColumns: (plugin: string, table: string, columns: readonly string[]) =>
    dataFault("HOOK_LOST_COLUMNS", {
      message: `The plugin "${plugin}" returned rows of ${table} from beforeTable without the column(s) ${listed(columns)}.`,
      fix: "Carry every column through that was given; only rows are left out, by context.exclude.",
      where: { plugin },
    }),
  hookLostRows: (plugin: string, table: string, rows: number) =>
    dataFault("HOOK_LOST_ROWS", {
      message: `The plugin "${plugin}" dropped ${rows} row(s) of ${table} in beforeTable without a reason.`,
      fix: "Leave rows out by context.exclude(rows, REASON) only.",
      where: { plugin },
    }),
  hookInventedRow: (plugin: string, table: string) =>
    dataFault("HOOK_INVENTED_ROW", {
      message: `The plugin "${plugin}" returned a row of ${table} from beforeTable that comes from no driving record.`,
      fix: "Make rows from rows that were given, and keep their _table and _row.",
      where: { plugin },
    }),
  hookSplitRows: (plugin: string, table: string) =>
    dataFault("HOOK_SPLIT_ROWS", {
      message: `The plugin "${plugin}" made several rows of ${table} from one in beforeTable, or kept a row that it excluded.`,
      fix: 'Where one record may give several rows, the contract has to say "split: true".',
      where: { plugin },
    }),
  hookRowOutOfRange: (plugin: string, table: string, rows: number) =>
    dataFault("HOOK_ROW_OUT_OF_RANGE", {
      message: `The plugin "${plugin}" named a row of ${table} that is not among the ${rows} it was given.`,
      fix: "Rows are counted from 0 in the table that the handler gets.",
      where: { plugin },
    }),
  invalidReason: (plugin: string) =>
    dataFault("HOOK_INVALID_REASON", {
      message: `"${plugin}" gave a reason that is no code.`,
      fix: "A reason is 3 to 40 upper-case letters, digits and underscores, such as TEST_PATIENT: reports are read by many, so it must not hold a value.",
      where: { plugin },
    }),
  unknownHookColumn: (plugin: string, table: string, column: string, known: readonly string[]) =>
    fault("HOOK_UNKNOWN_COLUMN", {
      message: `The plugin "${plugin}" asks the rows of ${table} for the column ${column}, which they do not have.`,
      fix: `Name one that is there: ${listed(known)}.${didYouMean(column, known)}`,
      where: { plugin },
    }),
  clockNotSet: () =>
    fault("CLOCK_NOT_SET", {
      message: "A rule asks for the instant of the extract, and none was given.",
      fix: "Give --snapshot-at YYYY-MM-DDTHH:MM, or snapshotAt in the configuration.",
    }),
  settingInvalid: (name: string, given: string, wanted: string) =>
    fault("SETTING_INVALID", {
      message: `The setting ${name} is "${given}", which it cannot be.`,
      fix: `Write ${wanted}.`,
    }),
  clockInvalid: (given: string) =>
    fault("CLOCK_INVALID", {
      message: `"${given}" is no instant.`,
      fix: "Write it as YYYY-MM-DDTHH:MM, local time, such as 2026-03-27T18:00.",
    }),
} as const satisfies Record<string, (...args: never[]) => MigrationError>;

/** What a thrown value is, without what it says. */
function nameOf(cause: unknown): string {
  return cause instanceof Error ? cause.name : `a ${typeof cause} was thrown`;
}

/** A text with the stop that ends it. */
function sentence(text: string): string {
  return /[.?]$/.test(text) ? text : `${text}.`;
}
