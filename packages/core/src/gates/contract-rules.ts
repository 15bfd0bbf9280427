import type { CompiledContract, ResolvedOf } from "../contract/model.js";
import { identifier, literal } from "../engine/database.js";
import {
  columnsOf,
  hasColumn,
  key,
  parentLinks,
  type Question,
  strangersOf,
  target,
  undecoded,
  valueQuestion,
} from "./contract-questions.js";
import type { Rule } from "./rule.js";

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
