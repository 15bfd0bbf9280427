import { dateOf, type Scene, type SceneOptions } from "@pas-migrate/core/mock";
import { buildHospital, type Hospital, type Life, lifeOf } from "@pas-migrate/lives";
import { adtMock } from "@pas-migrate/plugin-adt/mock";
import { iwlMock } from "@pas-migrate/plugin-iwl/mock";
import { mhMock } from "@pas-migrate/plugin-mh/mock";
import { opdMock } from "@pas-migrate/plugin-opd/mock";
import { pmiMock } from "@pas-migrate/plugin-pmi/mock";
import { referenceMock } from "@pas-migrate/plugin-reference/mock";
import { rttMock } from "@pas-migrate/plugin-rtt/mock";

/** The mock hospital of all packaged domains. */
export function openScene({ seed, snapshotAt }: SceneOptions): Scene<Hospital, Life> {
  const hospital = buildHospital({ seed, snapshotAt });
  return {
    hospital,
    lifeOf: (index) => lifeOf(hospital, index),
    domains: [referenceMock, pmiMock, rttMock, opdMock, iwlMock, adtMock, mhMock],
    clusterOf: ({ numbers: [{ registeredOn }], person }) =>
      `${dateOf(registeredOn).year} ${person.gps[0].gp.practice.code}`,
  };
}
