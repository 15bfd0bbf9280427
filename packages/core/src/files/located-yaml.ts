import { isMap, isScalar, LineCounter, type Node, parseDocument } from "yaml";
import { z } from "zod";
import { didYouMean } from "../errors/did-you-mean.js";
import { MigrationError, type Place } from "../errors/migration-error.js";
import { schemaKeys } from "./schema-keys.js";

/** A way through a document: map keys and list indexes from the root. */
export type YamlPath = readonly (string | number)[];

/** A parsed YAML file that can still say on which line and column each of its parts stands. */
export interface LocatedYaml<T> {
  readonly file: string;
  readonly value: T;
  /** The place of the value at a path, or of the nearest part that exists. */
  at(path: YamlPath): Place;
}

/** Faults that the reader of a file wants to word itself; return undefined to take the general wording. */
export type FaultWording = (kind: "DUPLICATE_KEY", key: string, where: Place) => MigrationError | undefined;

/** As many files as several sets of plugins have. */
const MAX_KNOWN = 4000;
/** Files without faults by schema, name and text: a process that migrates often, as tests do, reads the same ones again. */
const known = new WeakMap<z.ZodType, Map<string, LocatedYaml<unknown>>>();

/**
 * Parses a YAML text and checks it against a schema. All faults are collected, none thrown.
 *
 * @param file the name that messages show
 * @param wording words faults that have a name of their own in the caller's field
 */
export function readLocatedYaml<T>(
  text: string,
  file: string,
  schema: z.ZodType<T>,
  wording?: FaultWording,
): { readonly yaml?: LocatedYaml<T>; readonly faults: readonly MigrationError[] } {
  const ofSchema = known.get(schema) ?? new Map<string, LocatedYaml<unknown>>();
  const name = `${file}\u0000${text}`;
  const before = ofSchema.get(name);
  if (before !== undefined) return { yaml: before as LocatedYaml<T>, faults: [] };
  const found = parseLocated(text, file, schema, wording);
  if (found.yaml !== undefined) {
    if (ofSchema.size >= MAX_KNOWN) ofSchema.clear();
    known.set(schema, ofSchema.set(name, found.yaml));
  }
  return found;
}

function parseLocated<T>(
  text: string,
  file: string,
  schema: z.ZodType<T>,
  wording: FaultWording | undefined,
): { readonly yaml?: LocatedYaml<T>; readonly faults: readonly MigrationError[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  if (document.errors.length > 0) {
    const faults = document.errors.map((error) => {
      const where = place(error.pos[0]);
      const key = text.slice(error.pos[0], error.pos[1]).trim();
      const own =
        error.code === "DUPLICATE_KEY" ? wording?.("DUPLICATE_KEY", keyAt(text, error.pos[0], key), where) : undefined;
      return own ?? invalidYaml(error.message, where);
    });
    return { faults };
  }
  const at = (path: YamlPath): Place => {
    const start = startOf(document.contents as Node | null, path);
    return start === undefined ? { file, line: 1, column: 1 } : place(start);
  };
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return { yaml: { file, value: parsed.data, at }, faults: [] };
  return { faults: parsed.error.issues.flatMap((issue) => faultsOfIssue(issue, schema, at)) };
}

function invalidYaml(message: string, where: Place): MigrationError {
  return new MigrationError(
    { code: "FILE_INVALID_YAML", message: `The file is not valid YAML: ${message}.`, fix: "Mend the line.", where },
    2,
  );
}

function keyAt(text: string, offset: number, fallback: string): string {
  return /^["']?([^"':\s]+)/.exec(text.slice(offset))?.[1] ?? fallback;
}

function faultsOfIssue(issue: z.core.$ZodIssue, schema: z.ZodType, at: (path: YamlPath) => Place): MigrationError[] {
  const path = issue.path as YamlPath;
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map(
      (key) =>
        new MigrationError(
          {
            code: "FILE_UNKNOWN_KEY",
            message: `"${key}" is not known here${inside(path)}.`,
            fix: `Remove it or mend its name.${didYouMean(key, schemaKeys(schema, path))}`,
            where: at([...path, key]),
          },
          2,
        ),
    );
  }
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    const nearest = issue.errors.reduce((best, errors) => (distanceOf(errors) < distanceOf(best) ? errors : best));
    if (nearest.length > 0) {
      return nearest.flatMap((inner) =>
        faultsOfIssue({ ...inner, path: [...path, ...inner.path] } as z.core.$ZodIssue, schema, at),
      );
    }
  }
  return [
    new MigrationError(
      {
        code: "FILE_INVALID_VALUE",
        message: `${path.length === 0 ? "The file" : `"${path.join(".")}"`} is not as expected: ${lowerFirst(issue.message)}.`,
        fix: "Give a value of the expected form.",
        where: at(path),
      },
      2,
    ),
  ];
}

/** How far a value is from a branch of a union: one of another kind altogether is farther than any with faults inside. */
function distanceOf(issues: readonly z.core.$ZodIssue[]): number {
  const otherKind = issues.some(({ code, path }) => code === "invalid_type" && path.length === 0);
  return otherKind ? Number.POSITIVE_INFINITY : issues.length;
}

function inside(path: YamlPath): string {
  return path.length === 0 ? "" : ` in "${path.join(".")}"`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** Where the part at a path starts: a map entry starts at its key. Falls back to the nearest part above. */
function startOf(root: Node | null, path: YamlPath): number | undefined {
  let node: unknown = root;
  let start = root?.range?.[0];
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => (isScalar(item.key) ? item.key.value : item.key) === step);
      if (pair === undefined) return start;
      start = (pair.key as Node).range?.[0] ?? start;
      node = pair.value;
    } else {
      const child = (node as { get?: (key: unknown, keep: boolean) => unknown } | null)?.get?.(step, true);
      if (child === undefined) return start;
      start = (child as Node).range?.[0] ?? start;
      node = child;
    }
  }
  return start;
}
