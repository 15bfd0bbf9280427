import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Database } from "../engine/database.js";
import { errors } from "../errors/catalogue.js";
import { CsvWriter } from "../files/csv-writer.js";
import { writeJson } from "../files/json-file.js";
import type { OnProgress } from "../report/progress.js";
import { compareTable, type Difference, type TableScore } from "./compare-tables.js";
import { type MissedFault, type RuleScore, scoreFaults } from "./score-faults.js";

/** How a run compares with the answer key of the hospital that it migrated: `reports/score/score.json`. */
export interface Score {
  readonly tables: readonly TableScore[];
  /** Rows missing, rows unexpected and cells that differ, over all tables. */
  readonly differences: number;
  readonly rules: readonly RuleScore[];
  /** Truths about planted faults, and those that came true. */
  readonly planted: number;
  readonly caught: number;
  readonly falseAlarms: number;
  readonly missed: readonly MissedFault[];
}

export interface ScoreOptions {
  /** The folder of the finished and checked run. */
  readonly run: string;
  /** The folder of the generated hospital. */
  readonly against: string;
  /** False for a run that was not checked: rows, cells and rejects are compared, and no rule counts as judged. */
  readonly rules?: boolean;
  readonly onProgress?: OnProgress;
}

/**
 * Compares a run with a generated hospital's answer key, cell by cell, and what it noticed with what was planted. Writes
 * `reports/score/score.json` and `reports/score/differences.csv`, which holds values: of mock patients.
 *
 * @throws MigrationError `RUN_UNREADABLE` when the run was not checked, `SCORE_NO_ANSWERS` when there is no answer key
 */
export async function scoreRun({ run, against, rules: isChecked = true, onProgress }: ScoreOptions): Promise<Score> {
  const answers = join(against, "expected");
  if (!existsSync(answers)) throw errors.scoreNoAnswers(against);
  if (isChecked && !existsSync(join(run, "reports", "gates.json")))
    throw errors.runUnreadable("reports/gates.json", "it is missing; check the run first");
  const loads = join(run, "load");
  const names = [...new Set([...csvNames(answers), ...csvNames(loads)])].sort();
  const folder = join(run, "reports", "score");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const listed = new CsvWriter(join(folder, "differences.csv"), ["table", "key", "column", "expected", "loaded"]);
  const tables: TableScore[] = [];
  const database = await Database.open();
  try {
    const connection = await database.connect();
    for (const [done, table] of names.entries()) {
      onProgress?.({ stage: "score", table, done, of: names.length });
      const { score, differences } = await compareTable(connection, table, loads, answers);
      tables.push(score);
      for (const difference of differences) listed.write(cellsOf(difference));
    }
  } finally {
    database.close();
    listed.finish();
  }
  const { rules, missed } = await scoreFaults(run, against, isChecked);
  const sum = (count: (rule: RuleScore) => number) => rules.reduce((total, rule) => total + count(rule), 0);
  const score: Score = {
    tables,
    differences: tables.reduce((total, table) => total + differencesOf(table), 0),
    planted: sum(({ planted }) => planted),
    caught: sum(({ caught }) => caught),
    falseAlarms: sum(({ falseAlarms }) => falseAlarms),
    rules,
    missed,
  };
  writeJson(join(folder, "score.json"), score);
  return score;
}

/** All differences of a table. */
export function differencesOf({ missing, unexpected, cells }: TableScore): number {
  return missing + unexpected + Object.values(cells).reduce((total, count) => total + count, 0);
}

function cellsOf({ table, key, column, expected, loaded }: Difference): readonly string[] {
  return [table, key, column, expected, loaded];
}

function csvNames(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".csv"))
    .map((file) => file.slice(0, -".csv".length));
}
