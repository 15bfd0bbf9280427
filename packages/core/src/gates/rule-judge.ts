import type { GateResult } from "../assurance/gates.js";
import type { Connection } from "../engine/database.js";
import { MigrationError } from "../errors/migration-error.js";
import { judgedSide, type Rule, type RuleAdjustment, type RulePartName, selectsOf, sidesOf } from "./rule.js";
import { bindParameters, needsSnapshot, tablesOf } from "./rule-sql.js";

/** What a rule finds where it is judged. */
export interface RuleScope {
  /** Names of the plugins' views, as `pmi.patient`. */
  readonly views: Iterable<string>;
  /** False when the instant of the extract was not given. */
  readonly hasSnapshot: boolean;
  /** Why a table cannot be read, in words; undefined when it can. Makes views that are only made when asked for. */
  absence(table: string, rule: Rule): Promise<string | undefined> | string | undefined;
}

/** The rows that break the rule that was judged last, sorted; a key counts once a side. */
const FAILING = "temp.failing";

const PAGE = 50_000;

const NO_FAILURES = { source: 0, target: 0, fresh: 0 };

/** A key that breaks a rule, and on which side. */
export type FailingKey = readonly [side: "source" | "target", key: string];

/** Puts rules to the tables of a connection, one after the other. Keys stay in the database until they are asked for. */
export class RuleJudge {
  readonly #connection: Connection;
  readonly #scope: RuleScope;

  constructor(connection: Connection, scope: RuleScope) {
    this.#connection = connection;
    this.#scope = scope;
  }

  /** Judges a rule as an overlay has adjusted it. Never throws for what a rule does: that is a result, `error`. */
  async judge(packaged: Rule, adjustment?: RuleAdjustment): Promise<GateResult> {
    const rule = adjustedRule(packaged, adjustment);
    const tables = tablesOf(rule.parts, this.#scope.views);
    const about = ruleResult(rule, tables.length === 0 && rule.each !== undefined ? ["source.*"] : tables, adjustment);
    if (adjustment?.off) return { ...about, reason: switchedOff(adjustment) };
    try {
      const absent = await this.#absence(rule, tables);
      return absent === undefined ? await this.#count(rule, about) : { ...about, reason: absent };
    } catch (error) {
      if (!(error instanceof MigrationError)) throw error;
      return { ...about, status: "error", reason: faultKind(error) };
    }
  }

  /** Keys that break the rule that was judged last, in pages, sorted by side and key. */
  async *failingKeys(): AsyncGenerator<readonly FailingKey[]> {
    for (let from = 0; ; from += PAGE) {
      const rows = await this.#connection.rows(
        `select side, key from ${FAILING} where n > ${from} and n <= ${from + PAGE} order by n`,
      );
      if (rows.length === 0) return;
      yield rows as unknown as readonly FailingKey[];
    }
  }

  async #absence(rule: Rule, tables: readonly string[]): Promise<string | undefined> {
    if (needsSnapshot(rule.parts) && !this.#scope.hasSnapshot) return "the instant of the extract was not given";
    const absent: string[] = [];
    for (const table of tables) {
      const reason = await this.#scope.absence(table, rule);
      if (reason !== undefined) absent.push(reason);
    }
    return absent.length === 0 ? undefined : absent.join("; ");
  }

  async #count(rule: Rule, about: GateResult): Promise<GateResult> {
    const selects = (part: RulePartName) =>
      selectsOf(rule.parts, part).map((sql) => bindParameters(sql, rule.parameters));
    const sides = sidesOf(rule);
    const populations: { source: number | null; target: number | null } = { source: null, target: null };
    await this.#connection.run("create or replace temp table found (side varchar, key varchar)");
    let found = 0;
    for (const side of sides) {
      populations[side] = 0;
      for (const sql of selects(`population_${side}`))
        populations[side] += Number((await this.#connection.value(`select (${sql}\n)`)) ?? 0);
      for (const sql of selects(side))
        found += await this.#connection.count(
          `insert into temp.found select distinct '${side}', coalesce(cast(key as varchar), '') from (${sql}\n)`,
        );
    }
    const counted = {
      ...about,
      denominator: populations[judgedSide(rule)],
      source_denominator: populations.source,
      target_denominator: populations.target,
    };
    const { source, target, fresh } = found === 0 ? NO_FAILURES : await this.#failures();
    if (sides.every((side) => populations[side] === 0) && source + target === 0)
      return { ...counted, reason: rule.nothing ?? "there is no row that it looks at" };
    const failures = { source, target };
    return {
      ...counted,
      status: failures[judgedSide(rule)] === 0 ? "pass" : "fail",
      source_failures: sides.includes("source") ? source : null,
      target_failures: sides.includes("target") ? target : null,
      new_failures: sides.includes("target") ? fresh : null,
    };
  }

  /** Puts what was found in order, each key once a side, and counts it. */
  async #failures(): Promise<typeof NO_FAILURES> {
    await this.#connection.run(
      "create or replace temp table failing as select row_number() over (order by side, key) as n, side, key from (select distinct side, key from temp.found)",
    );
    const [counts] = await this.#connection.rows(
      `select count(*) filter (side = 'source'), count(*) filter (side = 'target'), count(*) filter (side = 'target'` +
        ` and not exists (from ${FAILING} s where s.side = 'source' and s.key = f.key)) from ${FAILING} f`,
    );
    const [source, target, fresh] = counts.map(Number);
    return { source, target, fresh };
  }
}

/** A rule with what an overlay says in its place. */
function adjustedRule(rule: Rule, adjustment: RuleAdjustment | undefined): Rule {
  const { severity = rule.severity, parameters = {} } = adjustment ?? {};
  return { ...rule, severity, parameters: { ...rule.parameters, ...parameters } };
}

/** A result that says nothing yet: not applicable, without a count. */
function ruleResult(rule: Rule, tables: readonly string[], adjustment: RuleAdjustment | undefined): GateResult {
  const { id, severity, stage, title, hazard, signOff, parameters, overlay } = rule;
  return {
    id,
    severity,
    stage,
    status: "not_applicable",
    source_failures: null,
    target_failures: null,
    new_failures: null,
    denominator: null,
    title,
    source_denominator: null,
    target_denominator: null,
    reason: null,
    hazard,
    sign_off: signOff,
    tables,
    parameters,
    overlay: overlay !== undefined || adjustment !== undefined,
  };
}

/** Why a rule that an overlay switched off was not judged. */
export function switchedOff({ overlay, reason, owner, on }: RuleAdjustment): string {
  return `switched off by ${owner} on ${on} in "${overlay}": ${reason}`;
}

/** What kind of fault a query met. A message of the binder names columns; any other may quote a patient's value. */
function faultKind(error: MigrationError): string {
  const message = error.cause instanceof Error ? error.cause.message.split("\n")[0] : "";
  if (/^(Binder|Catalog|Parser) Error:/.test(message)) return message;
  return /^([A-Z][A-Za-z -]{2,40}) Error:/.exec(message)?.[0].slice(0, -1) ?? "the query failed";
}
