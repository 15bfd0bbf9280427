import { parse as parseYaml } from "yaml";
import { z } from "zod";
import { errors } from "../errors/catalogue.js";
import { didYouMean } from "../errors/did-you-mean.js";
import type { MigrationError, Place } from "../errors/migration-error.js";
import type { AssetFile } from "../plugin/assets.js";
import {
  type ParameterValue,
  type Rule,
  type RulePartName,
  rulePartNames,
  ruleSeverities,
  ruleStages,
  signOffRoles,
} from "./rule.js";
import { EACH_FORMS, eachWords, readEach } from "./rule-each.js";
import { unknownParameters } from "./rule-sql.js";

/** A rule with the places that messages name. */
export interface LocatedRule {
  readonly rule: Rule;
  /** Where the file starts, or where one of its parts does. */
  at(part?: RulePartName): Place;
}

const sentence = z.string().min(1, "say it in one sentence");

const oneOf = <const T extends readonly [string, ...string[]]>(names: T) =>
  z.enum(names, {
    error: ({ input }) => `it is one of ${names.join(", ")}.${didYouMean(String(input), names)}`,
  });

/** The header of a rule file, without its parameters. */
const headerSchema = z.strictObject({
  id: z.string().regex(/^[A-Z]{2,5}-\d{2,3}[a-z]?$/, "an id is written as ADT-04"),
  title: sentence,
  severity: oneOf(ruleSeverities),
  stage: oneOf(ruleStages),
  hazard: z.string().regex(/^(H-\d{2}|none)$/, 'a hazard is written as H-01, or "none"'),
  sign_off: oneOf(signOffRoles),
  why: sentence,
  fix: sentence,
  nothing: z.string().min(1).optional(),
  optional: z.string().optional(),
  each: z
    .string()
    .refine((text) => readEach(text) !== undefined, `write ${EACH_FORMS}`)
    .optional(),
  reason: z.string().min(1).optional(),
  owner: z.string().min(1).optional(),
  on: z.iso.date("a date is written YYYY-MM-DD").optional(),
});

/** What a run sets; any other would be null, and a rule that compares with it never fail. */
const VARIABLES = ["snapshot", "archive_before"];

const headerKeys = Object.keys(headerSchema.shape);

export const parameterSchema = z.union([z.number(), z.string(), z.array(z.string())]);

/** The parts as the file has them: one SELECT each. */
type FileParts = Readonly<Partial<Record<RulePartName, string>>>;

interface Line {
  readonly key: string;
  value: string;
  readonly line: number;
}

/**
 * Reads `gates/<ID>.sql`: a header of `-- key: value` lines, then parts, each a SELECT behind `-- part: <name>`.
 * All faults are collected, none thrown; each names file and line.
 *
 * @param owner the plugin, `core`, or the overlay the file belongs to
 */
export function readRuleFile(
  file: AssetFile,
  owner: string,
): { readonly located?: LocatedRule; readonly faults: readonly MigrationError[] } {
  const faults: MigrationError[] = [];
  const place = (line: number): Place => ({ file: file.shownAs, line, column: 1 });
  const fault = (what: string, line: number) => faults.push(errors.gateFileInvalid(what, place(line)));
  const { header, parts, starts, body } = split(file.text, fault);

  const lineOf = new Map<string, number>();
  const given: Record<string, string> = {};
  const parameters: Record<string, ParameterValue> = {};
  for (const { key, value, line } of header) {
    if (key === "parameter") {
      const read = readParameter(value);
      if (read === undefined) fault('a parameter is written "name = default"', line);
      else if (read.name in parameters) fault(`the parameter ${read.name} is there twice`, line);
      else parameters[read.name] = read.value;
    } else if (!headerKeys.includes(key)) fault(`"${key}" is not known here.${didYouMean(key, headerKeys)}`, line);
    else if (key in given) fault(`"${key}" is there twice`, line);
    else {
      given[key] = value;
      lineOf.set(key, line);
    }
  }
  const parsed = headerSchema.safeParse(given);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const key = String(issue.path[0] ?? "");
      if (key in given) fault(`"${key}": ${issue.message}`, lineOf.get(key) ?? 1);
      else if (headerKeys.includes(key)) fault(`the header lacks "${key}"`, 1);
    }
    return { faults };
  }
  const { id, hazard, sign_off, optional, each, reason, owner: decidedBy, on, ...rest } = parsed.data;
  const name = file.path.slice(file.path.lastIndexOf("/") + 1, -".sql".length);
  if (name !== id) fault(`the file is named ${name}.sql, the rule ${id}`, lineOf.get("id") ?? 1);
  for (const missing of missingParts(rest.stage, parts)) fault(missing, body);
  const put = each === undefined ? undefined : readEach(each);
  const words = Object.fromEntries((put === undefined ? [] : eachWords(put)).map((word) => [word, ""]));
  for (const part of rulePartNames) {
    for (const unknown of unknownParameters(parts[part] ?? "", { ...parameters, ...words }))
      fault(
        `{${unknown}} is no parameter of the rule.${didYouMean(unknown, Object.keys(parameters))}`,
        starts[part] ?? 1,
      );
  }
  for (const part of rulePartNames) {
    for (const [, name] of (parts[part] ?? "").matchAll(/getvariable\('([^']*)'\)/g)) {
      if (!VARIABLES.includes(name))
        fault(`a run has no variable "${name}".${didYouMean(name, VARIABLES)}`, starts[part] ?? 1);
    }
  }
  if (faults.length > 0) return { faults };
  const rule: Rule = {
    id,
    ...rest,
    hazard: hazard === "none" ? null : hazard,
    signOff: sign_off,
    plugin: owner,
    parameters,
    optional: (optional ?? "").split(",").flatMap((table) => (table.trim() === "" ? [] : [table.trim()])),
    ...(put === undefined ? {} : { each: put }),
    parts,
    ...((reason ?? decidedBy ?? on) ? { overlay: { overlay: owner, reason, owner: decidedBy, on } } : {}),
  };
  return { located: { rule, at: (part) => place((part && starts[part]) ?? 1) }, faults };
}

