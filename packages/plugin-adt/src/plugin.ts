import { type CodeSets, type Derivations, type MigrationPlugin, plugin, type Reasons } from "@pas-migrate/core";
import { codeSets } from "./code-sets.js";
import { archiveComments } from "./derivations/archive-comments.js";
import { clinicalCode, description, diagnosisScheme, gmcCode, procedureScheme } from "./derivations/codes.js";
import { completedYears, daysBetween } from "./derivations/days.js";
import { actualManagement, encounterType } from "./derivations/management.js";
import { bedLocation, placeInSpell } from "./derivations/places.js";
import { reasons } from "./reasons.js";

/** Admissions, episodes and ward stays. */
@plugin({
  id: "adt",
  title: "Admissions, episodes and ward stays",
  engine: "^1.0.0",
  requires: ["reference", "pmi"],
  uses: ["iwl"],
  assets: import.meta.url,
})
export class AdtPlugin implements MigrationPlugin {
  readonly reasons: Reasons = reasons;
  readonly codeSets: CodeSets = codeSets;
  readonly derivations: Derivations = {
    "adt.actualManagement": actualManagement,
    "adt.archiveComments": archiveComments,
    "adt.bedLocation": bedLocation,
    "adt.clinicalCode": clinicalCode,
    "adt.completedYears": completedYears,
    "adt.daysBetween": daysBetween,
    "adt.description": description,
    "adt.diagnosisScheme": diagnosisScheme,
    "adt.encounterType": encounterType,
    "adt.gmcCode": gmcCode,
    "adt.placeInSpell": placeInSpell,
    "adt.procedureScheme": procedureScheme,
  };
}
