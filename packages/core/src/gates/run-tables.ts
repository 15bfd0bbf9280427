/** A table about the run itself, for rules to read as `run.<name>`. */
export interface RunTable {
  readonly holds: string;
  /** Columns with their DuckDB types, in order. */
  readonly columns: Readonly<Record<string, "varchar" | "bigint">>;
  /** How it comes to be there; without it, it is there in every check. */
  readonly givenBy?: string;
}

/** What rules can read about a run besides its data. */
export const runTables: Readonly<Record<string, RunTable>> = {
  inputs: {
    holds: "the extracts and feeds that were read; rows are data records, damaged ones included",
    columns: {
      table: "varchar",
      file: "varchar",
      encoding: "varchar",
      rows: "bigint",
      damaged: "bigint",
      bytes: "bigint",
      sha256: "varchar",
      extracted_at: "varchar",
    },
  },
  files: {
    holds: "the delivered files, as the manifest has them and as they were found; not found is null",
    columns: {
      file: "varchar",
      rows: "bigint",
      sha256: "varchar",
      found_rows: "bigint",
      found_sha256: "varchar",
    },
  },
  ledger_source: {
    holds: "the account of each driving source table",
    columns: {
      table: "varchar",
      rows: "bigint",
      loaded: "bigint",
      split: "bigint",
      merged: "bigint",
      excluded: "bigint",
      rejected: "bigint",
    },
  },
  ledger_target: {
    holds: "the account of each load table; entries are the ledger's, delivered are the rows found in the file",
    columns: {
      table: "varchar",
      rows: "bigint",
      from_source: "bigint",
      from_split: "bigint",
      from_feed: "bigint",
      entries: "bigint",
      delivered: "bigint",
    },
  },
  fields: {
    holds: "the contract's fields, with how many source columns they read, and how many cells the run filled",
    columns: {
      table: "varchar",
      field: "varchar",
      class: "varchar",
      rule: "varchar",
      crosswalk: "varchar",
      decision: "varchar",
      sources: "bigint",
      filled: "bigint",
    },
  },
  imputed: {
    holds: "fields with cells that were filled by imputation; the engine has no way to impute, so there are none",
    columns: { table: "varchar", field: "varchar", cells: "bigint" },
  },
  codes: {
    holds: "the pairs of the run's crosswalks; what a pair does not say is null",
    columns: {
      crosswalk: "varchar",
      source_code: "varchar",
      target_code: "varchar",
      status: "varchar",
      source_description: "varchar",
      target_description: "varchar",
      valid_from: "varchar",
      valid_to: "varchar",
      owner: "varchar",
      approved_on: "varchar",
    },
  },
  compared: {
    holds: "this run beside another: part is input, option, load or rejects; other_value is null where it has none",
    columns: { part: "varchar", name: "varchar", value: "varchar", other_value: "varchar" },
    givenBy: "--compare-run <folder of the other run>",
  },
  rehearsal: {
    holds: "contract, rules, plugins and settings of this run beside those of the signed rehearsal",
    columns: { name: "varchar", value: "varchar", rehearsed: "varchar" },
    givenBy: "--rehearsal <manifest.json of the signed rehearsal>",
  },
};
