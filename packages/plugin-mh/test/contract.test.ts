import { readdirSync, readFileSync } from "node:fs";
import { createMigration, MigrationFaults, summarizeContract } from "@pas-migrate/core";
import { MhPlugin } from "@pas-migrate/plugin-mh";
import { PmiPlugin } from "@pas-migrate/plugin-pmi";
import { ReferencePlugin } from "@pas-migrate/plugin-reference";
import { expect } from "chai";
import { plugins } from "./support/migrate.js";

const packageUrl = new URL("../", import.meta.url);

/** Columns of each load table, as the supplier's catalogue counts them, with the first and the last. */
const catalogue: Readonly<Record<string, readonly [number, string, string]>> = {
  LOAD_MH_DETENTION_MASTER: [9, "record_number", "expiry_date"],
  LOAD_MH_DETENTION_TRANSFERS: [15, "record_number", "consent_due_date"],
  LOAD_MH_CPA_MASTER: [11, "record_number", "next_review_date"],
  LOAD_MH_CPA_HISTORY: [11, "record_number", "review_date_changed_at"],
  LOAD_DETENTION_ARCHIVE: [18, "crn", "detention_notes"],
  LOAD_CPA_ARCHIVE: [17, "crn", "cpa_notes"],
};

/** Names in a file's `columns:` or `fields:` block, in order. */
function names(path: string): readonly string[] {
  const text = readFileSync(new URL(path, packageUrl), "utf8");
  return [...text.slice(text.search(/^(columns|fields):/m)).matchAll(/^ {2}([a-z][a-z0-9_]*):/gm)].map(
    ([, name]) => name,
  );
}

describe("the contract of mental health", () => {
  for (const [table, [count, first, last]] of Object.entries(catalogue)) {
    it(`classifies every column of ${table}, in the catalogue's order`, () => {
      const columns = names(`target/${table}.yaml`);
      expect([columns.length, columns[0], columns.at(-1)]).to.deep.equal([count, first, last]);
      expect(names(`contract/${table}.yaml`)).to.deep.equal(columns);
    });
  }

  it("compiles after the tables that it leans on, in load order", async () => {
    const { tables } = await createMigration({ plugins }).contract();
    const own = tables.filter(({ table }) => table in catalogue).map(({ table }) => table);
    expect(own).to.deep.equal(Object.keys(catalogue));
    expect(tables.findIndex(({ table }) => table === "LOAD_ADT_ADMISSIONS")).to.be.lessThan(
      tables.findIndex(({ table }) => table === own[0]),
    );
  });

  it("reads no table of the Scottish return, and no expected legal status", async () => {
    const { sources } = await createMigration({ plugins }).contract();
    const own = sources.filter(({ plugin }) => plugin === "mh").map(({ definition, used }) => [definition.table, used]);
    expect(own).to.deep.equal([
      [
        "LEGALSTATUSDETS",
        ["EpisodeNumber", "InternalPatientNumber", "KeLegalStatChangeDtimeInt", "LegalStatus", "MentalCategory"],
      ],
    ]);
  });

  it("leaves what V83 does not hold to the Mental Health Act administrator", async () => {
    const { unresolved } = summarizeContract(await createMigration({ plugins }).contract());
    const own = unresolved.filter(({ owner }) => owner === "Mental Health Act administrator");
    expect(own.map(({ field }) => field)).to.deep.equal([
      "LOAD_MH_DETENTION_MASTER.expiry_date",
      "LOAD_MH_DETENTION_TRANSFERS.institution",
      "LOAD_MH_DETENTION_TRANSFERS.caseholder",
      "LOAD_MH_DETENTION_TRANSFERS.section_review_date",
      "LOAD_MH_DETENTION_TRANSFERS.consent_reminder_date",
      "LOAD_MH_DETENTION_TRANSFERS.consent_due_date",
      "LOAD_DETENTION_ARCHIVE.detention_location",
      "LOAD_DETENTION_ARCHIVE.caseholder",
    ]);
  });

  it("refuses to run without the plugin of admissions, and names it", async () => {
    const outcome = await createMigration({ plugins: [ReferencePlugin, PmiPlugin, MhPlugin] })
      .contract()
      .then(
        () => "compiled",
        (error: unknown) => (error instanceof MigrationFaults ? error.faults : [error]).map((fault) => String(fault)),
      );
    expect(String(outcome)).to.match(/"mh".*"adt"/);
  });

  it("has no file that belongs to no table", () => {
    const listed = (folder: string, ending: string) =>
      readdirSync(new URL(folder, packageUrl))
        .filter((name) => name.endsWith(ending))
        .map((name) => name.slice(0, -ending.length))
        .sort();
    const tables = Object.keys(catalogue).sort();
    expect(listed("target/", ".yaml")).to.deep.equal(tables);
    expect(listed("contract/", ".yaml")).to.deep.equal(tables);
    expect(listed("contract/", ".sql")).to.deep.equal(tables);
    expect(listed("feeds/", ".yaml")).to.deep.equal(["cpa", "cpa-reviews", "detained", "legal-statuses"]);
  });
});
