import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CheckResult, packagedProfile, type ReleaseResult } from "@pas-migrate/core";
import { expect } from "chai";
import { parse } from "csv-parse/sync";
import { migrationOf, removeHospitals, type ScoredHospital, scoredHospital } from "./mock-hospital.js";

type Row = Record<string, string>;

/** What was done to the delivered files, and the row that a report has to name. */
interface Tampering {
  readonly title: string;
  readonly table: string;
  /** Changes the rows in place. @returns the row that has to be named */
  change(rows: Row[]): Row;
  /** A rule, besides the one on checksums, that has to fail. */
  readonly rule?: string;
  /** A day-one list whose difference has to name the row. */
  readonly list?: string;
}

const isRunning = ({ clock_stop }: Row) => clock_stop === "";

/** Changes of as many files, judged together: each has to be named on its own. */
const rounds: readonly (readonly Tampering[])[] = [
  [
    {
      title: "one flipped cell",
      table: "LOAD_RTT_PATHWAYS",
      change: ([row]) => {
        row.pathway_id = `${row.pathway_id.slice(0, -1)}9`;
        return row;
      },
      rule: "RTT-18",
    },
    {
      title: "a running clock that starts a day later",
      table: "LOAD_RTT_PERIODS",
      change: (rows) => {
        const row = rows.find((candidate) => isRunning(candidate) && !candidate.clock_start.startsWith("2"))!;
        row.clock_start = `2${row.clock_start.slice(1)}`;
        return row;
      },
      rule: "RTT-06",
      list: "05-open-clocks",
    },
    {
      title: "one lost allergy",
      table: "LOAD_PMIALLERGIES",
      change: (rows) => rows.splice(2, 1)[0],
      list: "07a-allergies",
    },
    {
      title: "a current inpatient with a day of discharge",
      table: "LOAD_ADT_ADMISSIONS",
      change: (rows) => {
        const row = rows.find(({ discharge_date }) => discharge_date === "")!;
        row.discharge_date = "27/03/2026 17:00";
        return row;
      },
      rule: "ADT-03",
      list: "01-in-hospital",
    },
  ],
  [
    {
      title: "one dropped row",
      table: "LOAD_REFERRALS",
      change: (rows) => {
        const index = rows.findIndex(
          ({ encounter_type, ref_discharge_date }) => encounter_type === "O" && ref_discharge_date === "",
        );
        return rows.splice(index, 1)[0];
      },
      list: "06-open-referrals",
    },
    {
      title: "a pathway delivered twice",
      table: "LOAD_RTT_PATHWAYS",
      change: (rows) => {
        rows.push({ ...rows[3] });
        return rows[3];
      },
      rule: "GEN-05",
    },
    {
      title: "two children that changed their parents, of two patients",
      table: "LOAD_ADT_EPISODES",
      change: (rows) => {
        const patient = ({ external_system_id }: Row) => external_system_id.split("|")[0];
        const other = rows.find((row) => patient(row) !== patient(rows[0]))!;
        [rows[0].adt_adm_record_number, other.adt_adm_record_number] = [
          other.adt_adm_record_number,
          rows[0].adt_adm_record_number,
        ];
        return other;
      },
      rule: "GEN-03",
    },
  ],
];

function csvOf(rows: readonly Row[]): string {
  const quoted = (value: string) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  return [Object.keys(rows[0]), ...rows.map((row) => Object.values(row))]
    .map((cells) => `${cells.map(quoted).join(",")}\r\n`)
    .join("");
}

describe("delivered files that somebody changed", function () {
  this.timeout(900_000);
  let hospital: ScoredHospital;
  const folders: string[] = [];
  before(async () => {
    // A seed with which somebody is in hospital: one in two thousand is.
    hospital = await scoredHospital({ seed: 27, defects: "none", patients: 400 });
  });
  after(() => {
    for (const folder of folders) rmSync(folder, { recursive: true });
    removeHospitals();
  });

  for (const tamperings of rounds) {
    describe(tamperings.map(({ title }) => title).join("; "), () => {
      let out: string;
      let check: CheckResult;
      let release: ReleaseResult;
      const changed = new Map<Tampering, Row>();
      const read = (file: string): Row[] => parse(readFileSync(join(out, file)), { columns: true });
      before(async () => {
        out = mkdtempSync(join(tmpdir(), "pas-migrate-tampered-"));
        folders.push(out);
        cpSync(hospital.out, out, { recursive: true });
        for (const tampering of tamperings) {
          const rows = read(`load/${tampering.table}.csv`);
          changed.set(tampering, tampering.change(rows));
          writeFileSync(join(out, "load", `${tampering.table}.csv`), csvOf(rows));
        }
        const migration = await migrationOf(hospital.source, out);
        check = await migration.check();
        release = migration.release(packagedProfile("development"));
      });

      it("turn the verdict to fail, with the name of every changed file", () => {
        expect(check.passed).to.equal(false);
        expect(release.verdict).to.equal("fail");
        expect(check.rules.find(({ id }) => id === "INT-01")?.status).to.equal("fail");
        const files = tamperings.map(({ table }) => `load/${table}.csv`);
        expect(read("reports/failures/INT-01.csv").map(({ key }) => key)).to.have.members(files);
      });

      for (const tampering of tamperings) {
        const { title, table, rule, list } = tampering;
        if (rule !== undefined)
          it(`break ${rule}, which names the row: ${title}`, () => {
            const row = changed.get(tampering)!;
            expect(check.rules.find(({ id }) => id === rule)?.status).to.equal("fail");
            const names = [row.external_system_id, `${table}|${row.record_number}`, `${table}|${row.record_number}|`];
            expect(read(`reports/failures/${rule}.csv`).map(({ key }) => key)).to.satisfy((keys: string[]) =>
              keys.some((key) => names.includes(key) || key.startsWith(names[2])),
            );
          });

        if (list !== undefined)
          it(`make the day-one list ${list} differ, and name the row: ${title}`, () => {
            const key = changed.get(tampering)!.external_system_id;
            const parts = key.split("|");
            const named = read(`reports/lists/${list}.diff.csv`).map((row) =>
              Object.values(row).slice(0, parts.length),
            );
            expect(named.map((found) => found.join("|"))).to.include(key);
          });
      }
    });
  }

  it("were judged before without a finding", () => {
    expect(hospital.check.rules.filter(({ status }) => status === "fail")).to.deep.equal([]);
    for (const file of readdirSync(join(hospital.out, "reports", "lists")).filter((name) => name.includes(".diff."))) {
      if (file.startsWith("00-")) continue;
      expect(
        readFileSync(join(hospital.out, "reports", "lists", file), "utf8")
          .trimEnd()
          .split("\n"),
        file,
      ).to.have.lengthOf(1);
    }
    expect(existsSync(join(hospital.out, "reports", "failures", "RTT-06.csv"))).to.equal(false);
  });
});
