import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { type Finding, RunWithout } from "./run-without.js";

/** What a rule, or the rejects, made of the planted faults. */
export interface RuleScore {
  /** The rule's id. */
  readonly rule: string;
  readonly verdict: string;
  /** False when the run has no such rule, or it was switched off, had nothing to judge or broke. */
  readonly judged: boolean;
  readonly planted: number;
  readonly caught: number;
  /** Found on patients without any planted fault; of findings that name none, those that are there without faulty patients. */
  readonly falseAlarms: number;
  /** caught / planted; null when nothing was planted. */
  readonly recall: number | null;
  /** caught / (caught + false alarms); null when nothing was found. */
  readonly precision: number | null;
}

/** A planted fault that nobody noticed. */
export interface MissedFault {
  readonly id: string;
  readonly rule: string;
  readonly verdict: string;
  readonly table: string;
  readonly key: string;
  readonly field: string;
}

interface Truth extends MissedFault {
  readonly defect: string;
}

interface Found extends Finding {
  readonly table: string;
  readonly field: string;
}

/** What rules made of a run: which of them have judged it, and what they found. */
interface Gates {
  readonly judged: ReadonlySet<string>;
  readonly failures: ReadonlyMap<string, readonly Found[]>;
}

const NO_GATES: Gates = { judged: new Set(), failures: new Map() };

/**
 * Holds what a run noticed against what was planted.
 *
 * A fault counts as caught when its verdict came true: the rule lists its key, the rejects name its key and field, or the
 * ledger has it excluded. A finding is a false alarm when its patient has no planted fault at all: one fault may rightly
 * trip several rules. One that names no patient, but a cell of a table of counts or a code, is a false alarm when the rule
 * has it without the patients with faults as well. Damaged records have no key that anybody could read: they are counted by
 * table. A record that can be read and has no number is one patient more, with an empty number.
 *
 * @param run the folder of the run
 * @param against the folder of the generated hospital
 * @param isChecked false where no rule has judged the run
 */
export async function scoreFaults(
  run: string,
  against: string,
  isChecked: boolean,
): Promise<{ readonly rules: readonly RuleScore[]; readonly missed: readonly MissedFault[] }> {
  const defects = join(against, "defects.csv");
  const truths = existsSync(defects) ? (readCsv(defects) as unknown as Truth[]) : [];
  const faulty = new Set(truths.filter((truth) => !isDamage(truth)).map(({ key }) => patientOf(key)));
  const strays = new StrayFindings(run, join(against, "expected"), faulty);
  try {
    return await scoreTruths(
      { gates: isChecked ? readGates(run) : NO_GATES, rejects: readRejects(run) },
      truths,
      faulty,
      strays,
    );
  } finally {
    strays.close();
  }
}

async function scoreTruths(
  { gates, rejects }: { readonly gates: Gates; readonly rejects: readonly Found[] },
  truths: readonly Truth[],
  faulty: ReadonlySet<string>,
  strays: StrayFindings,
): Promise<{ readonly rules: readonly RuleScore[]; readonly missed: readonly MissedFault[] }> {
  const rules: RuleScore[] = [];
  const missed: MissedFault[] = [];
  const planted = new Map<string, Truth[]>([...gates.judged].map((id) => [`${id}\u0000gate`, []]));
  for (const truth of truths) {
    const name = `${truth.rule}\u0000${truth.verdict}`;
    const group = planted.get(name);
    if (group === undefined) planted.set(name, [truth]);
    else group.push(truth);
  }
  for (const [name, group] of [...planted].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [rule, verdict] = name.split("\u0000");
    const isGate = verdict === "gate";
    const found = isGate ? (gates.failures.get(rule) ?? []) : rejects;
    const names = new Set(found.flatMap((one) => givenNames(one, isGate)));
    const nameless = new Tally(found.filter(({ key }) => key === "").map(({ table }) => table));
    const unnoticed = group.filter((truth) =>
      truth.key === "" ? !nameless.take(truth.table) : !names.has(wantedName(truth, isGate)),
    );
    const caught = group.length - unnoticed.length;
    const damaged = new Tally(truths.filter(isDamage).map(({ table }) => table));
    const stray = isGate
      ? found.filter(({ key }) => !faulty.has(patientOf(key)) && !damaged.take(key.split("|", 1)[0]))
      : [];
    const falseAlarms = await strays.falseAlarms(rule, stray);
    rules.push({
      rule,
      verdict,
      judged: !isGate || gates.judged.has(rule),
      planted: group.length,
      caught,
      falseAlarms,
      recall: group.length === 0 ? null : caught / group.length,
      precision: caught + falseAlarms === 0 ? null : caught / (caught + falseAlarms),
    });
    missed.push(...unnoticed.map(({ id, table, key, field }) => ({ id, rule, verdict, table, key, field })));
  }
  const strayRejects = rejects.filter(({ key }) => key !== "" && !faulty.has(patientOf(key))).length;
  rules.push({
    rule: "rejects",
    verdict: "reject",
    judged: true,
    planted: 0,
    caught: 0,
    falseAlarms: strayRejects,
    recall: null,
    precision: null,
  });
  return { rules, missed };
}

