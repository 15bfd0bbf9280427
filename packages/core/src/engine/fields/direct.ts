import type { ResolvedOf } from "../../contract/model.js";
import type { FieldComputer } from "./field.js";
import { inForm } from "./forms.js";

/** DIRECT_SOURCE: the source column, in the form that the target asks for. */
export function directField(definition: ResolvedOf<"DIRECT_SOURCE">, field: number): FieldComputer {
  const { column, as, midnight = false, source } = definition;
  const request = { as, midnight, field, rawName: source[0] };
  return { compute: (batch, reject) => inForm(batch.column(column), request, reject) };
}
