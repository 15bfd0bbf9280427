// Makes LOAD_PMI with the framework and the PMI plugin's own contract, and prints what it took as JSON.
import { readdirSync, readFileSync } from "node:fs";
import { createMigration, csvDirectory, plugin, provideClass } from "@pas-migrate/core";
import { NhsNumbers } from "@pas-migrate/nhs";
import { PmiPlugin } from "@pas-migrate/plugin-pmi";

const root = new URL("../packages/plugin-pmi/", import.meta.url);

/** The PMI plugin's files, with LOAD_PMI as the only load table. */
function assets() {
  const wanted = {
    source: () => true,
    target: (name) => name === "LOAD_PMI.yaml",
    contract: (name) => name.startsWith("LOAD_PMI."),
    views: (name) => ["patient.sql", "gp.sql", "gp_registration.sql"].includes(name),
    crosswalks: (name) => !/^(staff_warning|casenote_location)/.test(name),
  };
  const files = {};
  for (const [folder, isWanted] of Object.entries(wanted)) {
    for (const name of readdirSync(new URL(`${folder}/`, root))) {
      if (isWanted(name)) files[`${folder}/${name}`] = readFileSync(new URL(`${folder}/${name}`, root), "utf8");
    }
  }
  return files;
}

class LoadPmiOnly extends PmiPlugin {}
plugin({
  id: "pmi",
  title: "LOAD_PMI alone",
  engine: "^1.0.0",
  assets: assets(),
  provides: [provideClass(NhsNumbers, NhsNumbers)],
})(LoadPmiOnly);

const [, , source, output, memory] = process.argv;
const started = performance.now();
const { report } = await createMigration({
  source: csvDirectory(source),
  output,
  plugins: [LoadPmiOnly],
  memoryLimit: memory,
  batchRows: process.env.BATCH && Number(process.env.BATCH),
}).run();
const total = (performance.now() - started) / 1000;
const { evidence, readBack } = report.seconds;
const rss = process.resourceUsage().maxRSS / 1024;
process.stdout.write(
  `${JSON.stringify({ seconds: total - evidence, evidence, readBack, stages: report.seconds, rows: report.tables[0].delivered, peakMiB: rss })}\n`,
);
