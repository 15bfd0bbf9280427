import type { Scene, SceneOptions } from "@pas-migrate/core/mock";
import { buildHospital, type Hospital, type Life, lifeOf } from "@pas-migrate/lives";
import { adtMock } from "@pas-migrate/plugin-adt/mock";
import { mhMock } from "@pas-migrate/plugin-mh/mock";
import { pmiMock } from "@pas-migrate/plugin-pmi/mock";
import { referenceMock } from "@pas-migrate/plugin-reference/mock";

/** A mock hospital in which everybody has been on a psychiatric ward or in a care programme. */
export function openScene({ seed, snapshotAt }: SceneOptions): Scene<Hospital, Life> {
  const hospital = buildHospital({ seed, snapshotAt });
  const patients = psychiatricLives(hospital);
  const known: Life[] = [];
  return {
    hospital,
    lifeOf: (index) => {
      while (known.length <= index) known.push(patients.next().value);
      return known[index];
    },
    domains: [referenceMock, pmiMock, adtMock, mhMock],
    clusterOf: ({ index }) => String(index % 7),
  };
}

/** The patients of this domain, who are few among all. */
export function* psychiatricLives(hospital: Hospital): Generator<Life, never> {
  for (let index = 0; ; index += 1) {
    const life = lifeOf(hospital, index);
    if (life.carePlans.length > 0 || life.spells.some(({ legal }) => legal.length > 0)) yield life;
  }
}
