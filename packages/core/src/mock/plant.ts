import type { Defect, PatientRows, PlantedFault } from "./domain.js";
import { Random } from "./random.js";
import type { DefectChoice, Scene } from "./scene.js";

/** Every fifth patient is left as it is: the control set, in which no rule may find anything. */
const CONTROL = 5;
/** Faults come where work was careless: a tenth of the clusters has five times as many as the rest. */
const CARELESS_SHARE = 0.1;
const CARELESS = 3.6;
const CAREFUL = 0.72;
/** Who has one fault is likelier to have another: this makes about two of five bad records bad in two ways. */
const COMPANY = 6;

/** A planted fault with what it is called. */
export interface NamedFault extends PlantedFault {
  /** The same for all truths of one planting. */
  readonly id: string;
  readonly defect: string;
}

/** Plants the chosen faults into one patient's rows. The same patient gets the same faults whatever the number of patients. */
export function plantFaults(
  scene: Scene,
  choice: DefectChoice,
  seed: number,
  index: number,
  life: unknown,
  rows: PatientRows,
): readonly NamedFault[] {
  if (choice === "none" || index % CONTROL === 0) return [];
  const cluster = Random.of(seed, "cluster", scene.clusterOf(life));
  const care = cluster.chance(CARELESS_SHARE) ? CARELESS : CAREFUL;
  const planted: NamedFault[] = [];
  for (const { defects = [] } of scene.domains) {
    for (const defect of defects) {
      const random = Random.of(seed, "defect", defect.id, index);
      const company = planted.length > 0 ? COMPANY : 1;
      if (!random.chance(rateOf(defect, choice) * care * company)) continue;
      const truths = defect.plant(rows, life, scene.hospital, random);
      for (const truth of truths) planted.push({ id: `${defect.id}-${index}`, defect: defect.id, ...truth });
    }
  }
  return planted;
}

function rateOf(defect: Defect<never, never>, choice: Exclude<DefectChoice, "none">): number {
  return choice === "realistic" ? defect.rate : (choice[defect.id] ?? 0);
}
