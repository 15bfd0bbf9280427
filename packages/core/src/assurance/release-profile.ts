import { readFileSync } from "node:fs";
import { z } from "zod";
import { errors } from "../errors/catalogue.js";
import { didYouMean } from "../errors/did-you-mean.js";
import { throwFaults } from "../errors/migration-error.js";
import { readLocatedYaml } from "../files/located-yaml.js";
import { releaseMeasures } from "./release-measures.js";

const profileSchema = z.strictObject({
  profile: z.string().min(1),
  title: z.string(),
  expected_tables: z.array(z.string()).optional(),
  checks: z.partialRecord(z.enum(releaseMeasures), z.int().nonnegative()),
});

/**
 * What a run has to come up to: for each measure the highest number that passes. `expected_tables` are the load tables
 * that have to be delivered, with rows or with a nil return; those of the run's contract unless the profile lists them.
 */
export type ReleaseProfile = z.output<typeof profileSchema>;

/** Names of the profiles that come with the package. */
export const packagedProfiles = ["development", "pre_production", "cutover"] as const;

/** A profile of the package by name. @throws MigrationError `RELEASE_UNKNOWN_PROFILE` */
export function packagedProfile(name: string): ReleaseProfile {
  if (!packagedProfiles.some((known) => known === name))
    throw errors.unknownProfile(name, didYouMean(name, packagedProfiles));
  const url = new URL(`../../profiles/${name}.yaml`, import.meta.url);
  return readProfile(readFileSync(url, "utf8"), `profiles/${name}.yaml`);
}

/**
 * Reads a profile, a trust's own or one of the package.
 *
 * @param file the name that messages show
 * @throws MigrationError with file, line and remedy when it is not as expected
 */
export function readProfile(text: string, file: string): ReleaseProfile {
  const { yaml, faults } = readLocatedYaml(text, file, profileSchema);
  throwFaults(faults);
  return yaml!.value;
}
