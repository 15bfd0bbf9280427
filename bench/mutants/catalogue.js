import { readdirSync, readFileSync } from "node:fs";
import { textFrom, textStrings } from "../../packages/core/dist/columns/index.js";
import { chooseEdits, pick } from "./choose.js";
import { applyEdit, sqlEdits } from "./sql-operators.js";
import { positionOf } from "./tokens.js";

/**
 * One wrong migration: where it differs from the right one, in words and as the workbench takes it.
 *
 * @typedef {{ plugin: string, kind: "rows" | "view" | "rule" | "crosswalk", place: string, operator: string, change: string, apply: object }} Mutant
 */

/** Mutants a file of SQL has at most. */
const MOST = 4;

/**
 * Every mutant of some plugins, the same ones for one seed.
 *
 * @param contract the compiled contract
 * @param derivations the rules of the run, by name
 * @param {{ plugins: readonly string[], seed: string }} choice
 * @returns {Mutant[]}
 */
export function mutantsOf(contract, derivations, { plugins, seed }) {
  return plugins.flatMap((plugin) => [
    ...sqlMutants(plugin, "view", contract, seed),
    ...sqlMutants(plugin, "rows", contract, seed),
    ...ruleMutants(plugin, derivations),
    ...crosswalkMutants(plugin, contract, seed),
  ]);
}

function sqlMutants(plugin, kind, contract, seed) {
  const folder = kind === "view" ? "views" : "contract";
  return filesOf(plugin, folder, ".sql").flatMap((file) => {
    const name = file.slice(0, -".sql".length);
    const place = `plugin-${plugin}/${folder}/${file}`;
    const sql =
      kind === "view"
        ? contract.views.find((view) => view.plugin === plugin && view.name === name).sql
        : contract.tables.find(({ table }) => table === name).rows.sql;
    if (!readFileSync(urlOf(plugin, `${folder}/${file}`), "utf8").startsWith(sql.slice(0, 40)))
      throw new Error(`${place} is not what the contract holds`);
    return chooseEdits(sqlEdits(sql), { seed, place, most: MOST }).map((edit) => {
      const { line, column } = positionOf(sql, edit.start);
      const changed = applyEdit(sql, edit);
      return {
        plugin,
        kind,
        place: `${place}:${line}:${column}`,
        operator: edit.operator,
        change: `${shown(sql.slice(edit.start, edit.end))} → ${shown(edit.text)}`,
        apply: kind === "view" ? { view: { plugin, name, sql: changed } } : { rows: { table: name, sql: changed } },
      };
    });
  });
}

const WRONG_RULES = {
  empty:
    () =>
    (_columns, { rows }) =>
      textFrom(new Array(rows).fill(null)),
  "first column":
    () =>
    (columns, { rows }) =>
      columns.length === 0 ? textFrom(new Array(rows).fill("0")) : textFrom(textStrings(columns[0])),
  shifted: (rule) => (columns, context) => {
    const values = textStrings(rule(columns, context));
    return textFrom(values.map((_, row) => values[(row + 1) % values.length]));
  },
};

function ruleMutants(plugin, derivations) {
  return Object.entries(derivations)
    .filter(([name]) => name.startsWith(`${plugin}.`))
    .flatMap(([name, rule]) =>
      Object.entries(WRONG_RULES).map(([operator, wrong]) => ({
        plugin,
        kind: "rule",
        place: name,
        operator,
        change: operator,
        apply: { rule: { name, derivation: wrong(rule) } },
      })),
    );
}

function crosswalkMutants(plugin, contract, seed) {
  return filesOf(plugin, "crosswalks", ".csv").flatMap((file) => {
    const name = file.slice(0, -".csv".length);
    const { pairs } = contract.crosswalks.find((crosswalk) => crosswalk.name === name);
    if (pairs.length === 0) return [];
    const place = `plugin-${plugin}/crosswalks/${file}`;
    const dropped = pick(`${seed}/${place}/drop`, pairs.length);
    const turned = pick(`${seed}/${place}/turn`, pairs.length);
    const other = pairs.find(({ targetCode }) => targetCode !== pairs[turned].targetCode)?.targetCode ?? "~";
    const mutant = (operator, at, change, changed) => ({
      plugin,
      kind: "crosswalk",
      place: `${place}:${pairs[at].sourceCode}`,
      operator,
      change,
      apply: { crosswalk: { name, pairs: changed } },
    });
    return [
      mutant("drop", dropped, `${pairs[dropped].sourceCode} → nothing`, pairs.toSpliced(dropped, 1)),
      mutant(
        "target",
        turned,
        `${pairs[turned].targetCode} → ${other}`,
        pairs.with(turned, { ...pairs[turned], targetCode: other }),
      ),
    ];
  });
}

function filesOf(plugin, folder, ending) {
  try {
    return readdirSync(urlOf(plugin, `${folder}/`))
      .filter((name) => name.endsWith(ending))
      .sort();
  } catch (error) {
    if (error.code === "ENOENT") return [];
    throw error;
  }
}

function urlOf(plugin, path) {
  return new URL(`../../packages/plugin-${plugin}/${path}`, import.meta.url);
}

function shown(text) {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line === "" ? "nothing" : line.length > 70 ? `${line.slice(0, 67)}...` : line;
}
