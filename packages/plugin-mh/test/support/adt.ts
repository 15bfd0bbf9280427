import { readFileSync } from "node:fs";
import { type MigrationPlugin, plugin } from "@pas-migrate/core";

const path = "target/LOAD_ADT_ADMISSIONS.yaml";
const target = readFileSync(new URL(`../../../plugin-adt/${path}`, import.meta.url), "utf8");

/** The fields that detentions lean on; every other one is left out here. */
const fields: Readonly<Record<string, string>> = {
  record_number: "{ class: SURROGATE_ETL, key: self }",
  external_system_id: "{ class: SURROGATE_ETL, key: external }",
  admit_date: "{ class: DIRECT_SOURCE, source: ADMITDISCH.IpAdmDtimeInt, as: datetime, required: true }",
};

const leftOut = "{ class: OUT_OF_SCOPE, reason: not needed here, decision: approved, owner: tests, on: 2026-11-24 }";

const contract = `
table: LOAD_ADT_ADMISSIONS
rows:
  from: [ADMITDISCH]
  key: [InternalPatientNumber, EpisodeNumber]
fields:
${[...target.matchAll(/^ {2}([a-z_]+): \{/gm)].map(([, name]) => `  ${name}: ${fields[name] ?? leftOut}`).join("\n")}
`;

/** Stands for the plugin of admissions: spells with their key, refused where the admission has no readable time. */
@plugin({
  id: "adt",
  title: "Spells alone",
  engine: "^1.0.0",
  requires: ["pmi"],
  assets: { [path]: target, "contract/LOAD_ADT_ADMISSIONS.yaml": contract },
})
export class SpellsAlone implements MigrationPlugin {}
