import { createMigration } from "@pas-migrate/core";
import { AdtPlugin } from "@pas-migrate/plugin-adt";
import { PmiPlugin } from "@pas-migrate/plugin-pmi";
import { ReferencePlugin } from "@pas-migrate/plugin-reference";
import { expect } from "chai";

describe("the contract of admissions", () => {
  it("classifies each of the 155 columns of the five tables, and reads no table of waiting lists or pathways", async () => {
    const contract = await createMigration({ plugins: [ReferencePlugin, PmiPlugin, AdtPlugin] }).contract();
    const tables = contract.tables.filter(({ table }) => table.startsWith("LOAD_ADT_"));
    expect(tables.map(({ table, fields }) => [table, fields.length])).to.deep.equal([
      ["LOAD_ADT_ADMISSIONS", 21],
      ["LOAD_ADT_EPISODES", 10],
      ["LOAD_ADT_WARDSTAYS", 14],
      ["LOAD_ADT_CODING", 10],
      ["LOAD_ADT_ARCHIVE", 100],
    ]);
    for (const { rows } of tables) expect(rows.sql).to.not.match(/\b(iwl|rtt)\.|\bWL[A-Z]+\b|\bRTT[A-Z]+\b/);
  });

  it("leaves open who decides what V83 does not say", async () => {
    const contract = await createMigration({ plugins: [ReferencePlugin, PmiPlugin, AdtPlugin] }).contract();
    const pending = contract.tables
      .filter(({ table }) => table.startsWith("LOAD_ADT_"))
      .flatMap(({ table, fields }) =>
        fields
          .filter(({ definition }) => definition.class === "OUT_OF_SCOPE" && definition.decision === "pending")
          .map(({ name, definition }) => `${table}.${name}: ${definition.owner}`),
      );
    expect(pending).to.deep.equal([
      "LOAD_ADT_ADMISSIONS.admitted_by: bed management lead",
      "LOAD_ADT_ADMISSIONS.discharged_by: bed management lead",
      "LOAD_ADT_ADMISSIONS.admission_outcome: bed management lead",
      "LOAD_ADT_WARDSTAYS.team: bed management lead",
      "LOAD_ADT_WARDSTAYS.bed_sex: bed management lead",
      "LOAD_ADT_WARDSTAYS.is_home_stay: bed management lead",
      "LOAD_ADT_WARDSTAYS.is_awol: bed management lead",
      "LOAD_ADT_WARDSTAYS.leave_location_code: bed management lead",
      "LOAD_ADT_WARDSTAYS.transfer_reason: bed management lead",
      "LOAD_ADT_CODING.diagnosed_by: clinical coding lead",
      "LOAD_ADT_ARCHIVE.waiting_list_name: waiting list manager",
      "LOAD_ADT_ARCHIVE.decided_to_admit_date: waiting list manager",
      "LOAD_ADT_ARCHIVE.ref_source: bed management lead",
      "LOAD_ADT_ARCHIVE.admission_outcome: bed management lead",
    ]);
  });
});
