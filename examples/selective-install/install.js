// Packs the packages and installs them, a few at a time, in an empty folder outside of the repository.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const hospital = join(root, "examples", "hospital");
const folder = mkdtempSync(join(tmpdir(), "pas-migrate-install-"));

const run = (command, args, cwd) =>
  execFileSync(command, args, {
    cwd,
    encoding: "utf8",
    shell: process.platform === "win32",
    stdio: ["ignore", "pipe", "inherit"],
  });

/** Packs a package of the repository and gives its file. */
function pack(name) {
  run("npm", ["pack", "--silent", "--pack-destination", folder, "--workspace", `packages/${name}`], root);
  const file = readdirSync(folder).find((found) => found.startsWith(`pas-migrate-${name}-`) && found.endsWith(".tgz"));
  return join(folder, file);
}

function install(...names) {
  run("npm", ["install", "--silent", "--no-audit", "--no-fund", "--prefer-offline", ...names.map(pack)], folder);
}

function migrate(...plugins) {
  const names = plugins.map((plugin) => `@pas-migrate/plugin-${plugin}`);
  const result = JSON.parse(run("node", ["migrate.js", hospital, join(folder, "out"), ...names], folder));
  const { tables, keysToAbsentTables, balanced, passed } = result;
  console.log(`${plugins.join(", ")}: ${Object.keys(tables).length} load tables, ${tables.LOAD_PMI} patients`);
  if (keysToAbsentTables.length > 0)
    console.log(`  left empty, for their tables are not installed: ${keysToAbsentTables}`);
  assert.ok(balanced && passed);
  return result;
}

try {
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "westhaven", private: true, type: "module" }));
  copyFileSync(new URL("migrate.js", import.meta.url), join(folder, "migrate.js"));

  install("core", "nhs", "plugin-reference", "plugin-pmi");
  const few = migrate("reference", "pmi");
  assert.equal(Object.keys(few.tables).length, 13);
  assert.deepEqual(few.keysToAbsentTables, []);

  install("plugin-rtt", "plugin-adt");
  const more = migrate("reference", "pmi", "rtt", "adt");
  assert.equal(Object.keys(more.tables).length, 22);
  assert.deepEqual(more.keysToAbsentTables, ["LOAD_ADT_ADMISSIONS.loadiwl_record_number"]);
  assert.equal(more.tables.LOAD_PMI, few.tables.LOAD_PMI);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
