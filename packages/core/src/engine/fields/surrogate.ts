import { emptyText } from "../../columns/index.js";
import type { ResolvedOf } from "../../contract/model.js";
import { EXTERNAL_KEY, SELF_KEY } from "../row-batch.js";
import type { FieldComputer } from "./field.js";

/** SURROGATE_ETL: a record number, the row's own or its parent's, or the natural key itself. */
export function surrogateField(definition: ResolvedOf<"SURROGATE_ETL">, name: string): FieldComputer {
  if (definition.absentParent) return { compute: (batch) => emptyText(batch.length) };
  const key = definition.key === "self" ? SELF_KEY : definition.key === "external" ? EXTERNAL_KEY : name;
  return { compute: (batch) => batch.keys.get(key)! };
}
