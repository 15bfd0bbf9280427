import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect } from "chai";
import { run } from "./support/command.js";
import { Hospital } from "./support/hospital.js";

const readme = (name: string) => readFileSync(new URL(`../../${name}/README.md`, import.meta.url), "utf8");
const blocks = (text: string, language: string) =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "gms"))].map(([, code]) => code);

/** Samples are written into the test's own folder, from where the packages are found. */
const folder = fileURLToPath(new URL("./samples/", import.meta.url));

describe("README.md of the packages", () => {
  let hospital: Hospital;

  before(() => {
    hospital = new Hospital();
    mkdirSync(folder, { recursive: true });
  });

  after(() => hospital.remove());

  const node = (file: string) =>
    execFileSync(process.execPath, [`${folder}${file}`], { cwd: hospital.folder, encoding: "utf8" });

  for (const name of ["plugin-pmi", "plugin-reference"]) {
    it(`has a sample for ${name} that does what it says`, async () => {
      const [sample] = blocks(readme(name), "js");
      const code = sample.replace(/^(.+); \/\/ => (.+)$/gm, "assert.deepEqual($1, $2);");
      expect(code).to.include("assert.deepEqual(");
      writeFileSync(`${folder}${name}.mjs`, `import { strict as assert } from "node:assert";\n${code}`);
      await import(pathToFileURL(`${folder}${name}.mjs`).href);
    });
  }

  it("has TypeScript for core that compiles, a test that passes, and a script that migrates", () => {
    // A sample test has another name here, or the next run of the suite would take it for one of its own.
    const samples = blocks(readme("core"), "ts").map((code) => [
      /^\/\/ (\S+)\n/.exec(code)![1].replace(".test.", "-check."),
      code,
    ]);
    expect(samples.map(([file]) => file).sort()).to.deep.equal([
      "migrate.ts",
      "westhaven-plugin-check.ts",
      "westhaven-plugin.ts",
    ]);
    for (const [file, code] of samples) writeFileSync(`${folder}${file}`, code);
    const options = {
      rootDir: ".",
      outDir: ".",
      composite: false,
      incremental: false,
      declaration: false,
      declarationMap: false,
      types: ["node"],
    };
    writeFileSync(
      `${folder}tsconfig.json`,
      JSON.stringify({
        extends: "../../../../tsconfig.base.json",
        compilerOptions: options,
        files: samples.map(([file]) => file),
      }),
    );
    const tsc = fileURLToPath(new URL("../../../node_modules/typescript/bin/tsc", import.meta.url));
    execFileSync(process.execPath, [tsc, "-p", folder], { encoding: "utf8" });
    node("westhaven-plugin-check.js");
    expect(node("migrate.js")).to.equal("true true pass\n");
  });

  it("names for the command every command there is, and shows a configuration that is one", async () => {
    const text = readme("cli");
    const { stdout } = await run(hospital.folder, "--help");
    const commands = [...stdout.matchAll(/^ {2}([a-z]+)(?: \[options\])? {2}/gm)].map(([, command]) => command);
    expect(commands.filter((command) => command !== "help" && !text.includes(`\`${command}`))).to.deep.equal([]);
    hospital.write("pas-migrate.config.yaml", blocks(text, "yaml")[0]);
    hospital.write("staff.csv", "login,surname\r\n");
    expect((await run(hospital.folder, "migrate")).code).to.equal(0);
  });

  it("explains every reject reason of the plugin for patients", async () => {
    const { PmiPlugin } = await import("@pas-migrate/plugin-pmi");
    const { NhsNumbers } = await import("@pas-migrate/nhs");
    const { reasons } = new PmiPlugin(new NhsNumbers());
    const told = [...readme("plugin-pmi").matchAll(/^\| `([A-Z_]+)` +\| (.+?) +\|$/gm)].slice(10);
    expect(Object.fromEntries(told.map(([, code, message]) => [code, message]))).to.deep.equal(
      Object.fromEntries(Object.entries(reasons).map(([code, { message }]) => [code, message])),
    );
  });
});