/** Takes a file apart: header lines (a line that is indented by two blanks or more goes on with the one before), and parts. */
function split(text: string, fault: (what: string, line: number) => void) {
  const header: Line[] = [];
  const parts: Record<string, string> = {};
  const starts: Partial<Record<RulePartName, number>> = {};
  let body = 1;
  let current: RulePartName | undefined;
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    const number = i + 1;
    const part = /^--\s*part:\s*(\S*)\s*$/.exec(line);
    if (part !== null) {
      const known = rulePartNames.find((name) => name === part[1]);
      if (known === undefined)
        fault(
          `there is no part "${part[1]}"; parts are ${rulePartNames.join(", ")}.${didYouMean(part[1], rulePartNames)}`,
          number,
        );
      else if (known in parts) fault(`the part ${known} is there twice`, number);
      if (current === undefined) body = number;
      current = known ?? "target";
      starts[current] = number;
      parts[current] = "";
    } else if (current !== undefined) parts[current] += `${line}\n`;
    else readHeaderLine(line, number, header, fault);
  }
  return {
    header,
    body,
    starts,
    parts: Object.fromEntries(
      Object.entries(parts).map(([name, sql]) => [name, sql.trim().replace(/;$/, "")]),
    ) as FileParts,
  };
}

function readHeaderLine(
  line: string,
  number: number,
  header: Line[],
  fault: (what: string, line: number) => void,
): void {
  if (line.trim() === "") return;
  const more = /^-- {2,}(\S.*)$/.exec(line);
  const own = /^-- ?([a-z_]+):\s*(.*)$/.exec(line);
  const last = header.at(-1);
  if (more !== null && last !== undefined) last.value = `${last.value} ${more[1].trim()}`.trim();
  else if (own !== null) header.push({ key: own[1], value: own[2].trim(), line: number });
  else fault('the header has lines of the form "-- key: value" until the first "-- part: <name>"', number);
}

/** The value is written as YAML writes it: `365`, `RTT`, `[A, B]`. */
function readParameter(text: string): { name: string; value: ParameterValue } | undefined {
  const [, name, value] = /^([a-z][a-z0-9_]*)\s*=\s*(.*)$/.exec(text) ?? [];
  if (name === undefined) return undefined;
  try {
    const read: unknown = parseYaml(value, { schema: "core" });
    const parsed = parameterSchema.safeParse(Array.isArray(read) ? read.map(String) : read);
    return parsed.success ? { name, value: parsed.data } : undefined;
  } catch {
    return undefined;
  }
}

function missingParts(stage: Rule["stage"], parts: FileParts): readonly string[] {
  const wanted = stage === "source" ? ["source"] : stage === "config" ? [] : ["target"];
  const faults = wanted
    .filter((side) => !(side in parts))
    .map((side) => `a rule of stage ${stage} needs the part "${side}"`);
  if (stage === "config" && !("source" in parts) && !("target" in parts))
    faults.push('a rule of stage config needs the part "target"');
  for (const side of ["source", "target"] as const) {
    if (side in parts !== `population_${side}` in parts)
      faults.push(`the parts "${side}" and "population_${side}" go together`);
  }
  for (const [name, sql] of Object.entries(parts)) if (sql === "") faults.push(`the part "${name}" is empty`);
  return faults;
}
