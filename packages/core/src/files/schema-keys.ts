import type { z } from "zod";

interface Definition {
  readonly type: string;
  readonly shape?: Record<string, z.ZodType>;
  readonly valueType?: z.ZodType;
  readonly element?: z.ZodType;
  readonly innerType?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly in?: z.ZodType;
}

/** The keys that a schema knows at a path, for "did you mean". Unions give the keys of all their branches. */
export function schemaKeys(schema: z.ZodType, path: readonly (string | number)[]): readonly string[] {
  let branches = unwrap(schema);
  for (const step of path) {
    branches = branches.flatMap((branch) => {
      if (branch.shape !== undefined) return step in branch.shape ? unwrap(branch.shape[step]) : [];
      const inner = branch.valueType ?? branch.element;
      return inner === undefined ? [] : unwrap(inner);
    });
  }
  return [...new Set(branches.flatMap((branch) => Object.keys(branch.shape ?? {})))];
}

function unwrap(schema: z.ZodType): readonly Definition[] {
  const definition = schema.def as unknown as Definition;
  if (definition.options !== undefined) return definition.options.flatMap(unwrap);
  const inner = definition.innerType ?? definition.in;
  return inner === undefined ? [definition] : unwrap(inner);
}
