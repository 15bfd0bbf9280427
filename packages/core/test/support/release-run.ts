import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ReleaseMeasure, type ReleaseProfile, releaseMeasures } from "@pas-migrate/core";
import { chainPlugin } from "./chain.js";
import { chainMigration } from "./chain-run.js";
import { temporaryFolder } from "./folders.js";

type Json = Record<string, never>;

/** A rule that finds both patients of the chain, for waivers to be put to. */
export const FAILING_RULE = "CH-02";

/** Of the framework's rules those that stay in the results; INT-02 finds no row to look at, the others pass. */
const RULES = [FAILING_RULE, "GEN-01", "GEN-04", "GEN-05", "GEN-06", "GEN-07", "INT-01", "INT-02"];

let finished: Promise<string> | undefined;

/**
 * A checked run whose evidence is without a fault but for one rule of severity warn that fails: nothing is a draft, and
 * source and target were reconciled. Each call gives a copy of its own.
 */
export async function checkedRun(): Promise<string> {
  finished ??= makeRun();
  const folder = join(temporaryFolder(), "run");
  cpSync(await finished, folder, { recursive: true });
  return folder;
}

async function makeRun(): Promise<string> {
  const plugins = [
    chainPlugin({}, (hooks) => {
      hooks.gate({ id: FAILING_RULE, severity: "warn", title: "Nobody is a patient" }, (context) =>
        context.violations("select record_number as key from target.LOAD_PATIENT"),
      );
    }),
  ];
  const { migration, out } = chainMigration({ plugins });
  await migration.run();
  await migration.check();
  // A few rules, so that the tests do not change with every rule that the framework learns.
  editJson(out, "reports/gates.json", (report: { rules: Record<string, unknown>[] }) => {
    report.rules = report.rules
      .filter(({ id }) => RULES.includes(String(id)))
      .map(({ sign_off: _, tables: __, reason: ___, overlay: ____, ...rule }) => rule);
  });
  editJson(out, "reports/run.json", (run: { crosswalks: { drafts: number }[] }) => {
    for (const crosswalk of run.crosswalks) crosswalk.drafts = 0;
  });
  editJson(out, "reports/contract.json", (report: { contract: { tables: { fields: { definition: Json }[] }[] } }) => {
    for (const table of report.contract.tables)
      for (const field of table.fields) Object.assign(field.definition, { decision: "approved" });
  });
  const reconciliation = {
    rows: [],
    completion: [],
    chains: [{ chain: "stays", hop: "LOAD_STAY -> LOAD_SPELL", complete: 4, total: 4 }],
    codes: [],
    measures: [{ measure: "stays", cell: "W1", source: 3, target: 3 }],
    lists: [{ list: "in-house", source: 2, target: 2, only_source: 0, only_target: 0, different: 0 }],
  };
  writeFileSync(join(out, "reports", "reconciliation.json"), JSON.stringify(reconciliation));
  return out;
}

/** Changes a JSON file of a run. */
export function editJson<T>(folder: string, file: string, change: (value: T) => void): void {
  const path = join(folder, file);
  const value = JSON.parse(readFileSync(path, "utf8"));
  change(value);
  writeFileSync(path, JSON.stringify(value));
}

/** A profile that lets nothing pass, or only so many of some. */
export function strictProfile(allowed: Partial<Record<ReleaseMeasure, number>> = {}): ReleaseProfile {
  const none = Object.fromEntries(releaseMeasures.map((measure) => [measure, 0]));
  return {
    profile: "strict",
    title: "x",
    expected_tables: ["LOAD_PATIENT", "LOAD_SPELL", "LOAD_STAY"],
    checks: { ...none, ...allowed } as ReleaseProfile["checks"],
  };
}
