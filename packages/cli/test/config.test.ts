import { mkdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { run } from "./support/command.js";
import { Hospital } from "./support/hospital.js";

const core = import.meta.resolve("@pas-migrate/core");

/** A trust's own plugin, with a rule that one patient breaks. */
const module = `import { plugin } from ${JSON.stringify(core)};
export class OwnPlugin {
  register(hooks) {
    hooks.gate({ id: "OWN-01", severity: "error", title: "No patient is called by a test name" }, (gate) =>
      gate.violations("select external_system_id from target.LOAD_PMI where pat_name_1 = 'Cy'"));
  }
}
plugin({ id: "own", title: "Own rules", engine: "^1.0.0", requires: ["pmi"], assets: {} })(OwnPlugin);
`;

const overlay = (crosswalk: string) => `table: LOAD_PMI
fields:
  pat_permission_to_phone:
    set: { class: LOOKUP_TRANSLATION, source: PATDATA.PtMsg, crosswalk: ${crosswalk}, onMissing: reject, emptyWhen: "never asked" }
    override: { reason: "PtMsg was asked for calls as well", owner: information governance lead, on: 2026-03-02 }
`;

const config = (more: string) => `source:
  directory: extracts
  tables:
    PREVSURNAME: { encoding: windows-1252 }
output: out
snapshotAt: "2026-03-27T18:00"
${more}`;

describe("pas-migrate with a configuration", () => {
  let hospital: Hospital;

  before(() => {
    hospital = new Hospital();
    hospital.write("own.mjs", module);
    hospital.write("empty.mjs", "export const nothing = 1;\n");
    hospital.write("staff.csv", "login,surname\r\nakehoe,Kehoe\r\n");
    mkdirSync(hospital.path("overlay"));
    mkdirSync(hospital.path("bad-overlay"));
    hospital.write("overlay/LOAD_PMI.yaml", overlay("yes_no"));
    hospital.write("bad-overlay/LOAD_PMI.yaml", overlay("yes_know"));
  });

  after(() => hospital.remove());

  const given = (...args: readonly string[]) => run(hospital.folder, ...args);

  it("takes folders, encodings, overlays, feeds and own plugins from it, and fails by an own rule", async () => {
    const own = "plugins: [reference, pmi, ./own.mjs]\noverlays: [overlay]\nfeeds:\n";
    const feed =
      '  staff: { file: staff.csv, version: "2026-03", columns: { user_name: login, family_name: surname } }\n';
    hospital.write("pas-migrate.config.yaml", config(own + feed));
    const { code, stdout } = await given("run", "--json");
    const result = JSON.parse(stdout);
    expect(Object.keys(result)).to.deep.equal(["run", "ledger", "check", "release"]);
    expect(result.check.rules.find(({ id }: { id: string }) => id === "OWN-01")).to.deep.include({
      severity: "error",
      status: "fail",
      target_failures: 1,
    });
    expect([code, result.check.passed, result.release.verdict]).to.deep.equal([1, false, "pass"]);
    expect(result.run.snapshotAt).to.equal("2026-03-27T18:00");
    expect(readFileSync(hospital.path("out", "load", "LOAD_STAFF.csv"), "utf8")).to.include(
      ",V83,akehoe,AKEHOE,,,KEHOE,",
    );
    expect(readFileSync(hospital.path("out", "reports", "failures", "OWN-01.csv"), "utf8")).to.equal(
      "side,key\r\ntarget,3\r\n",
    );
  });

  it("counts the rules of a plugin that is not at hand as in error, and never as passed", async () => {
    const { code, stdout } = await run(hospital.path("extracts"), "check", "--out", "../out");
    expect(code).to.equal(1);
    expect(stdout).to.match(/^ERROR +PLUGIN-own +blocker +0 +The rules of the plugin "own" could not be judged/m);
  });

  const wrong: readonly (readonly [string, string, RegExp])[] = [
    ["an unknown key, with the nearest one", "snapshotat: x\n", /wrong\.yaml:\d+.*snapshotat.*snapshotAt/s],
    [
      "a plugin module that is not there",
      "plugins: [./nope.mjs]\n",
      /PLUGIN_MODULE_FAILED The module \.\/nope\.mjs cannot be loaded/,
    ],
    [
      "a module without a plugin",
      "plugins: [./empty.mjs]\n",
      /PLUGIN_MODULE_EMPTY The module \.\/empty\.mjs exports no plugin class\./,
    ],
    ["a plugin that is not registered", "plugins: [reference, pmy]\n", /PLUGIN_UNKNOWN There is no plugin "pmy"\./],
    [
      "a required plugin that is not there",
      "plugins: [./own.mjs]\n",
      /PLUGIN_REQUIRED_MISSING The plugin "own" requires the plugin "pmi", which is not there\./,
    ],
    [
      "a feed's file that is not there",
      'plugins: [reference]\nfeeds: { staff: { file: nope.csv, version: "1" } }\n',
      /FEED_FILE_MISSING The feed "staff" names the file/,
    ],
  ];
  for (const [title, more, message] of wrong) {
    it(`refuses ${title}, with exit code 2`, async () => {
      hospital.write("wrong.yaml", config(more));
      const { code, stdout, stderr } = await given("migrate", "--config", "wrong.yaml", "--out", "none");
      expect([code, stdout]).to.deep.equal([2, ""]);
      expect(stderr).to.match(message);
    });
  }

  it("stops a run at a fault of the contract with 2", async () => {
    hospital.write("wrong.yaml", config("plugins: [pmi]\noverlays: [bad-overlay]\n"));
    const { code, stderr } = await given("migrate", "--config", "wrong.yaml", "--out", "none");
    expect(code).to.equal(2);
    expect(stderr).to.match(/bad-overlay\/LOAD_PMI\.yaml:\d+.*yes_know/);
  });

  it("fails a contract check at a fault of the contract with 1, naming file, line and remedy", async () => {
    const { code, stdout, stderr } = await given("contract", "check", "--config", "wrong.yaml");
    expect([code, stdout]).to.deep.equal([1, ""]);
    expect(stderr).to.match(
      /^bad-overlay\/LOAD_PMI\.yaml:3:3 CONTRACT_UNKNOWN_CROSSWALK .*"yes_know".* Did you mean "yes_no"\?\n1 fault\(s\) in the contract\.\n$/,
    );
    const machine = await given("contract", "check", "--config", "wrong.yaml", "--json");
    expect([machine.code, machine.stderr]).to.deep.equal([1, ""]);
    expect(JSON.parse(machine.stdout).faults).to.have.length(1);
  });
});

describe("pas-migrate contract", () => {
  let hospital: Hospital;

  before(() => {
    hospital = new Hospital();
  });

  after(() => hospital.remove());

  it("checks without writing, and says how many fields wait for whom", async () => {
    const { code, stdout, stderr } = await run(hospital.folder, "contract", "check", "--plugins", "reference,pmi");
    expect([code, stderr]).to.deep.equal([0, ""]);
    expect(stdout).to.include("\n313 fields, 34 wait for a decision:\n");
    expect(stdout).to.include("\n  LOAD_PMI.date_registered (patient administration lead)\n");
    expect(stdout).to.match(/\nContract [0-9a-f]{64}\n$/);
  });

  it("builds contract.json and contract.csv, one line a field", async () => {
    const { code, stdout } = await run(
      hospital.folder,
      "contract",
      "build",
      "--plugins",
      "reference,pmi",
      "--out",
      "contract",
      "--json",
    );
    expect(code).to.equal(0);
    const summary = JSON.parse(stdout);
    expect([summary.faults, summary.tables, summary.fields]).to.deep.equal([[], 13, 313]);
    expect(summary.byTable.LOAD_PMI.SURROGATE_ETL).to.equal(2);
    expect(JSON.parse(readFileSync(hospital.path("contract", "contract.json"), "utf8")).hash).to.equal(summary.hash);
    const lines = readFileSync(hospital.path("contract", "contract.csv"), "utf8").split("\r\n");
    expect(lines.filter((line) => /^LOAD_[A-Z]+,/.test(line))).to.have.length(313);
  });
});
