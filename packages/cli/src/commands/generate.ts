import { existsSync, readFileSync } from "node:fs";
import { MigrationError, readLocatedYaml, throwFaults } from "@pas-migrate/core";
import { type DefectChoice, type GeneratedHospital, generateHospital, isoDate } from "@pas-migrate/core/mock";
import { buildHospital, SNAPSHOT } from "@pas-migrate/lives";
import { z } from "zod";
import { openScene } from "../mock/scene.js";
import { print } from "../output.js";
import { ProgressDisplay } from "../progress.js";

export interface GenerateSettings {
  readonly patients: number;
  readonly seed: number;
  readonly out: string;
  readonly defects?: string;
  readonly encoding?: "utf-8" | "windows-1252";
  readonly snapshotAt?: string;
  readonly threads?: number;
  readonly json?: boolean;
}

/** Makes a mock hospital. @returns 0 */
export async function generateCommand(given: GenerateSettings): Promise<number> {
  const { patients, seed, out, encoding, threads, snapshotAt = SNAPSHOT } = given;
  checkSnapshot(snapshotAt);
  const display = new ProgressDisplay(given.json === true);
  const { archiveBefore } = buildHospital({ seed, snapshotAt });
  const made = await generateHospital({
    scene: new URL("../mock/scene.js", import.meta.url),
    out,
    patients,
    seed,
    snapshotAt,
    encoding,
    threads,
    defects: readDefects(given.defects ?? "none", seed, snapshotAt),
    settings: { archiveBefore: isoDate(archiveBefore) },
    onProgress: (done, of) => display.onProgress({ stage: "generate", done, of }),
  });
  display.stop();
  print(given.json ? JSON.stringify(made) : summary(out, made));
  return 0;
}

function summary(out: string, { patients, sourceRows, expectedRows, faults, files }: GeneratedHospital): string {
  const number = (value: number) => value.toLocaleString("en-GB");
  const sources = files.filter(({ file }) => file.startsWith("source/"));
  return [
    `A mock hospital of ${number(patients)} patients in ${out}`,
    `  source/      ${number(sources.length)} extracts, ${number(sourceRows)} records`,
    `  expected/    ${number(expectedRows)} load rows`,
    `  defects.csv  ${number(faults)} planted faults`,
    `Migrate it: pas-migrate run --config ${out}/pas-migrate.config.yaml --out <dir>`,
  ].join("\n");
}

function checkSnapshot(text: string): void {
  const found = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})$/.exec(text);
  const [year, month, day, hour, minute] = (found?.slice(1) ?? []).map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  if (found !== null && hour < 24 && minute < 60 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day)
    return;
  throw usage(
    "GENERATE_SNAPSHOT_UNREADABLE",
    `"${text}" is no instant.`,
    "Write YYYY-MM-DDTHH:MM, such as 2026-03-27T18:00.",
  );
}

/** none, realistic, or a file of rates by defect. */
function readDefects(named: string, seed: number, snapshotAt: string): DefectChoice {
  if (named === "none" || named === "realistic") return named;
  if (!existsSync(named))
    throw usage(
      "GENERATE_DEFECTS_UNKNOWN",
      `"${named}" is neither none nor realistic, and there is no such file.`,
      "Name one of them, or a YAML file of rates by defect.",
    );
  const known = openScene({ seed, snapshotAt }).domains.flatMap(({ defects = [] }) => defects.map(({ id }) => id));
  const rates = z.partialRecord(z.enum(known as [string, ...string[]]), z.number().min(0).max(1));
  const { yaml, faults } = readLocatedYaml(readFileSync(named, "utf8"), named, rates);
  throwFaults(faults);
  return (yaml?.value ?? {}) as Readonly<Record<string, number>>;
}

function usage(code: string, message: string, fix: string): MigrationError {
  return new MigrationError({ code, message, fix, where: {} }, 2);
}
