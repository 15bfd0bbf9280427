import type { Scene, SceneOptions } from "@pas-migrate/core/mock";
import { buildHospital, type Hospital, type Life, lifeOf } from "@pas-migrate/lives";
import { adtMock } from "@pas-migrate/plugin-adt/mock";
import { iwlMock } from "@pas-migrate/plugin-iwl/mock";
import { pmiMock } from "@pas-migrate/plugin-pmi/mock";
import { referenceMock } from "@pas-migrate/plugin-reference/mock";
import { rttMock } from "@pas-migrate/plugin-rtt/mock";

/** A mock hospital of inpatients alone: everybody in it has been there. */
export function openScene({ seed, snapshotAt }: SceneOptions): Scene<Hospital, Life> {
  const hospital = buildHospital({ seed, snapshotAt });
  const inpatients = inpatientsOf(hospital);
  const known: Life[] = [];
  return {
    hospital,
    lifeOf: (index) => {
      while (known.length <= index) known.push(inpatients.next().value);
      return known[index];
    },
    domains: [referenceMock, pmiMock, rttMock, iwlMock, adtMock],
    clusterOf: ({ index }) => String(index % 7),
  };
}

function* inpatientsOf(hospital: Hospital): Generator<Life, never> {
  for (let index = 0; ; index += 1) {
    const life = lifeOf(hospital, index);
    if (life.spells.length > 0) yield life;
  }
}
