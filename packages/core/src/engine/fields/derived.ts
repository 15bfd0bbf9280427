import type { Vector } from "apache-arrow";
import { isText } from "../../columns/index.js";
import type { ResolvedOf } from "../../contract/model.js";
import type { Crosswalk } from "../../crosswalks/crosswalk.js";
import { errors } from "../../errors/catalogue.js";
import { MigrationError } from "../../errors/migration-error.js";
import type { SnapshotClock } from "../../plugin/clock.js";
import type { Derivation, DerivationContext } from "../../plugin/derivation.js";
import { checkReason } from "../../plugin/row-balance.js";
import type { FieldComputer } from "./field.js";

/** What derivations may ask of the run. */
export interface DerivationServices {
  readonly clock: SnapshotClock;
  readonly crosswalks: ReadonlyMap<string, Crosswalk>;
  readonly settings: Readonly<Record<string, string>>;
}

/** DERIVED: a named rule over columns. */
export function derivedField(
  definition: ResolvedOf<"DERIVED">,
  rule: Derivation,
  field: number,
  place: string,
  services: DerivationServices,
): FieldComputer {
  return {
    compute(batch, reject) {
      const columns = definition.columns.map((name) => batch.column(name));
      const raw = new Map<string, Vector>(definition.columns.map((name, i) => [name, columns[i]]));
      const context: DerivationContext = {
        rows: batch.length,
        args: definition.with ?? {},
        clock: services.clock,
        setting: (name) => services.settings[name],
        reject: (row, reason, code) =>
          reject({ row, field, stage: "fields", reason: checkReason(reason, definition.rule), raw, code }),
        note: (row, reason) =>
          reject({ row, field, stage: "fields", reason: checkReason(reason, definition.rule), raw, kept: true }),
        crosswalk: (name) => {
          const crosswalk = services.crosswalks.get(name);
          if (crosswalk === undefined) throw new RangeError(`there is no crosswalk ${name}`);
          return crosswalk;
        },
      };
      const result = run(rule, columns, context, definition.rule, place);
      if (result?.length !== batch.length || !isText(result))
        throw errors.derivationGaveWrongColumn(definition.rule, place, batch.length);
      return result;
    },
  };
}

function run(
  rule: Derivation,
  columns: readonly Vector[],
  context: DerivationContext,
  name: string,
  place: string,
): Vector {
  try {
    return rule(columns, context);
  } catch (cause) {
    if (cause instanceof MigrationError) throw cause;
    throw errors.derivationFailed(name, place, cause);
  }
}
