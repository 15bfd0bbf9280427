import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import {
  type CompiledContract,
  type CompiledField,
  createMigration,
  type MigrationOptions,
  mapText,
  recordNumber,
  textStrings,
} from "@pas-migrate/core";
import { Utf8, type Vector, vectorFromArray } from "apache-arrow";
import { expect } from "chai";
import { parse } from "csv-parse/sync";
import { prepare } from "../../../core/dist/engine/prepare.js";
import { gatherOptions } from "../../dist/settings.js";
import { hospital, migrateHospital } from "./hospital.js";

/** Rules that say something of an empty source, because that it is empty is what they have to say. Each is approved. */
const RULES_OF_ABSENCE = new Map([
  ["pmi.nhsNumberStatus", "a patient without a number has the status 03"],
  ["pmi.caseNoteVolume", "the loader needs a volume; V83 numbers none"],
]);

/** Declared constants: settings of the run that the contract names. */
const CONSTANTS = "core.setting";

interface Cell {
  readonly table: string;
  readonly field: CompiledField;
  readonly value: string;
  /** The row source's columns that the field reads, by name. */
  readonly inputs: ReadonlyMap<string, string | null>;
}

/** Every value that the contract gave on the example hospital, with what it was made of. */
async function cellsOfHospital(contract: CompiledContract): Promise<{ cells: readonly Cell[]; out: string }> {
  const fields = new Map(
    contract.tables.flatMap(({ table, fields: own }) => own.map((field) => [`${table}.${field.name}`, field])),
  );
  const cells: Cell[] = [];
  const { out } = await migrateHospital({
    hooks(hooks) {
      hooks.transformField("*", {
        order: "post",
        handler: (column, { table, field: name, row }) => {
          const field = fields.get(`${table}.${name}`)!;
          const inputs = columnsOf(field).map((input) => [input, textStrings(row(input))] as const);
          for (const [i, value] of textStrings(column).entries()) {
            if (value === null || value === "") continue;
            cells.push({ table, field, value, inputs: new Map(inputs.map(([input, values]) => [input, values[i]])) });
          }
          return mapText(column, (text) => text);
        },
      });
    },
  });
  return { cells, out };
}

function columnsOf({ definition }: CompiledField): readonly string[] {
  switch (definition.class) {
    case "DERIVED":
      return definition.columns;
    case "DIRECT_SOURCE":
    case "LOOKUP_TRANSLATION":
    case "REFERENCE_MASTER_FEED":
      return [definition.column];
    case "SURROGATE_ETL":
      return definition.of.map((column) => column.replace(/\?$/, ""));
    case "OUT_OF_SCOPE":
      return [];
  }
}

const isHeld = (value: string | null | undefined): value is string =>
  value !== null && value !== undefined && value.trim() !== "";

/** Days and moments are written in several ways; row SQL may write them in another than the cell did. */
function sameDay(one: string, other: string): boolean {
  const digits = (text: string) => text.replace(/^(\d\d)\/(\d\d)\/(\d{4})/, "$3$2$1").replace(/\D/g, "");
  return /^\d[\d/: ]{7,}$/.test(other) && digits(one) !== "" && digits(one) === digits(other);
}

/** Diagnoses and procedures are written without their point. */
function pointless(cell: string): string {
  return cell.replaceAll(".", "");
}

/** True when row SQL put the text together of whole words that the cells hold. */
function isComposed(text: string, cells: readonly string[]): boolean {
  const words = text.split(/[\s;,]+/).filter((word) => word !== "");
  return words.length > 1 && words.every((word) => cells.some((cell) => cell.includes(word)));
}

/** All trimmed values of every source column, by `TABLE.Field`. */
async function sourceValues(out: string): Promise<(reference: string) => ReadonlySet<string>> {
  const instance = await DuckDBInstance.create(join(out, "run.duckdb"), { access_mode: "READ_ONLY" });
  const connection = await instance.connect();
  const values = new Map<string, ReadonlySet<string>>();
  const found = await connection.runAndReadAll(
    "select table_schema, table_name, column_name from information_schema.columns where table_schema in ('source', 'feed')",
  );
  for (const [schema, table, column] of found.getRowsJson() as string[][]) {
    const rows = await connection.runAndReadAll(
      `select distinct trim("${column}"::varchar) from ${schema}."${table}" where "${column}" is not null`,
    );
    values.set(`${table}.${column}`, new Set(rows.getRowsJson().map(([value]) => String(value))));
  }
  connection.closeSync();
  instance.closeSync();
  return (reference) => values.get(reference) ?? new Set();
}

