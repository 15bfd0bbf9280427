import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { CsvWriter } from "../files/csv-writer.js";
import { writeJson } from "../files/json-file.js";
import { CANONICAL_FORM } from "./canonical.js";
import type { CompiledContract, CompiledField, ResolvedField } from "./model.js";
import { type MappingClass, mappingClasses } from "./schema.js";

/** How far the contract is: what is classified how, what waits for a decision, and what of the source nobody reads. */
export interface ContractSummary {
  readonly hash: string;
  readonly tables: number;
  readonly fields: number;
  readonly byClass: Readonly<Record<MappingClass, number>>;
  readonly byTable: Readonly<Record<string, Readonly<Record<MappingClass, number>>>>;
  /** Fields whose decision is pending. They are settled by an overlay, never by editing a package. */
  readonly unresolved: readonly {
    readonly field: string;
    readonly class: MappingClass;
    readonly owner: string;
    readonly reason: string;
  }[];
  /** Fields that an overlay defines anew. */
  readonly overridden: readonly {
    readonly field: string;
    readonly overlay: string;
    readonly reason: string;
    readonly owner: string;
    readonly on: string;
  }[];
  /** Columns of source tables in use that nothing reads. */
  readonly unusedSourceColumns: Readonly<Record<string, readonly string[]>>;
}

export function summarizeContract({ hash, tables, sources }: CompiledContract): ContractSummary {
  const fields = tables.flatMap((table) =>
    table.fields.map((field) => ({ ...field, place: `${table.table}.${field.name}` })),
  );
  return {
    hash,
    tables: tables.length,
    fields: fields.length,
    byClass: countClasses(fields),
    byTable: Object.fromEntries(tables.map((table) => [table.table, countClasses(table.fields)])),
    unresolved: fields
      .filter(({ definition }) => definition.decision === "pending")
      .map(({ place, definition }) => ({
        field: place,
        class: definition.class,
        owner: definition.owner ?? "",
        reason: definition.class === "OUT_OF_SCOPE" ? definition.reason : (definition.notes ?? ""),
      })),
    overridden: fields.flatMap(({ place, override }) =>
      override === undefined
        ? []
        : [
            {
              field: place,
              overlay: override.overlay,
              reason: override.reason ?? "",
              owner: override.owner ?? "",
              on: override.on ?? "",
            },
          ],
    ),
    unusedSourceColumns: Object.fromEntries(
      sources
        .map(
          ({ definition, used }) =>
            [definition.table, Object.keys(definition.fields).filter((column) => !used.includes(column))] as const,
        )
        .filter(([, columns]) => columns.length > 0),
    ),
  };
}

/** Columns of the flat form, for a spreadsheet. */
export const flatColumns = [
  "table",
  "field",
  "class",
  "source",
  "rule",
  "crosswalk",
  "confidence",
  "decision",
  "owner",
  "notes",
] as const;

/** Writes the compiled contract as `contract.json` and, one line a field, as `contract.csv`. */
export function writeContractReports(folder: string, contract: CompiledContract): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeJson(join(folder, "contract.json"), { form: CANONICAL_FORM, ...summarizeContract(contract), contract });
  const file = new CsvWriter(join(folder, "contract.csv"), flatColumns);
  for (const { table, fields } of contract.tables) for (const field of fields) file.write(flatRow(table, field));
  file.finish();
}

function flatRow(table: string, { name, definition, override }: CompiledField): readonly string[] {
  return [
    table,
    name,
    definition.class,
    sourceOf(definition),
    ruleOf(definition),
    definition.class === "LOOKUP_TRANSLATION" ? definition.crosswalk : "",
    definition.confidence ?? "",
    definition.decision ?? (override === undefined ? "" : "approved"),
    definition.owner ?? override?.owner ?? "",
    definition.class === "OUT_OF_SCOPE" ? definition.reason : (definition.notes ?? override?.reason ?? ""),
  ];
}

/** The source columns of a field, in words for a table. */
export function sourceOf(definition: ResolvedField): string {
  switch (definition.class) {
    case "DIRECT_SOURCE":
    case "LOOKUP_TRANSLATION":
      return definition.source.join("; ");
    case "DERIVED":
      return definition.sources.join("; ");
    case "REFERENCE_MASTER_FEED":
      return `feed:${definition.feed}.${definition.column}`;
    case "SURROGATE_ETL":
      return definition.of.join("; ");
    case "OUT_OF_SCOPE":
      return "";
  }
}

/** How a field makes its value of its sources, in words for a table. */
export function ruleOf(definition: ResolvedField): string {
  switch (definition.class) {
    case "DERIVED":
      return definition.with === undefined ? definition.rule : `${definition.rule} ${JSON.stringify(definition.with)}`;
    case "DIRECT_SOURCE":
    case "REFERENCE_MASTER_FEED":
      return `as ${definition.as}`;
    case "SURROGATE_ETL":
      return `key ${definition.key}`;
    case "LOOKUP_TRANSLATION":
      return `missing code: ${definition.onMissing}`;
    case "OUT_OF_SCOPE":
      return "";
  }
}

function countClasses(fields: readonly Pick<CompiledField, "definition">[]): Readonly<Record<MappingClass, number>> {
  const counts = Object.fromEntries(mappingClasses.map((name) => [name, 0])) as Record<MappingClass, number>;
  for (const { definition } of fields) counts[definition.class]++;
  return counts;
}
