import { CodeTranslator, textAt } from "../../columns/index.js";
import type { ResolvedOf } from "../../contract/model.js";
import type { Crosswalk } from "../../crosswalks/crosswalk.js";
import type { FieldComputer } from "./field.js";

/** LOOKUP_TRANSLATION: the code's target in the crosswalk. A code without one is rejected, never passed through. */
export function lookupField(
  definition: ResolvedOf<"LOOKUP_TRANSLATION">,
  crosswalk: Crosswalk,
  field: number,
): FieldComputer {
  const { column: name, source, onMissing, freeText = false } = definition;
  const translator = new CodeTranslator((code) => crosswalk.target(code));
  return {
    compute(batch, reject) {
      const codes = batch.column(name);
      const { column, missing } = translator.translate(codes);
      for (const row of missing) {
        reject({
          row,
          field,
          stage: "fields",
          reason: "CODE_NOT_MAPPED",
          code: freeText ? undefined : textAt(codes, row)!.trim(),
          crosswalk: crosswalk.name,
          raw: new Map([[source[0], codes]]),
          wholeRow: onMissing === "reject-row",
        });
      }
      return column;
    },
  };
}
