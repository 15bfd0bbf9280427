import type { CompiledContract, CompiledField, CompiledSource, CompiledTable, ResolvedOf } from "../contract/model.js";
import { identifier, literal } from "../engine/database.js";
import type { KeyColumn } from "../engine/keys.js";
import { parentKeys } from "../engine/row-batch.js";
import type { Rule } from "./rule.js";

/** A rule's question put to one table or key: how many values it looks at, and the keys of those that break it. */
export interface Question {
  readonly population: string;
  readonly violations: string;
}

/** A rule that puts the same question to every table of the contract that it concerns. */
export interface ContractRule extends Omit<Rule, "parts" | "parameters" | "optional" | "plugin" | "stage" | "each"> {
  readonly stage: "source" | "target";
  /** To what it is put, in words: "each load table with a record number". */
  readonly each: string;
  questions(contract: RuledContract): readonly Question[];
}

/** What contract rules are made from. */
export type RuledContract = Pick<CompiledContract, "tables" | "sources">;

const DATE_PATTERNS: Readonly<Record<string, string>> = {
  "DD/MM/YYYY": "^[0-3][0-9]/[01][0-9]/[0-9]{4}$",
  "DD/MM/YYYY HH24:MI": "^[0-3][0-9]/[01][0-9]/[0-9]{4} [0-2][0-9]:[0-5][0-9]$",
  "DD/MM/YYYY HH24:MI:SS": "^[0-3][0-9]/[01][0-9]/[0-9]{4} [0-2][0-9]:[0-5][0-9]:[0-5][0-9]$",
  "HH24:MI": "^[0-2][0-9]:[0-5][0-9]$",
};

const STRPTIME: Readonly<Record<string, string>> = {
  "DD/MM/YYYY": "%d/%m/%Y",
  "DD/MM/YYYY HH24:MI": "%d/%m/%Y %H:%M",
  "DD/MM/YYYY HH24:MI:SS": "%d/%m/%Y %H:%M:%S",
  "HH24:MI": "%H:%M",
};

