import { configFault, dataFault as fault, listed } from "./define.js";
import type { MigrationError } from "./migration-error.js";

/** Faults of extracts, of the run, and of what it delivered. They never quote what stands in a cell. */
export const dataErrors = {
  sourceFolderMissing: (folder: string) =>
    configFault("SOURCE_NO_FOLDER", {
      message: `There is no folder ${folder}.`,
      fix: "Name the folder that holds the extracts, one <TABLE>.csv a table.",
      where: { file: folder },
    }),
  sourceFileTwice: (table: string, one: string, other: string) =>
    fault("SOURCE_FILE_TWICE", {
      message: `Both ${one} and ${other} are files of the table ${table}.`,
      fix: "Leave one of the two.",
      where: { file: other, table },
    }),
  requiredTableMissing: (table: string) =>
    fault("SOURCE_TABLE_MISSING", {
      message: `${table}.csv is not among the extracts, and rows of it have to be accounted for.`,
      fix: "Ask for the extract; where the table is known to be empty, deliver a file with its header alone.",
      where: { file: `${table}.csv`, table },
    }),
  extractEmpty: (file: string) =>
    fault("SOURCE_FILE_EMPTY", {
      message: `${file} has 0 bytes.`,
      fix: "Ask for the extract again; a table without rows has a file with its header.",
      where: { file, line: 1 },
    }),
  headerUnreadable: (file: string) =>
    fault("SOURCE_HEADER_UNREADABLE", {
      message: `The header of ${file} cannot be read: it is blank, or has an unbalanced quote, a NUL or an undecodable byte.`,
      fix: "Mend the first line.",
      where: { file, line: 1 },
    }),
  headerLoneCr: (file: string) =>
    fault("SOURCE_LONE_CR_LINE_ENDS", {
      message: `The header of ${file} holds a carriage return without a line feed: the file seems to end its lines with CR alone.`,
      fix: "Convert its line ends to CRLF or LF.",
      where: { file, line: 1 },
    }),
  headerBlank: (file: string, column: number) =>
    fault("SOURCE_HEADER_BLANK", {
      message: `Column ${column} of ${file} has no name.`,
      fix: "Give the header a name for every column.",
      where: { file, line: 1 },
    }),
  headerTwice: (file: string, known: string | undefined, first: number, second: number) =>
    fault("SOURCE_HEADER_TWICE", {
      message: `Columns ${first} and ${second} of ${file} have the same name${known === undefined ? "" : `, ${known}`}.`,
      fix: "Names are compared without regard to case. Rename or remove one of the two.",
      where: { file, line: 1, field: known },
    }),
  requiredColumnMissing: (file: string, column: string) =>
    fault("SOURCE_COLUMN_MISSING", {
      message: `${file} does not have the column ${column}, which its rows cannot be named without.`,
      fix: "Ask for the extract with this column; check that the first line is the header.",
      where: { file, line: 1, field: column },
    }),
  encodingContradictsMark: (file: string, encoding: string) =>
    fault("SOURCE_ENCODING_CONTRADICTED", {
      message: `${file} is declared as ${encoding}, but starts with the UTF-8 byte order mark.`,
      fix: "Declare the table's encoding as utf-8.",
      where: { file, line: 1 },
    }),
  encodingUtf16: (file: string) =>
    fault("SOURCE_ENCODING_UTF16", {
      message: `${file} starts with the byte order mark of UTF-16, which is not read.`,
      fix: "Export or convert it as UTF-8 or Windows-1252.",
      where: { file, line: 1 },
    }),
  extractWithoutLineEnds: (file: string, line: number) =>
    fault("SOURCE_RECORD_ENDLESS", {
      message: `The record at line ${line} of ${file} does not end within 64 MiB.`,
      fix: "Check that the file is a CSV file and that its lines end with CRLF or LF.",
      where: { file, line },
    }),
  controlUnreadable: (line: number, why: string) =>
    fault("CONTROL_UNREADABLE", {
      message: `control.csv cannot be read at line ${line}: ${why}.`,
      fix: "Its columns are table,rows,sha256.",
      where: { file: "control.csv", line },
    }),
  controlFileMissing: (table: string, line: number) =>
    fault("CONTROL_FILE_MISSING", {
      message: `control.csv lists ${table}, but ${table}.csv is not among the extracts.`,
      fix: "Ask for the file: it was lost on its way.",
      where: { file: "control.csv", line, table },
    }),
  controlRowsDiffer: (table: string, expected: number, found: number, line: number) =>
    fault("CONTROL_ROWS_DIFFER", {
      message: `control.csv says that ${table} has ${expected} records, but ${table}.csv holds ${found}.`,
      fix: "Ask for the extract again: it is not the one that was counted.",
      where: { file: "control.csv", line, table },
    }),
  controlChecksumDiffers: (table: string, line: number) =>
    fault("CONTROL_CHECKSUM_DIFFERS", {
      message: `${table}.csv is not, byte for byte, the file that control.csv describes.`,
      fix: "Transfer the file again, in binary mode.",
      where: { file: "control.csv", line, table },
    }),
  feedFileMissing: (feed: string, file: string) =>
    configFault("FEED_FILE_MISSING", {
      message: `The feed "${feed}" names the file ${file}, which is not there.`,
      fix: "Mend the path in the configuration, or remove the feed: its table is then empty, with a nil return.",
      where: { file },
    }),
  sqlFailed: (sql: string, cause: Error) =>
    fault("SQL_FAILED", {
      message: `A statement failed (${errorKind(cause)}): ${statementKind(sql)}.`,
      fix: "Check free disk space, then run again, where memory ran out with more of it (--memory) or in more slices (--slices). DuckDB's own message is kept back, for it may hold a patient's value.",
      cause,
    }),
  readFailed: (name: string, code: string | undefined) =>
    fault("READ_FAILED", {
      message: `A work file of the run could not be read (${name}${code === undefined ? "" : ` ${code}`}).`,
      fix: "Check the output folder and its disk, then run again.",
    }),
  writeFailed: (name: string, code: string | undefined) =>
    fault("WRITE_FAILED", {
      message: `A file of the run could not be written (${name}${code === undefined ? "" : ` ${code}`}).`,
      fix: "Check the output folder, its permissions and the free disk space, then run again.",
    }),
  hopLostRows: (table: string, hop: string, expected: number, found: number) =>
    fault("HOP_LOST_ROWS", {
      message: `${table}: ${expected} rows should have come through the hop "${hop}", but ${found} did.`,
      fix: "The run stops, for a row without account is a patient who may be lost. Run again; if it stays, report it with the hop's name.",
      where: { table },
    }),
  keyCollision: (table: string, keys: number) =>
    fault("KEY_COLLISION", {
      message: `${keys} record number(s) of ${table} stand for more than one natural key.`,
      fix: `Set "salts: { ${table}: <any word> }" in the configuration and keep it for all further runs.`,
      where: { table },
    }),
  rowsVanished: (table: string, source: string, rows: number) =>
    fault("LEDGER_ROWS_VANISHED", {
      message: `${rows} record(s) of ${source} are neither in ${table} nor excluded, merged or rejected.`,
      fix: `Let contract/${table}.sql give every driving row, with a reason in _exclude for those that are not loaded.`,
      where: { table },
    }),
  rowsInvented: (table: string, source: string, rows: number) =>
    fault("LEDGER_ROWS_INVENTED", {
      message: `${rows} row(s) of ${table} claim to come from ${source}, which has no such record.`,
      fix: "Carry _table and _row of the driving row through unchanged.",
      where: { table },
    }),
  rowsMultiplied: (table: string, source: string, rows: number) =>
    fault("LEDGER_ROWS_MULTIPLIED", {
      message: `${rows} record(s) of ${source} became several rows of ${table}.`,
      fix: `Mend the join that multiplies them in contract/${table}.sql, or say "split: true" where that is meant.`,
      where: { table },
    }),
  rowSqlInvalidReason: (table: string) =>
    fault("CONTRACT_SQL_INVALID_REASON", {
      message: `The row SQL of ${table} gives a reason in _exclude or _merge that is no code.`,
      fix: "A reason is 3 to 40 upper-case letters, digits and underscores; it must not hold a value.",
      where: { table },
    }),
  outputNotOurs: (folder: string) =>
    configFault("OUTPUT_NOT_OURS", {
      message: `The output folder ${folder} holds files that no run of ours wrote.`,
      fix: "Name an empty folder, or one that holds an earlier run.",
      where: { file: folder },
    }),
  runIncomplete: (folder: string) =>
    fault("RUN_INCOMPLETE", {
      message: `${folder} holds no finished run: its manifest.json is missing.`,
      fix: "Run the migration again; what is there was left by a run that stopped.",
      where: { file: folder },
    }),
  scoreNoAnswers: (folder: string) =>
    configFault("SCORE_NO_ANSWERS", {
      message: `${folder} has no answer key: there is no folder expected in it.`,
      fix: "Name the folder that `pas-migrate generate` wrote.",
      where: { file: folder },
    }),
  runUnreadable: (file: string, why: string) =>
    fault("RUN_UNREADABLE", {
      message: `${file} is not what a run writes: ${why}.`,
      fix: "Run the migration again.",
      where: { file },
    }),
  loadFileMissing: (file: string) =>
    fault("LOAD_FILE_MISSING", {
      message: `The delivered file ${file} is not there.`,
      fix: "Run the migration again: deliver the files as they were written.",
      where: { file },
    }),
  loadFileDamaged: (file: string, line: number, why: string) =>
    fault("LOAD_FILE_DAMAGED", {
      message: `The delivered file ${file} cannot be read as it was written: ${why}.`,
      fix: "Run the migration again: somebody or something has changed the file.",
      where: { file, line },
    }),
  loadFileChanged: (file: string) =>
    fault("LOAD_FILE_CHANGED", {
      message: `The delivered file ${file} is not, byte for byte, what was written.`,
      fix: "Check the disk, and run the migration again.",
      where: { file },
    }),
  unknownProfile: (profile: string, hint: string) =>
    configFault("RELEASE_UNKNOWN_PROFILE", {
      message: `There is no release profile "${profile}".`,
      fix: `Use development, pre_production or cutover.${hint}`,
    }),
  notChecked: (folder: string) =>
    fault("RELEASE_NOT_CHECKED", {
      message: `The run in ${folder} has not been checked: reports/gates.json is missing.`,
      fix: "Run the checks first (pas-migrate check).",
      where: { file: folder },
    }),
  asOfMissing: () =>
    configFault("RELEASE_AS_OF_MISSING", {
      message:
        "The day of the verdict is not given, and without it nobody can say whether it is too late for a waiver.",
      fix: "Give it with --as-of YYYY-MM-DD (asOf in a script).",
    }),
  asOfInvalid: (day: string) =>
    configFault("RELEASE_AS_OF_INVALID", {
      message: `"${day}" is no day.`,
      fix: "Write the day of the verdict as YYYY-MM-DD.",
    }),
  waiverUnknownRule: (rule: string, hint: string) =>
    configFault("WAIVER_UNKNOWN_RULE", {
      message: `The run was not judged by a rule "${rule}".`,
      fix: `Name a rule of reports/gates.json.${hint}`,
    }),
  nothingToWaive: (rule: string, status: string) =>
    configFault("WAIVER_NOTHING_TO_WAIVE", {
      message: `The rule ${rule} has no failing rows to waive: its status is ${status}.`,
      fix: "Waive a rule that fails and names the rows; a rule in error has to be mended.",
    }),
  evidencePackExists: (pack: string) =>
    configFault("EVIDENCE_PACK_EXISTS", {
      message: `The folder ${pack} is not empty, and a sealed pack is never written over.`,
      fix: "Name a folder that is empty or not there yet.",
      where: { file: pack },
    }),
  evidenceStale: (file: string) =>
    fault("EVIDENCE_STALE", {
      message: `${file} is not as it was when the verdict in reports/release.json was given.`,
      fix: "Give the verdict again (pas-migrate release), then seal.",
      where: { file },
    }),
  noEvidencePack: (pack: string) =>
    fault("EVIDENCE_NO_PACK", {
      message: `${pack} holds no evidence pack: its index.json is missing.`,
      fix: "Name the folder that pas-migrate evidence seal wrote.",
      where: { file: pack },
    }),
  evidenceAltered: (known: readonly string[]) =>
    fault("EVIDENCE_ALTERED", {
      message: `The evidence pack is not as it was sealed: ${listed(known)}.`,
      fix: "Fetch the pack again from where it was sealed; an altered pack is not judged.",
      where: { file: known[0] },
    }),
} as const satisfies Record<string, (...args: never[]) => MigrationError>;

/** The kind of a DuckDB error: the words before its first colon. */
function errorKind(cause: Error): string {
  return /^([A-Z][A-Za-z -]{2,40}) Error:/.exec(cause.message)?.[0].slice(0, -1) ?? "unknown error";
}

/** The first words of a statement, which name what was tried but no value; of a COPY, the work file that it was to make. */
function statementKind(sql: string): string {
  const made = /^\s*copy \(.* to '[^']*\/work\/([^']+)' \([^']*\)?/s.exec(sql);
  if (made !== null) return `copy to ${made[1]}`;
  return sql
    .trim()
    .split(/\s+/, 3)
    .join(" ")
    .replace(/[("'].*$/s, "");
}
