import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const made: string[] = [];

/** A folder of its own, removed when all tests are done. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "pas-migrate-test-"));
  made.push(folder);
  return folder;
}

process.once("exit", () => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** Writes files with their folders. @param files contents by path */
export function writeFiles(folder: string, files: Readonly<Record<string, string | Uint8Array>>): string {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

/** Contents of all files under a folder, by path. */
export function readFiles(folder: string): ReadonlyMap<string, Buffer> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files
      .map(({ parentPath, name }) => join(parentPath, name))
      .sort()
      .map((path) => [path.slice(folder.length + 1).replaceAll("\\", "/"), readFileSync(path)]),
  );
}

/** Columns of equal length as CSV text. */
export function csvText(columns: Readonly<Record<string, readonly (string | null)[]>>): string {
  const names = Object.keys(columns);
  const quote = (value: string | null) =>
    /[",\r\n]/.test(value ?? "") ? `"${value?.replaceAll('"', '""')}"` : (value ?? "");
  const rows = (columns[names[0]] ?? []).map((_, row) => names.map((name) => quote(columns[name][row])).join(","));
  return [names.join(","), ...rows].map((line) => `${line}\r\n`).join("");
}
