import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createMigration, type Migration, type Reconciliation } from "@pas-migrate/core";
import { expect } from "chai";
import { gatherOptions } from "../../dist/settings.js";
import { copyOfExtracts, hospital, migrateHospital } from "./hospital.js";

type Change = readonly [file: string, from: RegExp | string, to: string];

/** A record of a delivered file, by its natural key. */
const record = (key: string) => new RegExp(`^\\d+,(?:[^\\r\\n]*,)?${key.replaceAll("|", "\\|")},.*\\r\\n`, "m");

describe("the reconciliation of the example hospital", () => {
  let out: string;
  let migration: Migration;
  let untouched: Reconciliation;

  before(async () => {
    const extracts = copyOfExtracts();
    // Its checksums are of the files as they were.
    rmSync(join(extracts, "control.csv"));
    // Two sensitive records: an identity that is withheld, and a need that restricts who may open the record.
    edit(join(extracts, "PATDATA.csv"), ",Hartley,MR,,,,", ",Hartley,MR,,,05,");
    edit(join(extracts, "PATIENTNEEDMF.csv"), "HOIST,Hoist needed,0,NO", "HOIST,Hoist needed,1,YES");
    ({ out } = await migrateHospital({ extracts }));
    const { options } = await gatherOptions({ config: join(hospital, "pas-migrate.config.yaml"), source: extracts });
    migration = createMigration({ ...options, threads: 1, output: out });
    untouched = await checked();
  });

  /** Checks the run with delivered files changed, and puts them back. */
  async function checked(changes: readonly Change[] = []): Promise<Reconciliation> {
    const before = new Map<string, string>();
    for (const [file, from, to] of changes) {
      const path = join(out, "load", `${file}.csv`);
      before.set(path, before.get(path) ?? readFileSync(path, "utf8"));
      edit(path, from, to);
    }
    await migration.check();
    for (const [path, text] of before) writeFileSync(path, text);
    return JSON.parse(readFileSync(join(out, "reports", "reconciliation.json"), "utf8"));
  }

  const differences = (list: string) =>
    readFileSync(join(out, "reports", "lists", `${list}.diff.csv`), "utf8")
      .trimEnd()
      .split("\r\n")
      .slice(1);
  const unexplained = (list: string) => differences(list).filter((line) => line.endsWith(",,"));
  const counts = ({ lists }: Reconciliation) =>
    Object.fromEntries(lists.map((list) => [list.list, [list.source, list.target, list.unexplained]]));
  const cell = ({ measures }: Reconciliation, measure: string, name: string) => {
    const found = measures.find((candidate) => candidate.measure === measure && candidate.cell === name);
    return found && [found.source, found.target];
  };

  it("explains every difference of the lists but the one that nothing can carry over", async () => {
    expect(counts(untouched)).to.deep.equal({
      "00-patients": [47, 39, 0],
      "01-in-hospital": [2, 2, 0],
      "02-future-appointments": [10, 10, 0],
      "03-outpatient-waiting-list": [3, 3, 0],
      "04-inpatient-waiting-list": [9, 7, 0],
      "05-open-clocks": [11, 11, 0],
      "06-open-referrals": [24, 21, 0],
      "07a-allergies": [9, 7, 0],
      "07b-alerts": [13, 12, 0],
      "08-detained": [1, 1, 0],
      "09-deceased": [2, 2, 0],
      "10-sensitive": [2, 1, 1],
    });
    expect(differences("10-sensitive")).to.deep.equal(["000000002,WITHHELD,05,,source,,,,,"]);
    expect(differences("04-inpatient-waiting-list")).to.deep.equal([
      "000000008,801,source,,,,rejected,REFERRAL_NOT_FOUND",
      "000000014,1402,both,specialty,XSPC,,value,CODE_NOT_MAPPED",
      "000000014,1402,both,waitlist_profile,ZZZ,,value,CODE_NOT_MAPPED",
      "000000046,4601,source,,,,rejected,PARENT_NOT_MIGRATED",
    ]);
    expect(untouched.codes.filter(({ conserved }) => conserved === false)).to.deep.equal([]);
    expect(untouched.lists.filter(({ reason }) => reason !== undefined)).to.deep.equal([]);
  });

  it("draws the same lists twice", async () => {
    const shown = ({ lists }: Reconciliation) =>
      lists.map(({ source_sha256, target_sha256 }) => [source_sha256, target_sha256]);
    expect(shown(await checked())).to.deep.equal(shown(untouched));
  });

  describe("after a record was lost from each delivered file", () => {
    let reconciliation: Reconciliation;

    before(async () => {
      reconciliation = await checked([
        ["LOAD_PMI", record("000000035"), ""],
        ["LOAD_ADT_ADMISSIONS", record("000000001|101"), ""],
        ["LOAD_OPD_APPOINTMENTS", record("000000006|601|202604070920|ALDO"), ""],
        ["LOAD_OPDWAITLIST", record("000000002|201|ORTFU|20260106"), ""],
        ["LOAD_IWL", record("000000003|302"), ""],
        ["LOAD_RTT_PERIODS", record("000000019|X9901WGH00000001900000001|1"), ""],
        ["LOAD_REFERRALS", record("000000018|1801"), ""],
        ["LOAD_PMIALLERGIES", record("000000001|2"), ""],
        ["LOAD_PMISTAFFWARNINGS", record("000000001|NEED|1"), ""],
        ["LOAD_MH_DETENTION_TRANSFERS", record("000000033|3302|202602120945"), ""],
      ]);
    });

    for (const [list, members] of [
      ["00-patients", ["000000035,source,,,,,"]],
      ["01-in-hospital", ["000000001,101,source,,,,,"]],
      ["02-future-appointments", ["000000006,601,202604070920,ALDO,source,,,,,"]],
      ["03-outpatient-waiting-list", ["000000002,201,ORTFU,20260106,source,,,,,"]],
      ["04-inpatient-waiting-list", ["000000003,302,source,,,,,"]],
      ["05-open-clocks", ["000000019,X9901WGH00000001900000001,1,source,,,,,"]],
      ["06-open-referrals", ["000000018,1801,source,,,,,"]],
      ["07a-allergies", ["000000001,2,source,,,,,"]],
      ["07b-alerts", ["000000001,NEED,1,,source,,,,,"]],
      ["08-detained", ["000000033,3302,202602120945,source,,,,,"]],
      ["09-deceased", ["000000035,source,,,,,"]],
      ["10-sensitive", ["000000001,NEED,1,,source,,,,,", "000000002,WITHHELD,05,,source,,,,,"]],
    ] as const) {
      it(`list ${list} names it, and nothing explains it`, () => {
        expect(unexplained(list)).to.deep.equal(members);
      });
    }

    for (const [measure, name, source, target] of [
      ["patients-alive-or-deceased", "deceased", 2, 1],
      ["in-hospital-by-ward", "W7", 1, 0],
      ["future-appointments-by-clinic-and-week", "ORTCL1 | 2026-W15", 1, 0],
      ["outpatient-waiting-list-by-list", "ORTFU | F", 1, 0],
      ["inpatient-waiting-list-by-specialty-and-weeks", "130 | 00-17", 1, 0],
      ["future-tcis-by-week", "2026-W16", 1, 0],
      ["open-clocks-by-treatment-function-and-weeks", "110 | 65-77", 1, 0],
      ["open-referrals-by-specialty", " | PHY", 1, 0],
      ["allergies", "2", 2, 1],
      ["alerts-by-kind", "NEED | HOIST", 1, 0],
      ["detained-by-legal-status", "03", 1, 0],
      ["sensitive-by-kind", "NEED", 1, 0],
    ] as const) {
      it(`measure ${measure} differs in the cell "${name}"`, () => {
        expect(cell(reconciliation, measure, name)).to.deep.equal([source, target]);
      });
    }

    it("the chains show the hop that broke, and what hangs on it", () => {
      const broken = (chain: string) =>
        reconciliation.chains
          .filter((hop) => hop.chain === chain && hop.complete !== hop.total)
          .map(({ hop, complete, total }) => `${hop} ${total - complete}`);
      expect(broken("referral")).to.deep.equal(["LOAD_RTT_EVENTS -> LOAD_RTT_PERIODS 2"]);
      expect(broken("inpatient")).to.deep.equal([
        "LOAD_IWL_TCIS -> LOAD_IWL 1",
        "LOAD_ADT_EPISODES -> LOAD_ADT_ADMISSIONS 3",
        "LOAD_ADT_WARDSTAYS -> LOAD_ADT_EPISODES 7",
        "LOAD_ADT_CODING -> LOAD_ADT_EPISODES 9",
      ]);
    });
  });

  it("finds values that changed places or were altered, in fields whose counts are as they were", async () => {
    const reconciliation = await checked([
      // Two patients' allergies swapped.
      ["LOAD_PMIALLERGIES", /(,000000001\|2,.*)Latex(.*)/i, "$1Swapped$2"],
      // A ward, a clinic, a specialty, a start of a wait, a legal status.
      ["LOAD_ADT_WARDSTAYS", /(,000000033\|3302\|\d+,.*)HAVN(.*)/g, "$1W7$2"],
      ["LOAD_RTT_PERIODS", "12/11/2024 09:05", "12/11/2025 09:05"],
      ["LOAD_MH_DETENTION_TRANSFERS", /(,000000033\|3302\|202602120945,.*),03,/, "$1,02,"],
    ]);
    expect(unexplained("01-in-hospital")).to.deep.equal(["000000033,3302,both,ward,HAVN,W7,,"]);
    expect(unexplained("05-open-clocks")).to.deep.equal([
      "000000019,X9901WGH00000001900000001,1,both,clock_start,202411120905,202511120905,,",
      "000000019,X9901WGH00000001900000001,1,both,weeks,65-77,18-51,,",
    ]);
    expect(unexplained("07a-allergies")).to.have.length(1);
    expect(unexplained("08-detained")).to.deep.equal(["000000033,3302,202602120945,both,legal_status,03,02,,"]);
    expect(cell(reconciliation, "in-hospital-by-ward", "W7")).to.deep.equal([1, 2]);
    expect(cell(reconciliation, "in-hospital-by-ward", "HAVN")).to.deep.equal([1, 0]);
  });

  it("samples a patient in hospital, a merged, a deceased, a detained one and a child, in a folder that only its owner opens", async () => {
    await checked();
    const folder = join(out, "reports", "restricted", "sample");
    expect(statSync(folder).mode & 0o777).to.equal(0o700);
    const index = readFileSync(join(folder, "index.csv"), "utf8").trimEnd().split("\r\n").slice(1);
    expect(readdirSync(folder)).to.have.length(index.length + 1);
    for (const kind of ["child", "deceased", "detained", "inpatient", "merged", "patient"])
      expect(
        index.filter((line) => line.includes(kind)),
        kind,
      ).not.to.deep.equal([]);
    expect(readFileSync(join(out, "manifest.json"), "utf8")).not.to.contain("restricted");
  });

  it("keeps names, addresses, numbers of people and free text out of the lists and the report", async () => {
    await checked();
    const reports = join(out, "reports");
    const texts = readdirSync(join(reports, "lists")).map((name) => readFileSync(join(reports, "lists", name), "utf8"));
    const all = [...texts, readFileSync(join(reports, "reconciliation.json"), "utf8")].join("\n");
    for (const value of ["Hartley", "Saltmarsh", "WX2", "999 102", "D0001002", "Penicillin", "PENICILLIN"])
      expect(all, value).not.to.contain(value);
  });

  function edit(path: string, from: RegExp | string, to: string): void {
    const text = readFileSync(path, "latin1");
    const changed = text.replace(from, to);
    expect(changed, `${path} has no ${from}`).not.to.equal(text);
    writeFileSync(path, changed, "latin1");
  }
});

describe("the reconciliation of some plugins alone", () => {
  it("draws the lists of those that are there", async () => {
    const folder = mkdtempSync(join(tmpdir(), "pas-migrate-hospital-"));
    const { options } = await gatherOptions({
      config: join(hospital, "pas-migrate.config.yaml"),
      source: join(hospital, "extracts"),
      plugins: "pmi",
    });
    const migration = createMigration({ ...options, feeds: {}, overlays: [], output: folder });
    await migration.run();
    await migration.check();
    const { lists } = JSON.parse(
      readFileSync(join(folder, "reports", "reconciliation.json"), "utf8"),
    ) as Reconciliation;
    expect(lists.map(({ list, reason }) => [list, reason])).to.deep.equal(
      ["00-patients", "07a-allergies", "07b-alerts", "09-deceased", "10-sensitive"].map((list) => [list, undefined]),
    );
    rmSync(folder, { recursive: true });
  });
});
