import type { ResolvedOf } from "../../contract/model.js";
import type { FieldComputer } from "./field.js";
import { inForm } from "./forms.js";

/** REFERENCE_MASTER_FEED: the feed's column, in the form that the target asks for. */
export function feedField(definition: ResolvedOf<"REFERENCE_MASTER_FEED">, field: number): FieldComputer {
  const { feed, column, as, midnight = false } = definition;
  const request = { as, midnight, field, rawName: `feed:${feed}.${column}` };
  return { compute: (batch, reject) => inForm(batch.column(column), request, reject) };
}
