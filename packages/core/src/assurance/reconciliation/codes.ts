import type { CompiledContract, CompiledField, CompiledTable, ResolvedOf } from "../../contract/model.js";
import { type Connection, identifier, literal } from "../../engine/database.js";

/** How the codes of one translated field came through its crosswalk, counted over delivered rows. */
export interface CodeBalance {
  readonly field: string;
  readonly crosswalk: string;
  /** Codes in the driving records; null where the value is put together from several columns, and cannot be counted apart. */
  readonly source: number | null;
  /** Of these: codes that a usable pair of the crosswalk translates. */
  readonly translated: number | null;
  readonly untranslated: number | null;
  /** Delivered rows with a code. */
  readonly target: number;
  /** Values of delivered rows that were refused. */
  readonly rejected: number;
  /** True when each target code stands as often as its source codes do, and every other code was refused. */
  readonly conserved: boolean | null;
  readonly differences: readonly { readonly target_code: string; readonly expected: number; readonly found: number }[];
}

/** Counts codes before and after every crosswalk-translated field. The pairs are those of `crosswalk.<name>`. */
export async function balanceCodes(
  connection: Connection,
  { tables }: CompiledContract,
): Promise<readonly CodeBalance[]> {
  const balances: CodeBalance[] = [];
  for (const table of tables) {
    for (const field of table.fields) {
      if (field.definition.class === "LOOKUP_TRANSLATION")
        balances.push(await balance(connection, table, field, field.definition));
    }
  }
  return balances;
}

async function balance(
  connection: Connection,
  table: CompiledTable,
  { name }: CompiledField,
  definition: ResolvedOf<"LOOKUP_TRANSLATION">,
): Promise<CodeBalance> {
  const place = `target.${identifier(table.table)}`;
  const field = `${table.table}.${name}`;
  const target = Number(await connection.value(`select count(nullif(${identifier(name)}, '')) from ${place}`));
  const rejected = Number(
    await connection.value(
      `select count(distinct r.record_number) from rejects.entries r where r."table" = ${literal(table.table)} and r.field = ${literal(name)}` +
        ` and exists (from ledger.entries e where e.target_table = r."table" and e.class = 'loaded' and e.record_number = r.record_number)`,
    ),
  );
  const base = { field, crosswalk: definition.crosswalk };
  const columns = plainColumns(table, definition);
  if (columns === undefined) {
    return {
      ...base,
      source: null,
      translated: null,
      untranslated: null,
      target,
      rejected,
      conserved: null,
      differences: [],
    };
  }
  const codes = columns.map(
    ({ source, column }) =>
      `select pas_text(s.${identifier(column)}) as code from source.${identifier(source)} s join ledger.entries e` +
      ` on e.target_table = ${literal(table.table)} and e.class = 'loaded' and e.source_table = ${literal(source)} and e.source_row = s._row`,
  );
  const rows = await connection.rows(
    `with pair as (from crosswalk.${identifier(definition.crosswalk)}),` +
      ` code as (${codes.join(" union all ")}),` +
      " expected as (select pair.target_code, count(*) as n from code left join pair on pair.source_code = code.code where code is not null group by 1)," +
      ` found as (select ${identifier(name)} as target_code, count(*) as n from ${place} where nullif(${identifier(name)}, '') is not null group by 1)` +
      " select coalesce(expected.target_code, found.target_code), coalesce(expected.n, 0), coalesce(found.n, 0)" +
      " from expected full join found on found.target_code = expected.target_code order by 1 nulls first",
  );
  let untranslated = 0;
  let translated = 0;
  const differences: { target_code: string; expected: number; found: number }[] = [];
  for (const [code, expected, found] of rows) {
    if (code === null) untranslated += Number(expected);
    else translated += Number(expected);
    if (code !== null && Number(expected) !== Number(found))
      differences.push({ target_code: String(code), expected: Number(expected), found: Number(found) });
  }
  return {
    ...base,
    source: translated + untranslated,
    translated,
    untranslated,
    target,
    rejected,
    conserved: differences.length === 0 && untranslated === rejected,
    differences,
  };
}

/**
 * The source columns of a field, at most one a driving table, when the translated value is the driving record's own column
 * as it stands: not one that the row SQL puts together, nor one that may come from a row that is merged into it.
 */
function plainColumns(
  { rows }: CompiledTable,
  { source, column }: ResolvedOf<"LOOKUP_TRANSLATION">,
): readonly { source: string; column: string }[] | undefined {
  const columns = source.map((reference) => {
    const [table, name] = reference.split(".");
    return { source: table, column: name };
  });
  const isPlain =
    columns.every((own) => rows.from.includes(own.source) && own.column === column) &&
    new Set(columns.map((own) => own.source)).size === columns.length &&
    (rows.from.length === 1 || !rows.merges);
  return isPlain ? columns : undefined;
}
