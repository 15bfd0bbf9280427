import type { CompiledContract } from "../contract/model.js";
import type { BuiltCrosswalk } from "../crosswalks/build.js";
import type { TableOutcome } from "../engine/run-table.js";
import type { FinishedFile } from "../files/csv-writer.js";
import type { TakenTable } from "../intake/intake-table.js";
import type { PlannedTable } from "../intake/preflight.js";
import type { TapTiming } from "../plugin/host.js";
import type { RejectCount } from "../rejects/reject-tally.js";

/** How one field of a load table is filled, among its staged rows. */
export interface FieldReport {
  readonly field: string;
  readonly class: string;
  readonly filled: number;
  /** Rows whose value was refused; each is in the rejects. */
  readonly refused: number;
  /** Empty rows in a state in which the contract says that empty is right. */
  readonly emptyByState: number;
  readonly state: string | null;
  /** Empty rows that nothing explains. Fields out of scope are explained by their decision. */
  readonly emptyUnexplained: number;
}

export interface TableReport {
  readonly table: string;
  readonly title: string;
  readonly plugin: string;
  readonly selected: number;
  readonly staged: number;
  readonly rejectedRows: number;
  /** Rows taken out because the chain they belong to is not whole. */
  readonly closedOut: number;
  readonly delivered: number;
  /** Why the table is empty, when it is. */
  readonly nilReturn: string | null;
  readonly rejects: number;
  readonly fields: readonly FieldReport[];
}

export interface InputReport {
  readonly table: string;
  readonly file: string | null;
  readonly encoding: string | null;
  readonly rows: number;
  readonly damaged: number;
  /** Rows that are identical in every field to an earlier one. */
  readonly duplicates: number;
  /** Driving tables are accounted for row by row; the others are only looked things up in. */
  readonly driving: boolean;
  readonly unknownColumns: readonly string[];
  readonly absentColumns: readonly string[];
  readonly tooWide: Readonly<Record<string, number>>;
  readonly oddities: Readonly<Record<string, number>>;
}

export interface CrosswalkReport {
  readonly crosswalk: string;
  readonly pairs: number;
  readonly drafts: number;
  readonly fromMaster: number;
  readonly conflicting: readonly string[];
  readonly notInCodeSet: readonly string[];
  readonly withoutTarget: readonly string[];
  readonly undescribed: readonly string[];
}

/** `reports/run.json`. It may differ between equal runs in its timings only. */
export interface RunReport {
  readonly status: "done";
  readonly snapshotAt: string | null;
  readonly contract: { readonly hash: string; readonly fields: number; readonly pending: number };
  readonly plugins: readonly { readonly id: string; readonly version: string }[];
  readonly inputs: readonly InputReport[];
  readonly tables: readonly TableReport[];
  readonly crosswalks: readonly CrosswalkReport[];
  readonly rejects: readonly RejectCount[];
  /** Feeds that the configuration names and no plugin of the run reads. */
  readonly unusedFeeds: readonly string[];
  /** Keys that stay empty because the plugin of the parent table is not installed. */
  readonly keysToAbsentTables: readonly string[];
  /** Cells filled by imputation. The engine has no way to impute; the figure is here to be asked for. */
  readonly imputed: 0;
  readonly seconds: Readonly<Record<string, number>>;
  readonly tableSeconds: Readonly<Record<string, { readonly rows: number; readonly fields: number }>>;
  readonly taps: readonly TapTiming[];
}

/** What became of one load table. */
export interface TableResult {
  readonly outcome: TableOutcome;
  readonly delivered: FinishedFile;
  readonly nilReturn: string | null;
}

/** What became of one input table. */
export interface InputResult {
  readonly plan: PlannedTable;
  readonly name: string;
  readonly taken: TakenTable | undefined;
  readonly duplicates: number;
}

export function inputReport({ plan, name, taken, duplicates }: InputResult): InputReport {
  return {
    table: name,
    file: plan.file?.name ?? null,
    encoding: plan.file?.encoding ?? null,
    rows: (taken?.records ?? 0) + (taken?.damaged ?? 0),
    damaged: taken?.damaged ?? 0,
    duplicates,
    driving: plan.driving,
    unknownColumns: plan.headers.filter((_, i) => plan.columns[i] === undefined),
    absentColumns: plan.file === undefined ? [] : plan.absent,
    tooWide: taken?.tooWide ?? {},
    oddities: taken?.oddities ?? {},
  };
}

export function tableReports(
  { tables }: CompiledContract,
  results: ReadonlyMap<string, TableResult>,
  rejects: readonly RejectCount[],
): readonly TableReport[] {
  return tables.map(({ table, title, plugin, fields }) => {
    const { outcome, delivered, nilReturn } = results.get(table)!;
    return {
      table,
      title,
      plugin,
      selected: outcome.selected,
      staged: outcome.staged,
      rejectedRows: outcome.rejectedRows,
      closedOut: outcome.staged - delivered.rows,
      delivered: delivered.rows,
      nilReturn,
      rejects: rejects.reduce((sum, count) => (count.table === table ? sum + count.count : sum), 0),
      fields: fields.map(({ name, definition }) => {
        const filled = outcome.filled.get(name) ?? 0;
        const refused = outcome.refused.get(name) ?? 0;
        const empty = outcome.staged - filled - refused;
        const state = definition.class === "OUT_OF_SCOPE" ? "out of scope" : (definition.emptyWhen ?? null);
        return {
          field: name,
          class: definition.class,
          filled,
          refused,
          emptyByState: state === null ? 0 : empty,
          state,
          emptyUnexplained: state === null ? empty : 0,
        };
      }),
    };
  });
}

export function crosswalkReports(built: ReadonlyMap<string, BuiltCrosswalk>): readonly CrosswalkReport[] {
  return [...built].map(([name, { crosswalk, fromMaster, conflicting, notInCodeSet, withoutTarget, undescribed }]) => ({
    crosswalk: name,
    pairs: crosswalk.pairs.length,
    drafts: crosswalk.pairs.filter(({ status }) => status === "draft").length,
    fromMaster,
    conflicting,
    notInCodeSet,
    withoutTarget,
    undescribed,
  }));
}
