import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { createMigration, type SourceTable } from "@pas-migrate/core";
import { expect } from "chai";
import { packagedPlugins } from "../../dist/plugins.js";
import { temporaryFolder } from "./hospital.js";

const command = fileURLToPath(new URL("../../bin/pas-migrate.js", import.meta.url));

/** A mark that no code, name of a field or message has. */
const MARK = "Qzx";
const ROWS = 4;

/** Numbers by which the tables are joined; they may appear in rejects. Episode keys are internal numbers, too. */
const INTERNAL =
  /^(InternalPatientNumber|EpisodeNumber|PathwayNumber|PPeriodId|NewestID|NextID|FCENumber|BabyPatientNumber|RelatedPtNoInt|.*SeqNo)$/;
/** Codes may appear in rejects, for the code is what has to be mapped. */
const CODED = /^Title$/;

/** Master files name no patient; their descriptions may stand in any report. */
function isOfPatients({ fields }: SourceTable): boolean {
  return ["InternalPatientNumber", "OldID"].some((name) => name in fields);
}

/** A value for a field: marked where it could name a patient, plausible where rows would be refused for it. */
function value(table: string, field: string, type: string, row: number): string {
  if (INTERNAL.test(field)) return String(row + 1);
  if (field === "OldID") return String(row + 101);
  if (/date|datetime/.test(type)) return `2025010${row + 1}${type.includes("time") ? "0900" : ""}`;
  if (type === "flag" || type === "number") return String(row);
  if (type === "code" || CODED.test(field)) return `Z${row}`;
  return `${table}${field}${row}`;
}

function csv(source: SourceTable): string {
  const { table, fields } = source;
  const names = Object.keys(fields);
  const mark = isOfPatients(source) ? MARK : "";
  const rows = Array.from({ length: ROWS }, (_, row) =>
    names.map((name) => value(`${mark}${table}`, name, fields[name].type, row)).join(","),
  );
  // A record with a field too few, so that there is something in quarantine.
  return [names.join(","), ...rows, `${mark}damaged`].map((line) => `${line}\r\n`).join("");
}

/** Text files of a run that anybody may see. */
function openFiles(out: string): readonly string[] {
  return readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => !/^(load|quarantine|reports[\\/]restricted)[\\/]|^run\.duckdb$/.test(relative(out, path)));
}

describe("a patient's values", () => {
  const out = join(temporaryFolder(), "run");
  let printed: string;

  before(async () => {
    const extracts = temporaryFolder();
    const { sources } = await createMigration({ plugins: Object.values(packagedPlugins) }).contract();
    for (const { definition } of sources) writeFileSync(join(extracts, `${definition.table}.csv`), csv(definition));
    mkdirSync(out, { recursive: true });
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [command, "run", "--source", extracts, "--out", out, "--snapshot-at", "2026-03-27T18:00"],
      { encoding: "utf8" },
    );
    printed = stdout + stderr;
  });

  it("are in the load files and in quarantine, or this test proves nothing", () => {
    const load = readdirSync(join(out, "load")).map((name) => readFileSync(join(out, "load", name), "utf8"));
    expect(load.join("").split(MARK).length).to.be.greaterThan(20);
    const kept = readdirSync(join(out, "quarantine")).map((name) =>
      readFileSync(join(out, "quarantine", name), "utf8"),
    );
    expect(kept.join("").split(MARK).length).to.be.greaterThan(20);
    expect(readdirSync(join(out, "rejects")).length).to.be.greaterThan(5);
  });

  it("are in no file outside load/, quarantine/, reports/restricted/ and run.duckdb", () => {
    const files = openFiles(out);
    expect(files.map((path) => relative(out, path))).to.include.members(["manifest.json"]);
    const leaking = files.filter((path) => readFileSync(path).includes(MARK));
    expect(leaking.map((path) => relative(out, path))).to.deep.equal([]);
  });

  it("are in nothing that the command prints", () => {
    expect(printed).to.contain("LOAD_PMI");
    expect(printed).to.not.contain(MARK);
  });
});
