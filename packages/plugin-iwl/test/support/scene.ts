import type { Scene, SceneOptions } from "@pas-migrate/core/mock";
import { buildHospital, type Hospital, type Life, lifeOf } from "@pas-migrate/lives";
import { adtMock } from "@pas-migrate/plugin-adt/mock";
import { iwlMock } from "@pas-migrate/plugin-iwl/mock";
import { pmiMock } from "@pas-migrate/plugin-pmi/mock";
import { referenceMock } from "@pas-migrate/plugin-reference/mock";
import { rttMock } from "@pas-migrate/plugin-rtt/mock";

/** A mock hospital of the lists for admission and what they build on; admissions, which end waits, are written as well. */
export function openScene({ seed, snapshotAt }: SceneOptions): Scene<Hospital, Life> {
  const hospital = buildHospital({ seed, snapshotAt });
  return {
    hospital,
    lifeOf: (index) => lifeOf(hospital, index),
    domains: [referenceMock, pmiMock, rttMock, iwlMock, adtMock],
    clusterOf: ({ index }) => String(index % 7),
  };
}
