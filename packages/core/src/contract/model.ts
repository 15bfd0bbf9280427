import type { SourceTable } from "../catalog/source-table.js";
import type { TargetColumn } from "../catalog/target-table.js";
import type { CrosswalkDefinition } from "../crosswalks/crosswalk.js";
import type { KeyColumn } from "../engine/keys.js";
import type { Place } from "../errors/migration-error.js";
import type { FieldDefinition, MappingClass, Override } from "./schema.js";

/** A source column as the contract names it: `TABLE.Field`, or `row.<column>` for one that the row SQL makes. */
export type SourceReference = string;

/** A field of class C with its duties done. */
type Of<C extends MappingClass> = Extract<FieldDefinition, { class: C }>;

/** What a field means, once every duty of its class is known to be done. */
export type ResolvedField =
  | (Omit<Of<"DIRECT_SOURCE">, "source" | "column" | "as"> & {
      readonly source: readonly SourceReference[];
      readonly column: string;
      readonly as: NonNullable<Of<"DIRECT_SOURCE">["as"]>;
    })
  | (Omit<Of<"DERIVED">, "sources" | "rule" | "columns"> & {
      readonly rule: string;
      readonly sources: readonly SourceReference[];
      /** The row source's columns that the rule is given, in order. */
      readonly columns: readonly string[];
    })
  | (Omit<Of<"LOOKUP_TRANSLATION">, "source" | "column" | "crosswalk" | "onMissing"> & {
      readonly source: readonly SourceReference[];
      readonly column: string;
      readonly crosswalk: string;
      readonly onMissing: "reject" | "reject-row";
    })
  | (Omit<Of<"SURROGATE_ETL">, "key" | "of"> & {
      readonly key: string;
      readonly of: readonly string[];
      /** The parent belongs to a plugin that is not installed: the key stays empty and the report says so. */
      readonly absentParent?: true;
    })
  | (Omit<Of<"REFERENCE_MASTER_FEED">, "feed" | "column" | "as"> & {
      readonly feed: string;
      readonly column: string;
      readonly as: NonNullable<Of<"REFERENCE_MASTER_FEED">["as"]>;
    })
  | (Omit<Of<"OUT_OF_SCOPE">, "reason" | "decision" | "owner" | "on"> & {
      readonly reason: string;
      readonly decision: "pending" | "approved";
      readonly owner: string;
      readonly on: string;
    });

export type ResolvedOf<C extends MappingClass> = Extract<ResolvedField, { class: C }>;

/** One target column and what the contract says of it. */
export interface CompiledField {
  readonly name: string;
  readonly target: TargetColumn;
  readonly definition: ResolvedField;
  /** SHA-256 of the definition's meaning, with the hash of what it leans on (the crosswalk's pairs). */
  readonly hash: string;
  /** The packaged definition that an overlay replaced, and who said so. */
  readonly override?: Override & { readonly overlay: string; readonly packaged: FieldDefinition };
  readonly place: Place;
}

/** Where a target table's rows come from. */
export interface CompiledRows {
  /** Driving source tables, those that may be missing included; empty when the rows come from a feed. */
  readonly from: readonly string[];
  /** Those of the driving tables whose file may be missing. */
  readonly optional: readonly string[];
  readonly feed?: string;
  readonly key: readonly KeyColumn[];
  readonly group: readonly string[];
  readonly split: boolean;
  readonly keyInReports: number;
  readonly closes?: string;
  /** Parents that no column names. */
  readonly parents: readonly { readonly key: string; readonly of: readonly string[] }[];
  /** One SELECT over `source.*`, `feed.*` and plugins' views; gives `_table`, `_row` and the columns. */
  readonly sql: string;
  /** Names of the columns that the SQL gives, besides those that start with an underscore. */
  readonly columns: readonly string[];
  readonly excludes: boolean;
  readonly merges: boolean;
  readonly rejects: boolean;
  /** True when the SQL may be run over some patients at a time. */
  readonly byPatient: boolean;
}

export interface CompiledTable {
  readonly table: string;
  readonly title: string;
  readonly order: number;
  readonly plugin: string;
  readonly rows: CompiledRows;
  readonly fields: readonly CompiledField[];
}

/** A source table with the fields that anything reads. */
export interface CompiledSource {
  readonly definition: SourceTable;
  readonly plugin: string;
  /** Fields to load, in catalogue order. */
  readonly used: readonly string[];
  /** Those of them that only rules read: no part of what the contract means. */
  readonly judged: readonly string[];
  /** True when some target table accounts for every row of it. */
  readonly driving: boolean;
  /** True when the extract has to hold it. */
  readonly mandatory: boolean;
  /** Driving key fields that the extract's header has to have. */
  readonly required: readonly string[];
}

/** A view of a plugin, in the order in which they can be made. */
export interface CompiledView {
  readonly plugin: string;
  readonly name: string;
  readonly sql: string;
  /** True when the SQL may be run over some patients at a time. */
  readonly byPatient: boolean;
}

export interface CompiledFeed {
  readonly name: string;
  readonly title: string;
  readonly plugin: string;
  readonly key: readonly string[];
  readonly columns: Readonly<Record<string, { readonly size?: number; readonly required?: true }>>;
}

/** The contract of a run: every target column of every table, with what it leans on. */
export interface CompiledContract {
  /** SHA-256 over the meaning of the whole; layout, comments and file names do not count. */
  readonly hash: string;
  /** In an order in which every parent stands before its children. */
  readonly tables: readonly CompiledTable[];
  readonly sources: readonly CompiledSource[];
  readonly views: readonly CompiledView[];
  readonly feeds: readonly CompiledFeed[];
  readonly crosswalks: readonly CrosswalkDefinition[];
}