/** Rules of the rules reference that are one question put to many tables or columns. */
export const contractRules: readonly ContractRule[] = [
  {
    id: "GEN-01",
    title: "Record numbers are there, whole, positive and unique in their table",
    severity: "blocker",
    stage: "target",
    hazard: "H-01",
    signOff: "data migration lead",
    why: "Every link between two load tables hangs on the record number.",
    fix: "Find the key of the named rows in the ledger and mend the contract's key, or set a salt where two keys collide.",
    each: "each load table with a record number",
    questions: ({ tables }) =>
      tables.filter(hasColumn("record_number")).map((table) => ({
        population: `select count(*) from ${target(table)}`,
        violations: `select ${key(table)} as key
from (select *, count(*) over (partition by record_number) as copies from ${target(table)}) as t
where record_number is null
  or copies > 1
  or not regexp_full_match(record_number, '[1-9][0-9]{0,18}')`,
      })),
  },
  {
    id: "GEN-02",
    title: "Every key to a parent names a row of the delivered parent table",
    severity: "blocker",
    stage: "target",
    hazard: "H-02",
    signOff: "data migration lead",
    why: "A key that dangles is refused by the loader or, worse, meets another patient's row.",
    fix: "Look the row up in the ledger: its parent was left out, or a file was changed after the run.",
    each: "each key column and its parent table",
    questions: ({ tables }) =>
      parentLinks(tables).map(({ child, field, parent }) => ({
        population: `select count(${identifier(field)}) from ${target(child)}`,
        violations: `select ${key(child, field)} as key
from ${target(child)} as t
where ${identifier(field)} is not null
  and not exists (from ${target(parent)} as p where p.record_number = t.${identifier(field)})`,
      })),
  },
  {
    id: "GEN-03",
    title: "A row and its parent are of the same patient, and of the same episode or pathway where the key holds it",
    severity: "blocker",
    stage: "target",
    hazard: "H-02",
    signOff: "clinical safety officer",
    why: "A child row under another patient's parent puts care on the wrong record.",
    fix: "Stop the load; find in the ledger how the two rows came to be linked and mend the key's contract.",
    each: "each key column where child and parent both carry the patient's number, or natural keys that begin alike",
    questions: ({ tables }) =>
      parentLinks(tables).flatMap((link) => {
        const { child, field, parent } = link;
        const breaks = strangersOf(link);
        if (breaks.length === 0) return [];
        return [
          {
            population: `select count(${identifier(field)}) from ${target(child)}`,
            violations: `select ${key(child, field)} as key
from ${target(child)} as t
join ${target(parent)} as p on p.record_number = t.${identifier(field)}
where ${breaks.join("\n  or ")}`,
          },
        ];
      }),
  },
  {
    id: "GEN-05",
    title: "System code and external id are there and name one row of their table",
    severity: "blocker",
    stage: "target",
    hazard: "H-01",
    signOff: "data migration lead",
    why: "Deltas, repeats and every way back to the old record go by the external id.",
    fix: "Find the named rows in the ledger and mend the natural key in the contract.",
    each: "each load table with an external id",
    questions: ({ tables }) =>
      tables.filter(hasColumn("external_system_id")).map((table) => {
        const parts = ["system_code", "external_system_id"].filter((name) => hasColumn(name)(table));
        return {
          population: `select count(*) from ${target(table)}`,
          violations: `select ${key(table)} as key
from (select *, count(*) over (partition by ${parts.join(", ")}) as copies from ${target(table)}) as t
where ${parts.map((name) => `${name} is null`).join(" or ")}
  or copies > 1`,
        };
      }),
  },
  {
    id: "GEN-06",
    title: "No value is longer than its column",
    severity: "error",
    stage: "target",
    hazard: null,
    signOff: "data migration lead",
    why: "A value that is cut in silence is another name, address or number.",
    fix: "Shorten the value where it is kept, or let the contract reject it; the loader must not cut it.",
    each: "each load table, with its text columns",
    questions: ({ tables }) =>
      columnsOf(tables, ({ target: { type, length } }) => type === "VARCHAR2" && length !== undefined).map(
        ({ table, fields }) =>
          valueQuestion(table, fields, (column, field) => `length(${column}) > ${field.target.length}`),
      ),
  },
  {
    id: "GEN-07",
    title: "Dates and times are real and in the layout that their column asks for",
    severity: "error",
    stage: "target",
    hazard: "H-06",
    signOff: "data migration lead",
    why: "A date that loses its time, or moves, changes the order of episodes, stays and clocks.",
    fix: "Find the named rows and fields; mend the form in the contract or the date in the old system.",
    each: "each load table, with its date and time columns",
    questions: ({ tables }) =>
      columnsOf(tables, ({ target: { format } }) => format !== undefined).map(({ table, fields }) =>
        valueQuestion(table, fields, (column, { target: { format } }) => {
          const [pattern, layout] = [DATE_PATTERNS[format!], STRPTIME[format!]].map(literal);
          return `not regexp_full_match(${column}, ${pattern}) or try_strptime(${column}, ${layout}) is null`;
        }),
      ),
  },
  {
    id: "GEN-11",
    title: "Every record is in its declared encoding, without control characters",
    severity: "blocker",
    stage: "source",
    hazard: null,
    signOff: "data quality lead",
    why: "Text that is read in another encoding than it was written in is another name, and nothing stops at it.",
    fix: "Declare the table's encoding as it is; ask for the extract again where single records are damaged.",
    each: "the records that intake could not decode, and each source table's text columns",
    questions: ({ sources }) => [
      {
        population: "select sum(rows) from run.inputs",
        violations: `select pas_key(source_table, source_row) as key
from rejects.entries
where stage = 'intake'
  and reason_code in ('UNDECODABLE_BYTE', 'NUL_BYTE')`,
      },
      ...sources.filter(({ used }) => used.length > 0).map(undecoded),
    ],
  },
  {
    id: "GEN-15",
    title: "Every translated code is one of its crosswalk",
    severity: "error",
    stage: "target",
    hazard: "H-08",
    signOff: "data quality lead",
    why: "A code that nobody mapped means to the new system whatever it happens to mean there.",
    fix: "Add the pair to the crosswalk; where a hook wrote the code, let it write one that the crosswalk has.",
    each: "each load table, with its translated columns",
    questions: ({ tables }) =>
      columnsOf(tables, ({ definition }) => definition.class === "LOOKUP_TRANSLATION").map(({ table, fields }) =>
        valueQuestion(table, fields, (column, { definition }) => {
          const { crosswalk } = definition as ResolvedOf<"LOOKUP_TRANSLATION">;
          const codes = `select target_code from run.codes where crosswalk = ${literal(crosswalk)} and status <> 'retired'`;
          return `${column} not in (${codes})`;
        }),
      ),
  },
  {
    id: "INT-02",
    title: "Values that have to stand in another table do",
    severity: "blocker",
    stage: "target",
    hazard: "H-02",
    signOff: "data migration lead",
    why: "The loader finds some parents by a value, and drops or misplaces a row whose value it does not find.",
    fix: "Find the named rows in the ledger: the row they name was not delivered.",
    each: "each column that has to match one of another table",
    questions: ({ tables }) =>
      columnsOf(tables, ({ target: { matches } }) => matches !== undefined).flatMap(({ table, fields }) =>
        fields.flatMap((field) => {
          const [other, column] = field.target.matches!.split(".");
          const parent = tables.find((candidate) => candidate.table === other);
          if (parent === undefined) return [];
          const name = identifier(field.name);
          return [
            {
              population: `select count(${name}) from ${target(table)}`,
              violations: `select ${key(table, field.name)} as key
from ${target(table)} as t
where ${name} is not null
  and not exists (from ${target(parent)} as p where p.${identifier(column)} = t.${name})`,
            },
          ];
        }),
      ),
  },
];

