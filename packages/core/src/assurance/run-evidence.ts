import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { errors } from "../errors/catalogue.js";
import { contractRules } from "../gates/contract-rules.js";
import type { Manifest } from "../report/manifest.js";
import type { RunReport } from "../report/run-report.js";
import { readManifest, readReport } from "./check.js";
import { type RowSet, readRowSet } from "./row-set.js";
import { readWaivers, type WaiverFile } from "./waivers.js";

/** Where a verdict keeps the waivers it was given, as they were written. */
export const WAIVERS = "reports/waivers";

const count = z.int().nonnegative();

const ruleSchema = z.looseObject({
  id: z.string(),
  severity: z.enum(["blocker", "error", "warn", "info"]),
  status: z.enum(["pass", "fail", "not_applicable", "error"]),
  source_failures: count.nullable(),
  target_failures: count.nullable(),
  new_failures: count.nullable(),
  denominator: count.nullable(),
  title: z.string(),
  /** The role that signs for the rule, where the rule names one. */
  sign_off: z.string().nullish(),
  hazard: z.string().nullish(),
  /** Tables that the rule reads, where the rule names them. */
  tables: z.array(z.string()).nullish(),
  /** Why a rule is not applicable or in error, where that is known. */
  reason: z.string().nullish(),
  /** True when an overlay added, replaced, adjusted or switched off the rule. */
  overlay: z.boolean().optional(),
});

export type RuleResult = z.output<typeof ruleSchema>;

const reconciliationSchema = z.looseObject({
  chains: z.array(z.looseObject({ chain: z.string(), hop: z.string(), complete: count, total: count })),
  /** A figure that could not be taken is null on both sides. */
  measures: z.array(
    z.looseObject({
      measure: z.string(),
      cell: z.union([z.string(), z.number()]).nullable(),
      source: z.number().nullable(),
      target: z.number().nullable(),
      missing: count.optional(),
      added: count.optional(),
      explained: count.optional(),
    }),
  ),
  /** The counts of a list that could not be drawn up are null. */
  lists: z.array(
    z.looseObject({
      list: z.string(),
      only_source: count.nullable(),
      only_target: count.nullable(),
      different: count.nullable(),
      unexplained: count.nullish(),
    }),
  ),
});

export type Reconciliation = z.output<typeof reconciliationSchema>;

/** One field of the contract, as far as its approval goes. */
export interface DecidedField {
  readonly field: string;
  readonly decision: "pending" | "approved" | undefined;
  readonly overridden: boolean;
}

/** Everything that a verdict is judged by, read from the folder of a run or from a sealed pack. */
export interface RunEvidence {
  readonly manifest: Manifest;
  readonly run: RunReport;
  readonly fields: readonly DecidedField[];
  readonly rules: readonly RuleResult[];
  /** Rules that are blockers as their plugin has them, whatever an overlay made of them. */
  readonly packagedBlockers: ReadonlySet<string>;
  /** Undefined when the run has not been reconciled. */
  readonly reconciliation: Reconciliation | undefined;
  /** The waivers that an earlier verdict kept. */
  readonly waivers: readonly WaiverFile[];
  /** The rows that break a rule, or undefined when the check lists none. */
  rowSet(rule: string): RowSet | undefined;
}

/**
 * Reads the evidence of a checked run. The delivered files are not among it: a verdict needs no data.
 *
 * @throws MigrationError `RUN_INCOMPLETE`, `RELEASE_NOT_CHECKED`, `RUN_UNREADABLE`
 */
export function readRunEvidence(out: string): RunEvidence {
  const manifest = readManifest(out);
  if (!existsSync(join(out, "reports", "gates.json"))) throw errors.notChecked(out);
  const { rules } = parsed(out, "gates.json", z.looseObject({ rules: z.array(ruleSchema) }));
  const isReconciled = existsSync(join(out, "reports", "reconciliation.json"));
  return {
    manifest,
    run: readReport(out, "run.json"),
    fields: readFields(out),
    rules,
    packagedBlockers: readPackagedBlockers(out),
    reconciliation: isReconciled ? parsed(out, "reconciliation.json", reconciliationSchema) : undefined,
    waivers: waiverFiles(out).map((file) => readWaivers(readFileSync(join(out, file), "utf8"), file)),
    rowSet: (rule) => readRowSet(join(out, failuresFile(rule))),
  };
}

/** True for a rule that an overlay has switched off: its reason says who did, and why. */
export function isSwitchedOff({ status, overlay, reason }: RuleResult): boolean {
  return status === "not_applicable" && overlay === true && (reason ?? "").startsWith("switched off");
}

/** The keys of the rows that break a rule, as the check wrote them: a path in the run's folder. */
export function failuresFile(rule: string): string {
  return `reports/failures/${rule}.csv`;
}

/** Paths of the waiver files that a verdict kept, in order. */
export function waiverFiles(out: string): readonly string[] {
  const folder = join(out, WAIVERS);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .map((name) => `${WAIVERS}/${name}`);
}

/** SHA-256 in lower-case hex. */
export function sha256(bytes: string | Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function readFields(out: string): readonly DecidedField[] {
  const schema = z.looseObject({
    contract: z.looseObject({
      tables: z.array(
        z.looseObject({
          table: z.string(),
          fields: z.array(
            z.looseObject({
              name: z.string(),
              definition: z.looseObject({ decision: z.enum(["pending", "approved"]).optional() }),
              override: z.unknown().optional(),
            }),
          ),
        }),
      ),
    }),
  });
  return parsed(out, "contract.json", schema).contract.tables.flatMap(({ table, fields }) =>
    fields.map(({ name, definition, override }) => ({
      field: `${table}.${name}`,
      decision: definition.decision,
      overridden: override !== undefined,
    })),
  );
}

function readPackagedBlockers(out: string): ReadonlySet<string> {
  const ofFramework = contractRules.filter(({ severity }) => severity === "blocker").map(({ id }) => id);
  if (!existsSync(join(out, "reports", "rules.json"))) return new Set(ofFramework);
  const schema = z.looseObject({ rules: z.array(z.looseObject({ id: z.string(), severity: z.string() })) });
  const blockers = parsed(out, "rules.json", schema).rules.filter(({ severity }) => severity === "blocker");
  return new Set([...ofFramework, ...blockers.map(({ id }) => id)]);
}

function parsed<T>(out: string, name: string, schema: z.ZodType<T>): T {
  const result = schema.safeParse(readReport(out, name));
  if (!result.success) throw errors.runUnreadable(`reports/${name}`, result.error.issues[0].path.join("."));
  return result.data;
}
