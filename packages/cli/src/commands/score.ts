import { differencesOf, type RuleScore, type Score, scoreRun, type TableScore } from "@pas-migrate/core";
import { print } from "../output.js";
import { ProgressDisplay } from "../progress.js";

export interface ScoreSettings {
  readonly run: string;
  readonly against: string;
  readonly json?: boolean;
}

const SHOWN = 20;

/** Compares a run with the answer key. @returns 0, or 1 when anything differs, was missed, or was a false alarm */
export async function scoreCommand({ run, against, json }: ScoreSettings): Promise<number> {
  const display = new ProgressDisplay(json === true);
  const score = await scoreRun({ run, against, onProgress: display.onProgress });
  display.stop();
  print(json ? JSON.stringify(score) : summary(run, score));
  return score.differences === 0 && score.missed.length === 0 && score.falseAlarms === 0 ? 0 : 1;
}

function summary(run: string, score: Score): string {
  const { tables, rules, planted, caught, falseAlarms, missed, differences } = score;
  const rows = tables.reduce((sum, { expected }) => sum + expected, 0);
  const wrong = tables.filter((table) => differencesOf(table) > 0);
  const judged = rules.filter((rule) => rule.planted > 0 || rule.falseAlarms > 0);
  return [
    `Rows of the answer key: ${rows.toLocaleString("en-GB")} in ${tables.length} tables; differences: ${differences.toLocaleString("en-GB")}`,
    ...wrong.map(tableLine),
    ...(judged.length === 0
      ? []
      : ["", "Rule     verdict     planted  caught  recall  precision  false alarms", ...judged.map(ruleLine)]),
    "",
    `Caught ${caught.toLocaleString("en-GB")} of ${planted.toLocaleString("en-GB")} planted defects, ${falseAlarms.toLocaleString("en-GB")} false alarms`,
    ...missed.slice(0, SHOWN).map(({ id, rule, table, key }) => `  missed ${id}: ${rule} on ${table} ${key}`),
    ...(missed.length > SHOWN ? [`  and ${missed.length - SHOWN} more`] : []),
    `Details: ${run}/reports/score`,
  ].join("\n");
}

function tableLine(table: TableScore): string {
  const { missing, unexpected, cells } = table;
  const columns = Object.entries(cells).map(([column, count]) => `${column} ${count}`);
  const parts = [
    missing > 0 && `${missing} rows missing`,
    unexpected > 0 && `${unexpected} rows unexpected`,
    ...columns,
  ];
  return `  ${table.table.padEnd(28)} ${parts.filter(Boolean).join(", ")}`;
}

function ruleLine({ rule, verdict, planted, caught, recall, precision, falseAlarms, judged }: RuleScore): string {
  const share = (value: number | null) => (value === null ? "-" : `${(value * 100).toFixed(1)} %`);
  const counts = [planted, caught].map((count) => String(count).padStart(7));
  const note = judged ? "" : "  (no such rule in this run)";
  return `${rule.padEnd(8)} ${verdict.padEnd(10)} ${counts.join(" ")} ${share(recall).padStart(7)} ${share(precision).padStart(9)} ${String(falseAlarms).padStart(8)}${note}`;
}