function crosswalksOf(out: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const folder = join(out, "reports", "crosswalks");
  return new Map(
    readdirSync(folder).map((name) => {
      const rows: Record<string, string>[] = parse(readFileSync(join(folder, name)), { columns: true });
      return [basename(name, ".csv"), new Map(rows.map((row) => [row.source_code, row.target_code]))];
    }),
  );
}

describe("a value in a load file", () => {
  let options: MigrationOptions;
  let contract: CompiledContract;
  let cells: readonly Cell[];
  let values: (reference: string) => ReadonlySet<string>;
  let crosswalks: ReadonlyMap<string, ReadonlyMap<string, string>>;

  before(async () => {
    ({ options } = await gatherOptions({ config: join(hospital, "pas-migrate.config.yaml") }));
    contract = await createMigration(options).contract();
    const run = await cellsOfHospital(contract);
    cells = run.cells;
    values = await sourceValues(run.out);
    crosswalks = crosswalksOf(run.out);
  });

  /** Why nobody could say where the value comes from; undefined when somebody can. */
  function fault({ table, field: { definition }, value, inputs }: Cell): string | undefined {
    switch (definition.class) {
      case "OUT_OF_SCOPE":
        return "the contract has no source for it";
      case "SURROGATE_ETL": {
        const parts = definition.of.map((name) => ({
          optional: name.endsWith("?"),
          part: inputs.get(name.replace(/\?$/, "")) ?? null,
        }));
        const present = parts.filter(({ optional, part }) => !optional || isHeld(part)).map(({ part }) => part);
        if (definition.key === "external") return undefined;
        const wanted = recordNumber(definition.key === "self" ? table : definition.key, present);
        // The row's own key may leave optional parts out; which ones it has is not told to the field.
        const given = present.filter(isHeld);
        return value === wanted || value === recordNumber(definition.key === "self" ? table : definition.key, given)
          ? undefined
          : "it is not the key of its parts";
      }
      case "REFERENCE_MASTER_FEED":
        return [...inputs.values()].some(isHeld) ? undefined : "its feed cell is empty";
      case "LOOKUP_TRANSLATION": {
        const [code] = inputs.values();
        if (!isHeld(code)) return "its code is empty";
        return crosswalks.get(definition.crosswalk)?.get(code.trim()) === value
          ? undefined
          : "the crosswalk does not give it";
      }
      case "DIRECT_SOURCE": {
        const [input] = inputs.values();
        if (!isHeld(input)) return "its source cell is empty";
        const own = definition.source.filter((reference) => !reference.startsWith("row."));
        if (own.length === 0) return "the contract names no source column";
        const text = input.trim();
        const cells = own.flatMap((reference) => [...values(reference)]);
        const isThere =
          cells.some((cell) => cell.includes(text) || pointless(cell) === text || sameDay(cell, text)) ||
          isComposed(text, cells);
        return isThere ? undefined : `no cell of ${own.join(", ")} holds it`;
      }
      case "DERIVED":
        if (definition.rule === CONSTANTS || RULES_OF_ABSENCE.has(definition.rule)) return undefined;
        return [...inputs.values()].some(isHeld) ? undefined : "all its source cells are empty";
    }
  }

  it("can be traced to a source cell, a crosswalk, a feed, a key, a declared constant or a rule over source cells", () => {
    expect(cells.length).to.be.greaterThan(1000);
    const faults = new Map<string, number>();
    for (const cell of cells) {
      const why = fault(cell);
      if (why === undefined) continue;
      const place = `${cell.table}.${cell.field.name}: ${why}`;
      faults.set(place, (faults.get(place) ?? 0) + 1);
    }
    expect([...faults].map(([place, count]) => `${place} (${count})`)).to.deep.equal([]);
  });

  it("is never made of nothing: each rule gives nothing for empty sources", async () => {
    const { boot } = await prepare(options);
    const rows = 3;
    const empty = (): Vector =>
      vectorFromArray(
        Array.from({ length: rows }, () => null),
        new Utf8(),
      );
    const inventing: string[] = [];
    for (const { table, fields } of contract.tables) {
      for (const { name, definition } of fields) {
        if (definition.class !== "DERIVED" || definition.rule === CONSTANTS || RULES_OF_ABSENCE.has(definition.rule))
          continue;
        const result = boot.derivations[definition.rule](definition.columns.map(empty), {
          rows,
          args: definition.with ?? {},
          clock: boot.clock,
          setting: () => undefined,
          reject: () => {},
          note: () => {},
          crosswalk: () => ({ target: () => undefined }),
        });
        if (textStrings(result).some(isHeld)) inventing.push(`${table}.${name} (${definition.rule})`);
      }
    }
    expect(inventing).to.deep.equal([]);
  });
});