export const contractRuleIds: readonly string[] = contractRules.map(({ id }) => id);

/** The rules of the framework over the tables of a contract: every question of a rule. */
export function rulesOfContract(contract: RuledContract): readonly Rule[] {
  const sources = contract.sources.map(({ definition }) => `source.${definition.table}`);
  return contractRules.map(({ each: _, questions, ...rule }) => {
    const asked = questions(contract);
    return {
      ...rule,
      plugin: "core",
      parameters: {},
      optional: sources,
      parts: {
        [`population_${rule.stage}`]: asked.map(({ population }) => population),
        [rule.stage]: asked.map(({ violations }) => violations),
      },
    };
  });
}

/** Looks for what a text has when it was decoded as something it is not. The records are counted elsewhere. */
function undecoded({ definition: { table }, used }: CompiledSource): Question {
  const columns = used.map((column) => `t.${identifier(column)}`);
  return {
    population: "select 0",
    violations: `select ${literal(`${table}|`)} || cast(t._row as varchar) as key
from source.${identifier(table)} as t
where regexp_matches(concat_ws('', ${columns.join(", ")}), '[\\x{0000}\\x{0080}-\\x{009F}\\x{FFFD}]')`,
  };
}

/** Looks at all values of some columns in one pass over their table. */
function valueQuestion(
  table: CompiledTable,
  fields: readonly CompiledField[],
  breaks: (column: string, field: CompiledField) => string,
): Question {
  const found = fields.map((field) => {
    const column = `t.${identifier(field.name)}`;
    return `case when ${column} is not null and (${breaks(column, field)}) then ${literal(field.name)} end`;
  });
  return {
    population: `select ${fields.map(({ name }) => `count(${identifier(name)})`).join(" + ")} from ${target(table)}`,
    violations: `select key || '|' || field as key
from (
  select ${key(table)} as key, unnest([
    ${found.join(",\n    ")}
  ]) as field
  from ${target(table)} as t
)
where field is not null`,
  };
}

/** A key column of a load table, the table it names a row of, and the row source columns that make the parent's key. */
interface ParentLink {
  readonly child: CompiledTable;
  readonly field: string;
  readonly parent: CompiledTable;
  readonly of: readonly KeyColumn[];
}

/** Conditions by which the parent `p` of a row `t` is somebody else's, as far as the two tables let it be seen. */
function strangersOf({ child, parent, of }: ParentLink): readonly string[] {
  const both = (name: string) => hasColumn(name)(child) && hasColumn(name)(parent);
  const breaks = both("main_crn") ? ["p.main_crn is distinct from t.main_crn"] : [];
  const own = child.rows.key;
  const shared = of.findIndex(({ column }, i) => column !== own[i]?.column);
  const parts = shared < 0 ? of.length : shared;
  if (parts > 0 && both("external_system_id")) {
    const leading = (row: string) => `string_split(${row}.external_system_id, '|')[:${parts}]`;
    breaks.push(`${leading("p")} is distinct from ${leading("t")}`);
  }
  return breaks;
}

function parentLinks(tables: readonly CompiledTable[]): readonly ParentLink[] {
  const byName = new Map(tables.map((table) => [table.table, table]));
  return tables.flatMap((child) =>
    parentKeys(child).flatMap(({ field, parent, of, written }) => {
      const found = byName.get(parent);
      return found === undefined || !written ? [] : [{ child, field, parent: found, of }];
    }),
  );
}

function columnsOf(
  tables: readonly CompiledTable[],
  wanted: (field: CompiledField) => boolean,
): readonly { table: CompiledTable; fields: readonly CompiledField[] }[] {
  return tables
    .map((table) => ({ table, fields: table.fields.filter(wanted) }))
    .filter(({ fields }) => fields.length > 0);
}

function hasColumn(name: string): (table: CompiledTable) => boolean {
  return (table) => table.fields.some((field) => field.name === name);
}

function target({ table }: CompiledTable): string {
  return `target.${identifier(table)}`;
}

/** What names a breaking row in reports: table, record number and field. */
function key(table: CompiledTable, field?: string): string {
  const number = hasColumn("record_number")(table) ? "coalesce(t.record_number, '')" : "''";
  return `${literal(`${table.table}|`)} || ${number}${field === undefined ? "" : ` || ${literal(`|${field}`)}`}`;
}
