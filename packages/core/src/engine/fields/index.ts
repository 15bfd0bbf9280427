import type { CompiledTable } from "../../contract/model.js";
import type { Derivations } from "../../plugin/derivation.js";
import { type DerivationServices, derivedField } from "./derived.js";
import { directField } from "./direct.js";
import { feedField } from "./feed.js";
import type { FieldComputer } from "./field.js";
import { lookupField } from "./lookup.js";
import { outOfScopeField } from "./out-of-scope.js";
import { surrogateField } from "./surrogate.js";

export type { BatchReject, FieldComputer } from "./field.js";

/** What fields lean on, ready for use. */
export interface FieldServices extends DerivationServices {
  readonly derivations: Derivations;
}

/** One computer for each field of a table, in column order: the mapping class decides which. */
export function fieldComputers(table: CompiledTable, services: FieldServices): readonly FieldComputer[] {
  return table.fields.map(({ name, definition }, field) => {
    switch (definition.class) {
      case "DIRECT_SOURCE":
        return directField(definition, field);
      case "DERIVED":
        return derivedField(definition, services.derivations[definition.rule], field, `${table.table}.${name}`, services);
      case "LOOKUP_TRANSLATION":
        return lookupField(definition, services.crosswalks.get(definition.crosswalk)!, field);
      case "SURROGATE_ETL":
        return surrogateField(definition, name);
      case "REFERENCE_MASTER_FEED":
        return feedField(definition, field);
      case "OUT_OF_SCOPE":
        return outOfScopeField;
    }
  });
}
