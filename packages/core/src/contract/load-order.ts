import type { CompiledTable } from "./model.js";

/** Sorts items so that each stands after those it depends on; among equals the given order stays. */
export function inDependencyOrder<T>(
  items: readonly T[],
  name: (item: T) => string,
  dependencies: (item: T) => readonly string[],
): { readonly ordered: readonly T[]; readonly cycle?: readonly string[] } {
  const byName = new Map(items.map((item) => [name(item), item]));
  const ordered: T[] = [];
  const state = new Map<string, "open" | "done">();
  let cycle: string[] | undefined;
  const place = (item: T, path: readonly string[]): void => {
    const id = name(item);
    if (state.get(id) === "done") return;
    if (state.get(id) === "open") {
      cycle ??= [...path.slice(path.indexOf(id)), id];
      return;
    }
    state.set(id, "open");
    for (const dependency of dependencies(item)) {
      const needed = byName.get(dependency);
      if (needed !== undefined && dependency !== id) place(needed, [...path, id]);
    }
    state.set(id, "done");
    ordered.push(item);
  };
  for (const item of items) place(item, []);
  return { ordered, cycle };
}

/** The load tables that a table's keys name. */
export function parentsOf({ fields, rows }: CompiledTable): readonly string[] {
  const named = fields.flatMap(({ definition }) =>
    definition.class === "SURROGATE_ETL" &&
    definition.key !== "self" &&
    definition.key !== "external" &&
    !definition.absentParent
      ? [definition.key]
      : [],
  );
  return [...named, ...rows.parents.map(({ key }) => key)];
}
