import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "csv-parse/sync";
import { packagedPlugins } from "../../dist/plugins.js";
import { run } from "../support/command.js";
import { copyOfExtracts, filesIn, hospital, migratedHospital, migrateHospital, temporaryFolder } from "./hospital.js";

/** The example hospital, with some of the plugins. */
const migrateWith = (...ids: readonly string[]) => migrateHospital({ plugins: ids.map((id) => packagedPlugins[id]) });

/** Runs the command on the example hospital, into a folder that it may make. */
async function command(...plugins: readonly string[]) {
  return commandOn(join(hospital, "extracts"), ...plugins);
}

async function commandOn(source: string, ...plugins: readonly string[]) {
  const out = join(temporaryFolder(), "run");
  const config = join(hospital, "pas-migrate.config.yaml");
  const given = ["--config", config, "--source", source, "--out", out, "--plugins", plugins.join(",")];
  return { out, ...(await run(hospital, "migrate", ...given)) };
}

function table(out: string, name: string): readonly Readonly<Record<string, string>>[] {
  return parse(readFileSync(join(out, "load", `${name}.csv`)), { columns: true });
}

describe("a hospital that migrates some domains only", () => {
  let whole: ReadonlyMap<string, string>;

  before(async () => {
    whole = filesIn((await migratedHospital()).out, "load");
  });

  describe("admissions without waiting lists", () => {
    let migrated: Awaited<ReturnType<typeof migrateHospital>>;

    before(async () => {
      migrated = await migrateWith("reference", "pmi", "rtt", "adt");
    });

    it("have the tables of their own plugins and of those that they build on, in load order", () => {
      const { report } = migrated.result;
      expect(report.plugins.map(({ id }) => id)).to.deep.equal(["reference", "pmi", "rtt", "adt"]);
      expect(report.tables.map(({ table: name }) => name)).to.deep.equal([
        "LOAD_STAFF",
        "LOAD_USERS",
        "LOAD_SITES",
        "LOAD_PMI",
        "LOAD_PMIIDS",
        "LOAD_PMIALIASES",
        "LOAD_PMIADDRS",
        "LOAD_PMICONTACTS",
        "LOAD_PMIALLERGIES",
        "LOAD_PMISTAFFWARNINGS",
        "LOAD_PMIGPAUDIT",
        "LOAD_CASENOTELOCS",
        "LOAD_PMICASENOTEHISTORY",
        "LOAD_RTT_PATHWAYS",
        "LOAD_REFERRALS",
        "LOAD_RTT_PERIODS",
        "LOAD_RTT_EVENTS",
        "LOAD_ADT_ADMISSIONS",
        "LOAD_ADT_EPISODES",
        "LOAD_ADT_WARDSTAYS",
        "LOAD_ADT_CODING",
        "LOAD_ADT_ARCHIVE",
      ]);
      expect(report.unusedFeeds).to.deep.equal(["cpa", "cpa-reviews", "op-suspensions"]);
    });

    it("name no list entry, and the report says which key stays empty for it", () => {
      const admissions = table(migrated.out, "LOAD_ADT_ADMISSIONS");
      expect(admissions.length).to.equal(16);
      expect(admissions.map((row) => row.loadiwl_record_number)).to.deep.equal(new Array(16).fill(""));
      expect(migrated.result.report.keysToAbsentTables).to.deep.equal(["LOAD_ADT_ADMISSIONS.loadiwl_record_number"]);
      expect(migrated.result.report.rejects.filter(({ table: name }) => name.startsWith("LOAD_IWL"))).to.deep.equal([]);
    });

    it("are the same to the byte as with all domains, but for that key", () => {
      const given = filesIn(migrated.out, "load");
      expect(given.size).to.equal(22);
      const changed = [...given].filter(([name, bytes]) => whole.get(name) !== bytes).map(([name]) => name);
      expect(changed).to.deep.equal(["LOAD_ADT_ADMISSIONS.csv"]);
      const withoutLists = table(migrated.out, "LOAD_ADT_ADMISSIONS");
      const all: Record<string, string>[] = parse(whole.get("LOAD_ADT_ADMISSIONS.csv")!, { columns: true });
      expect(withoutLists).to.deep.equal(all.map((row) => ({ ...row, loadiwl_record_number: "" })));
      expect(all.filter((row) => row.loadiwl_record_number !== "").length).to.equal(3);
    });
  });

  it("can be the patient index alone, the same to the byte as with all domains", async () => {
    const { out, code, stderr } = await command("reference", "pmi");
    expect([code, stderr.match(/^[A-Z_]{4,} .*/gm)]).to.deep.equal([0, null]);
    const given = filesIn(out, "load");
    expect(given.size).to.equal(13);
    for (const [name, bytes] of given) expect(whole.get(name), name).to.equal(bytes);
    const report = JSON.parse(readFileSync(join(out, "reports", "run.json"), "utf8"));
    expect(report.keysToAbsentTables).to.deep.equal([]);
  });

  describe("referrals without outpatients", () => {
    it("know all the same when patients were first seen, to the byte", async () => {
      const { out } = await migrateWith("reference", "pmi", "rtt");
      const given = filesIn(out, "load");
      expect(given.size).to.equal(17);
      for (const [name, bytes] of given) expect(whole.get(name), name).to.equal(bytes);
      expect(table(out, "LOAD_REFERRALS").filter((row) => row.first_seen !== "").length).to.equal(22);
    });

    it("are loaded without the file of appointments, and the report names it as missing", async () => {
      const extracts = copyOfExtracts();
      rmSync(join(extracts, "OPA.csv"));
      const control = join(extracts, "control.csv");
      writeFileSync(control, readFileSync(control, "utf8").replace(/^OPA,.*\r?\n/m, ""));
      const { out, code, stdout } = await commandOn(extracts, "reference", "pmi", "rtt");
      expect(code).to.equal(0);
      expect(stdout).to.include("OPA has no file and counts as empty.\n");
      const report = JSON.parse(readFileSync(join(out, "reports", "run.json"), "utf8"));
      const input = report.inputs.find((each: { table: string }) => each.table === "OPA");
      expect([input.file, input.rows, input.driving]).to.deep.equal([null, 0, false]);
      const outpatients = (rows: readonly Readonly<Record<string, string>>[]) =>
        rows.filter((row) => row.encounter_type === "O").map(({ first_seen, ...row }) => [first_seen, row]);
      const referrals = outpatients(table(out, "LOAD_REFERRALS"));
      const all = outpatients(parse(whole.get("LOAD_REFERRALS.csv")!, { columns: true }));
      expect(referrals).to.deep.equal(all.map(([, row]) => ["", row]));
      expect(table(out, "LOAD_RTT_PATHWAYS").map((row) => row.ubrn)).to.deep.equal(new Array(19).fill(""));
    });
  });

  it("cannot be detentions without admissions: the command names what to add, and writes nothing", async () => {
    const { out, ...rest } = await command("reference", "pmi", "mh");
    expect(rest).to.deep.equal({
      code: 2,
      stdout: "",
      stderr:
        'PLUGIN_REQUIRED_MISSING The plugin "mh" requires the plugin "adt", which is not there. Add "adt" to the plugins of the run.\n',
    });
    expect(existsSync(out)).to.equal(false);
  });
});
