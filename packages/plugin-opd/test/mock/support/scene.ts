import type { Scene, SceneOptions } from "@pas-migrate/core/mock";
import { buildHospital, type Hospital, type Life, lifeOf } from "@pas-migrate/lives";
import { opdMock } from "@pas-migrate/plugin-opd/mock";
import { pmiMock } from "@pas-migrate/plugin-pmi/mock";
import { referenceMock } from "@pas-migrate/plugin-reference/mock";
import { rttMock } from "@pas-migrate/plugin-rtt/mock";

/** A mock hospital of clinics and what they build on. */
export function openScene({ seed, snapshotAt }: SceneOptions): Scene<Hospital, Life> {
  const hospital = buildHospital({ seed, snapshotAt });
  return {
    hospital,
    lifeOf: (index) => lifeOf(hospital, index),
    domains: [referenceMock, pmiMock, rttMock, opdMock],
    clusterOf: ({ index }) => String(index % 7),
  };
}