/** Findings that are on no patient with a planted fault: which of them are false alarms. */
class StrayFindings {
  readonly #run: string;
  readonly #answers: string;
  readonly #faulty: ReadonlySet<string>;
  #without: RunWithout | undefined;

  constructor(run: string, answers: string, faulty: ReadonlySet<string>) {
    this.#run = run;
    this.#answers = answers;
    this.#faulty = faulty;
  }

  async falseAlarms(rule: string, findings: readonly Finding[]): Promise<number> {
    if (findings.length === 0) return 0;
    this.#without ??= await RunWithout.open(this.#run, this.#answers, this.#faulty);
    const without = this.#without;
    const nameless = findings.filter(({ key }) => !without.isPatient(patientOf(key)));
    if (nameless.length === 0) return findings.length;
    return findings.length - nameless.length + (await without.remaining(rule, nameless)).length;
  }

  close(): void {
    this.#without?.close();
  }
}

/** How often each name is left. Damaged records cannot be told apart but by their table: each is answered for once. */
class Tally {
  readonly #left = new Map<string, number>();

  constructor(names: readonly string[]) {
    for (const name of names) this.#left.set(name, (this.#left.get(name) ?? 0) + 1);
  }

  /** Takes one of a name, if one is left. */
  take(name: string): boolean {
    const left = this.#left.get(name) ?? 0;
    if (left > 0) this.#left.set(name, left - 1);
    return left > 0;
  }
}

/** True of a record that nobody could read, so that nobody knows whose it was. */
function isDamage({ key, verdict }: Truth): boolean {
  return key === "" && verdict === "quarantine";
}

/** The first part of a natural key is the patient's number; rules that judge many tables name the table before it. */
function patientOf(key: string): string {
  return key.replace(/^[A-Z_]+\|/, "").split("|", 1)[0];
}

/** What a truth asks for: a key, and of rejects the table, and the field where it names one. */
function wantedName({ table, key, field }: Pick<Found, "table" | "key" | "field">, isGate: boolean): string {
  return isGate ? key : `${table}\u0000${key}\u0000${field}`;
}

/** What a finding answers: its own field, or a truth that names none. */
function givenNames(found: Found, isGate: boolean): readonly string[] {
  return isGate ? [found.key] : [wantedName(found, false), wantedName({ ...found, field: "" }, false)];
}

function readGates(run: string): Gates {
  const { rules } = JSON.parse(readFileSync(join(run, "reports", "gates.json"), "utf8")) as {
    rules: { id: string; status: string }[];
  };
  const folder = join(run, "reports", "failures");
  const failures = new Map<string, readonly Found[]>();
  for (const file of existsSync(folder) ? readdirSync(folder) : [])
    if (file.endsWith(".csv"))
      failures.set(
        file.slice(0, -".csv".length),
        readCsv(join(folder, file)).map(({ side, key }) => ({ table: "", side, key, field: "" })),
      );
  const judged = rules.filter(({ status }) => status === "pass" || status === "fail");
  return { judged: new Set(judged.map(({ id }) => id)), failures };
}

function readRejects(run: string): readonly Found[] {
  const folder = join(run, "rejects");
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith(".csv"))
    .flatMap((file) => readCsv(join(folder, file)))
    .map(({ table, external_system_id: key, field }) => ({ table, side: "", key, field }));
}

function readCsv(path: string): Record<string, string>[] {
  return parse(readFileSync(path), { columns: true, relax_column_count: true, bom: true });
}
