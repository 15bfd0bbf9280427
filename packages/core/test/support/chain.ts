import { type MigrationHooks, type MigrationPlugin, type PluginClass, plugin } from "@pas-migrate/core";

/** A load table's head: its key columns. */
const head = `
  record_number: { type: NUMBER, length: 42 }
  external_system_id: { type: VARCHAR2, length: 100 }`;

const headFields = `
  record_number: { class: SURROGATE_ETL, key: self }
  external_system_id: { class: SURROGATE_ETL, key: external }`;

/** Patients, their spells and the stays of each spell: three tables in a chain, as small as they can be. */
const files: Readonly<Record<string, string>> = {
  "source/PATIENT.yaml":
    "table: PATIENT\ntitle: x\nkey: [Id]\nfields:\n  Id: { size: 9 }\n  Name: { size: 24 }\n  Sex: { size: 1 }\n",
  "source/SPELL.yaml":
    "table: SPELL\ntitle: x\nkey: [Id, Episode]\nfields:\n  Id: { size: 9 }\n  Episode: { size: 9 }\n  Ward: { size: 4 }\n",
  "source/STAY.yaml":
    "table: STAY\ntitle: x\nkey: [Id, Episode, Start]\nfields:\n  Id: { size: 9 }\n  Episode: { size: 9 }\n  Start: { size: 12 }\n  Bed: { size: 4 }\n",
  "target/LOAD_PATIENT.yaml": `table: LOAD_PATIENT\ntitle: x\norder: 1\ncolumns:${head}
  name: { type: VARCHAR2, length: 24 }
  sex: { type: VARCHAR2, length: 1 }
`,
  "target/LOAD_SPELL.yaml": `table: LOAD_SPELL\ntitle: x\norder: 2\ncolumns:${head}
  patient_record_number: { type: NUMBER, length: 42, references: LOAD_PATIENT }
  ward: { type: VARCHAR2, length: 4 }
`,
  "target/LOAD_STAY.yaml": `table: LOAD_STAY\ntitle: x\norder: 3\ncolumns:${head}
  spell_record_number: { type: NUMBER, length: 42, references: LOAD_SPELL }
  start_date: { type: DATE, format: "DD/MM/YYYY HH24:MI" }
  bed: { type: VARCHAR2, length: 4 }
`,
  "contract/LOAD_PATIENT.yaml": `table: LOAD_PATIENT
rows: { from: [PATIENT], key: [Id] }
fields:${headFields}
  name: { class: DIRECT_SOURCE, source: PATIENT.Name, required: true }
  sex: { class: LOOKUP_TRANSLATION, source: PATIENT.Sex, crosswalk: sex, onMissing: reject, emptyWhen: "not held" }
`,
  "contract/LOAD_SPELL.yaml": `table: LOAD_SPELL
rows: { from: [SPELL], key: [Id, Episode] }
fields:${headFields}
  patient_record_number: { class: SURROGATE_ETL, key: LOAD_PATIENT, of: [Id], parentMissing: quarantine }
  ward: { class: DIRECT_SOURCE, source: SPELL.Ward }
`,
  "contract/LOAD_STAY.yaml": `table: LOAD_STAY
rows: { from: [STAY], key: [Id, Episode, Start], closes: LOAD_SPELL }
fields:${headFields}
  spell_record_number: { class: SURROGATE_ETL, key: LOAD_SPELL, of: [Id, Episode], parentMissing: quarantine }
  start_date: { class: DIRECT_SOURCE, source: STAY.Start, as: datetime, required: true }
  bed: { class: DIRECT_SOURCE, source: STAY.Bed, emptyWhen: "no bed is held" }
`,
  "crosswalks/sex.csv":
    "source_code,source_description,target_code,target_description,valid_from,valid_to,status,owner,approved_on\nM,Male,1,Male,,,draft,,\nF,Female,2,Female,,,draft,,\n",
};

/** A plugin of the chain's tables, with some files replaced and some hooks. */
export function chainPlugin(
  changed: Readonly<Record<string, string>> = {},
  register?: (hooks: MigrationHooks) => void,
): PluginClass {
  class ChainPlugin implements MigrationPlugin {
    register(hooks: MigrationHooks): void {
      register?.(hooks);
    }
  }
  plugin({ id: "chain", title: "Chain", engine: "^1.0.0", assets: { ...files, ...changed } })(ChainPlugin);
  return ChainPlugin;
}

/** The text of one of the chain's files, for tests that change a word of it. */
export function chainFile(path: string): string {
  return files[path];
}

/** Rows that are right in every respect: two patients, three spells, four stays. */
export const chainSource = {
  PATIENT: { Id: ["1", "2"], Name: ["ANN", "BOB"], Sex: ["F", "M"] },
  SPELL: { Id: ["1", "1", "2"], Episode: ["10", "11", "20"], Ward: ["W1", "W2", "W1"] },
  STAY: {
    Id: ["1", "1", "1", "2"],
    Episode: ["10", "10", "11", "20"],
    Start: ["202601010900", "202601020900", "202602010900", "202603010900"],
    Bed: ["B1", "B2", "B1", null],
  },
} as const;
