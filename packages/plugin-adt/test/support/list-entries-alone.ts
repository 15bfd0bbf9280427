import { type MigrationPlugin, plugin } from "@pas-migrate/core";

const source = `
table: WLENTRY
title: List entries
key: [InternalPatientNumber, EpisodeNumber]
fields:
  InternalPatientNumber: { size: 9, type: id }
  EpisodeNumber: { size: 9, type: id }
`;

const target = `
table: LOAD_IWL
title: List entries
order: 24
columns:
  record_number: { type: NUMBER, length: 42 }
  external_system_id: { type: VARCHAR2, length: 100 }
`;

const contract = `
table: LOAD_IWL
rows:
  from: [WLENTRY]
  key: [InternalPatientNumber, EpisodeNumber]
fields:
  record_number: { class: SURROGATE_ETL, key: self }
  external_system_id: { class: SURROGATE_ETL, key: external }
`;

/** Stands for the plugin of waiting lists: entries with their key and nothing else. */
@plugin({
  id: "iwl",
  title: "List entries alone",
  engine: "^1.0.0",
  assets: { "source/WLENTRY.yaml": source, "target/LOAD_IWL.yaml": target, "contract/LOAD_IWL.yaml": contract },
})
export class ListEntriesAlone implements MigrationPlugin {}
