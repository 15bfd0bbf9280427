import { type CodeSets, type Derivations, type MigrationPlugin, mapText, plugin } from "@pas-migrate/core";
import { formatPostcode, nationalCodeSet } from "@pas-migrate/nhs";

/** Reference data: staff and users from the trust's own feeds, sites from V83, and the master files every domain reads. */
@plugin({
  id: "reference",
  title: "Staff, users and sites",
  engine: "^1.0.0",
  assets: import.meta.url,
})
export class ReferencePlugin implements MigrationPlugin {
  readonly codeSets: CodeSets = {
    "treatment-function": nationalCodeSet("treatment-function"),
    "administrative-category": nationalCodeSet("administrative-category"),
    "admission-method": nationalCodeSet("admission-method"),
    "intended-management": nationalCodeSet("intended-management"),
  };

  readonly derivations: Derivations = {
    /** A postcode in its usual form; what is no postcode stays as it was written. Sources: the postcode. */
    "reference.postcode": ([postcode]) =>
      mapText(postcode, (text) => {
        const check = formatPostcode(text);
        return check.kind === "valid" || check.kind === "pseudo" ? check.postcode : text.trim() || null;
      }),
  };
}
