import type { CompiledField, CompiledTable } from "../../contract/model.js";
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

/** One computer for each field of a table, in column order. */
export function fieldComputers(table: CompiledTable, services: FieldServices): readonly FieldComputer[] {
  return table.fields.map((field, place) => fieldComputer(field, place, table.table, services));
}

/** The mapping class decides how a field is computed. */
function fieldComputer(
  { name, definition }: CompiledField,
  place: number,
  table: string,
  services: FieldServices,
): FieldComputer {
  switch (definition.class) {
    case "DIRECT_SOURCE":
      return directField(definition, place);
    case "DERIVED":
      return derivedField(definition, services.derivations[definition.rule], place, `${table}.${name}`, services);
    case "LOOKUP_TRANSLATION":
      return lookupField(definition, services.crosswalks.get(definition.crosswalk)!, place);
    case "SURROGATE_ETL":
      return surrogateField(definition, name);
    case "REFERENCE_MASTER_FEED":
      return feedField(definition, place);
    case "OUT_OF_SCOPE":
      return outOfScopeField;
  }
}
