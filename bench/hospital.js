// A whole mock hospital: generate, migrate, check, score. Seconds and peak memory of each.
// usage: node bench/hospital.js [--generate-only] [patients ...]
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

const here = fileURLToPath(new URL(".", import.meta.url));
const command = join(here, "../packages/cli/bin/pas-migrate.js");
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { "generate-only": { type: "boolean", default: false }, seed: { type: "string", default: "1" } },
});
const sizes = positionals.length > 0 ? positionals.map(Number) : [10_000, 100_000];
const out = join(here, "out");
mkdirSync(out, { recursive: true });

for (const patients of sizes) {
  const hospital = join(out, "hospital");
  const run = join(out, "hospital-run");
  const config = ["--config", join(hospital, "pas-migrate.config.yaml")];
  rmSync(hospital, { recursive: true, force: true });
  rmSync(run, { recursive: true, force: true });
  const generate = step("generate", "--patients", String(patients), "--seed", values.seed, "--out", hospital);
  const { sourceRows, expectedRows } = generate.result;
  const figures = { patients, sourceRows, expectedRows, generate: rates(generate, sourceRows) };
  if (!values["generate-only"]) {
    const migrate = step("migrate", ...config, "--out", run);
    const check = step("check", ...config, "--out", run);
    const score = step("score", "--run", run, "--against", hospital);
    Object.assign(figures, {
      migrate: rates(migrate, sourceRows),
      check: rates(check, sourceRows),
      rules: check.result.rules.length,
      failed: check.result.rules.filter(({ status }) => status === "fail" || status === "error").map(({ id }) => id),
      differences: score.result.differences,
    });
  }
  process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
  const file = join(here, "results", "hospital.json");
  writeFileSync(file, `${JSON.stringify({ ...kept(file), [patients]: figures }, null, 2)}\n`);
}

function step(name, ...args) {
  const peakFile = join(out, "peak");
  const started = performance.now();
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ["--import", pathToFileURL(join(here, "peak.js")).href, command, name, ...args, "--json"],
    { encoding: "utf8", maxBuffer: 1 << 30, env: { ...process.env, PEAK_FILE: peakFile } },
  );
  const seconds = (performance.now() - started) / 1000;
  if (status > 1) throw new Error(`${name} ended with ${status}: ${stderr.slice(-2000)}`);
  process.stderr.write(`${name}: ${seconds.toFixed(1)} s\n`);
  return { seconds, peakMiB: Number(readFileSync(peakFile, "utf8")), result: JSON.parse(stdout) };
}

function rates({ seconds, peakMiB }, rows) {
  return { seconds: Number(seconds.toFixed(1)), sourceRowsPerSecond: Math.round(rows / seconds), peakMiB };
}

function kept(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return {};
  }
}
