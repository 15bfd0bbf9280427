import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { type Finished, finish, run, start } from "./support/command.js";
import { Hospital } from "./support/hospital.js";

const RUN = ["--source", "extracts", "--plugins", "reference,pmi", "--snapshot-at", "2026-03-27T18:00"];

describe("pas-migrate run, check and release", () => {
  let hospital: Hospital;
  let finished: Finished;
  /** A run of extracts in which a patient is not as the contract asks for. */
  let faulty: Finished;

  before(async () => {
    hospital = new Hospital();
    finished = await given("run", ...RUN, "--out", "out");
    hospital.spoil();
    faulty = await given("run", ...RUN, "--out", "faulty");
    hospital.restore();
  });

  after(() => hospital.remove());
  afterEach(() => hospital.restore());

  const given = (...args: readonly string[]) => run(hospital.folder, ...args);

  const text = (...parts: readonly string[]) => readFileSync(hospital.path(...parts), "utf8");

  /** A copy of the finished run, to be spoilt. */
  const copy = (name: string): string => {
    cpSync(hospital.path("out"), hospital.path(name), { recursive: true });
    return name;
  };

  const spoil = (folder: string, change: (file: string) => string): void => {
    const path = hospital.path(folder, "load", "LOAD_PMI.csv");
    writeFileSync(path, change(readFileSync(path, "utf8")));
  };

  const statuses = ({ stdout }: Finished) =>
    Object.fromEntries(
      JSON.parse(stdout)
        .rules.filter(({ status }: { status: string }) => status !== "pass" && status !== "not_applicable")
        .map(({ id, status, target_failures }: { id: string; status: string; target_failures: number }) => [
          id,
          `${status} ${target_failures}`,
        ]),
    );

  it("end with 0 when everything passes, results on stdout and progress on stderr", () => {
    expect(finished.code).to.equal(0);
    expect(finished.stdout).to.include("\n9 driving records read, 0 damaged (in quarantine); ledger balanced.\n");
    expect(finished.stdout).to.match(
      /\d+ rules: \d+ pass, 0 fail, 0 in error, \d+ not applicable\.\n\nRelease profile development: PASS\n$/,
    );
    expect(finished.stderr).to.match(/^Reading extracts \(\d+ tables\)\nMaking load tables \(13 tables\)\n/);
  });

  it("leave the files of a run, in load order and in the loader's form", () => {
    expect(
      readdirSync(hospital.path("out"))
        .filter((name) => !name.startsWith("."))
        .sort(),
    ).to.deep.equal(["load", "manifest.json", "quarantine", "rejects", "reports", "run.duckdb"]);
    expect(readdirSync(hospital.path("out", "load"))).to.have.length(13);
    const lines = text("out", "load", "LOAD_PMI.csv").split("\r\n");
    expect(lines).to.have.length(5);
    expect(lines[0]).to.match(
      /^record_number,system_code,external_system_id,main_crn_type,main_crn,date_registered,nhs_number,/,
    );
    expect(lines[1]).to.include(",V83,1,DISTRICT,D1,,9434765919,01,2,,Ann,,,O'Brien,,02/01/1970,");
  });

  it("count an identical record once, as merged", () => {
    const { source } = JSON.parse(text("out", "reports", "ledger.json"));
    const patients = source.find(({ table }: { table: string }) => table === "PATDATA");
    expect(patients).to.deep.include({ rows: 4, merged: 1, rejected: 0 });
    expect(patients.loaded + patients.split + patients.excluded).to.equal(3);
  });

  it("show no patient's value on the screen, in reports or in rejects", () => {
    const shown = [faulty.stdout, faulty.stderr, text("faulty", "manifest.json")];
    for (const folder of ["reports", "rejects"])
      for (const file of readdirSync(hospital.path("faulty", folder)))
        if (/\.(json|csv)$/.test(file)) shown.push(text("faulty", folder, file));
    for (const value of ["Qqsecret", "9434765871", "O'Brien"])
      expect(
        shown.filter((output) => output.includes(value)),
        value,
      ).to.deep.equal([]);
  });

  it("reject what is wrong with a patient, by field and reason, and fail by the code that has no pair", () => {
    expect(faulty.code).to.equal(1);
    expect(faulty.stdout).to.match(/^FAIL +REFD-08 +blocker +\d+ /m);
    const [header, ...rejects] = text("faulty", "rejects", "LOAD_PMI.csv").trimEnd().split("\r\n");
    expect(header).to.equal(
      "reject_id,severity,stage,table,field,record_number,external_system_id,source_table,source_row,reason_code,source_code,crosswalk,message",
    );
    const told = rejects
      .map((line) => line.split(","))
      .map((cells) => [cells[1], cells[4], cells[6], cells[8], cells[9], cells[10]]);
    expect(told.sort()).to.deep.equal([
      ["error", "nhs_number", "3", "4", "NHS_NUMBER_CHECK_DIGIT", ""],
      ["error", "sex", "3", "4", "CODE_NOT_MAPPED", "X"],
      ["warn", "nhs_number_status", "3", "4", "NHS_NUMBER_STATUS_LOWERED", ""],
    ]);
  });

  it("find a flipped cell in a delivered file, and release it no more", async () => {
    const out = copy("flipped");
    spoil(out, (file) => file.replace(",O'Brien,", ",O'Bryan,"));
    const check = await given("check", "--out", out, "--json");
    expect(check.code).to.equal(1);
    expect(statuses(check)).to.deep.equal({ "INT-01": "fail 1" });
    expect(JSON.parse(check.stdout).passed).to.equal(false);
    const release = await given("release", "--out", out, "--profile", "development", "--json");
    expect(release.code).to.equal(1);
    const { verdict, checks } = JSON.parse(release.stdout);
    expect(verdict).to.equal("fail");
    expect(checks.filter(({ status }: { status: string }) => status === "fail")).to.deep.equal([
      {
        check: "tables_not_delivered",
        actual: 1,
        threshold: 0,
        status: "fail",
        reason: "Delivered files that are not those the run wrote (rule INT-01): 1.",
      },
      {
        check: "failed_blockers",
        actual: 1,
        threshold: 0,
        status: "fail",
        reason: "Rules of severity blocker that fail: 1 (INT-01).",
      },
    ]);
    expect(JSON.parse(text(out, "reports", "release.json"))).to.deep.equal(JSON.parse(release.stdout));
  });

  it("find a row that was dropped from a delivered file, and what hangs on it", async () => {
    const out = copy("dropped");
    spoil(out, (file) => file.split("\r\n").toSpliced(1, 1).join("\r\n"));
    const { code, stdout } = await given("check", "--out", out);
    expect(code).to.equal(1);
    const failed = [...stdout.matchAll(/^FAIL +([A-Z0-9-]+) /gm)].map(([, id]) => id);
    expect(failed).to.deep.equal(["GEN-02", "GEN-04", "INT-01", "INT-02", "PMI-38"]);
  });

  it("hold a run to a profile: one of the trust's own is a file, and cutover asks for more", async () => {
    hospital.write("own.yaml", "profile: own\ntitle: x\nchecks: { ledger_unbalanced: 0, error_rejects: 2 }\n");
    const own = await given("release", "--out", "faulty", "--profile-file", "own.yaml");
    expect([own.code, own.stdout]).to.deep.equal([0, "Release profile own: PASS\n"]);
    hospital.write("own.yaml", "profile: own\ntitle: x\nchecks: { ledger_unbalanced: 0, error_rejects: 1 }\n");
    const less = await given("release", "--out", "faulty", "--profile-file", "own.yaml", "--as-of", "2026-03-27");
    expect([less.code, less.stdout]).to.deep.equal([
      1,
      "error_rejects: 2, at most 1. Rejects of severity error: 2 (LOAD_PMI.nhs_number, LOAD_PMI.sex).\nRelease profile own as of 2026-03-27: FAIL\n",
    ]);
    const cutover = await given("release", "--out", "faulty", "--profile", "cutover", "--as-of", "2026-03-27");
    expect(cutover.code).to.equal(1);
    for (const line of [
      /^expected_tables_missing: 25, at most 0\. Of 38 expected tables, neither delivered nor nil-returned: 25 \(/m,
      /^error_rejects: 2, at most 0\. /m,
      /^crosswalk_rejects: 1, at most 0\. .*: 1 \(LOAD_PMI\.sex\)\.$/m,
      /^unresolved_fields: 34, at most 0\. Fields that wait for a decision: 34 \(/m,
      /^unapproved_fields: \d+, at most 0\. /m,
      /^draft_crosswalk_pairs: \d+, at most 0\. /m,
      /^Release profile cutover as of 2026-03-27: FAIL\n$/m,
    ])
      expect(cutover.stdout).to.match(line);
  });

  it("refuse a verdict at cutover without its day, before anything is read", async () => {
    for (const command of [
      ["release", "--out", "out"],
      ["run", ...RUN, "--out", "late"],
      ["evidence", "judge", "--pack", "none"],
    ]) {
      const { code, stdout, stderr } = await given(...command, "--profile", "cutover");
      expect([code, stdout]).to.deep.equal([2, ""]);
      expect(stderr).to.match(/^USAGE --as-of is missing: the profile cutover asks for the day of the verdict\./);
    }
    expect(existsSync(hospital.path("late"))).to.equal(false);
  });

  it("draft a waiver, count it once it is filled in, and show the waived rule in the verdict", async () => {
    const out = copy("waived");
    spoil(out, (file) => file.split("\r\n").toSpliced(1, 1).join("\r\n"));
    await given("check", "--out", out);
    const draft = await given("waiver", "draft", "--out", out, "--rule", "GEN-02");
    expect([draft.code, draft.stderr]).to.deep.equal([0, ""]);
    const filled = draft.stdout.replaceAll('""', '"Records"').replace(/expires: "Records"/, "expires: 2026-04-30");
    hospital.write("waivers.yaml", draft.stdout);
    const empty = await given("release", "--out", out, "--profile", "development", "--waivers", "waivers.yaml");
    expect(empty.code).to.equal(2);
    expect(empty.stderr).to.match(/^waivers\.yaml:\d+:\d+ FILE_INVALID_VALUE "waivers\.0\.reason" is not as expected/);
    mkdirSync(hospital.path("overlay"));
    hospital.write("overlay/waivers.yaml", filled);
    hospital.write("config.yaml", "overlays: [overlay]\n");
    const release = async (day: string) => {
      const args = ["--out", out, "--config", "config.yaml", "--profile", "development", "--as-of", day, "--json"];
      const { checks, waivers, rules } = JSON.parse((await given("release", ...args)).stdout);
      return [
        waivers[0].status,
        rules.find(({ rule }: { rule: string }) => rule === "GEN-02").status,
        checks.find(({ check }: { check: string }) => check === "failed_blockers").actual,
      ];
    };
    const [, , all] = await release("2026-05-01");
    expect(await release("2026-05-01")).to.deep.equal(["expired", "fail", all]);
    expect(await release("2026-04-30")).to.deep.equal(["counted", "waived", all - 1]);
  });

  it("seal the evidence of a run, verify it, and judge it again without the run", async () => {
    const out = "faulty";
    await given("release", "--out", out, "--profile", "development");
    const seal = await given("evidence", "seal", "--out", out, "--pack", "pack");
    expect(seal.code).to.equal(0);
    const [, root] = /^Sealed \d+ files into pack\.\nRoot ([0-9a-f]{64})\n$/.exec(seal.stdout)!;
    const verify = () => given("evidence", "verify", "--pack", "pack", "--root", root);
    const whole = await verify();
    expect([whole.code, whole.stdout]).to.deep.equal([
      0,
      `${readdirSync(hospital.path("pack"), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length - 1} files are as they were sealed.\nRoot ${root}\n`,
    ]);
    const judge = await given("evidence", "judge", "--pack", "pack", "--profile-file", "own.yaml");
    expect([judge.code, judge.stdout]).to.match(/^1,error_rejects: 2, at most 1\. .*\nRelease profile own: FAIL\n$/);
    writeFileSync(join(hospital.path("pack"), "reports", "ledger.json"), "{}");
    const altered = await verify();
    expect([altered.code, altered.stdout]).to.deep.equal([
      1,
      `CHANGED reports/ledger.json: The member is not, byte for byte, the one that was sealed.\nThe pack is NOT as it was sealed.\nRoot ${root}\n`,
    ]);
    const refused = await given("evidence", "judge", "--pack", "pack", "--profile", "development");
    expect([refused.code, refused.stdout]).to.deep.equal([3, ""]);
    expect(refused.stderr).to.include(
      "EVIDENCE_ALTERED The evidence pack is not as it was sealed: reports/ledger.json.",
    );
  });

  it("refuse a verdict on a run that was not checked", async () => {
    const out = copy("unchecked");
    rmSync(hospital.path(out, "reports", "gates.json"));
    const { code, stderr } = await given("release", "--out", out, "--profile", "development");
    expect(code).to.equal(3);
    expect(stderr).to.match(/RELEASE_NOT_CHECKED The run in unchecked has not been checked/);
  });

  it("take a run that was killed for none, and replace it cleanly", async () => {
    const out = copy("killed");
    const child = start(hospital.folder, "migrate", ...RUN, "--out", out);
    child.stderr!.on("data", (chunk) => {
      if (String(chunk).includes("Making load tables")) child.kill("SIGKILL");
    });
    await finish(child);
    expect(child.signalCode).to.equal("SIGKILL");
    expect(existsSync(hospital.path(out, "manifest.json"))).to.equal(false);
    const check = await given("check", "--out", out);
    expect([check.code, check.stdout]).to.deep.equal([3, ""]);
    expect(check.stderr).to.match(/RUN_INCOMPLETE killed holds no finished run: its manifest\.json is missing\./);
    const again = await given("migrate", ...RUN, "--out", out, "--threads", "1", "--batch-rows", "1", "--json");
    expect([again.code, again.stderr]).to.deep.equal([0, ""]);
    expect(Object.keys(JSON.parse(again.stdout))).to.deep.equal(["run", "ledger"]);
    expect(text(out, "manifest.json")).to.equal(text("out", "manifest.json"));
    expect(existsSync(hospital.path(out, "work"))).to.equal(false);
  });

  it("keep the good records of a damaged file, and tell of the bad one by its line", async () => {
    const [header, ...rows] = hospital.lines("PATDATA");
    hospital.writeExtract("PATDATA", [header, "4,D4,,,Qqsecret,Di,F,19700102,,,one too many", ...rows]);
    const { code, stdout, stderr } = await given("run", ...RUN, "--out", "damaged", "--profile", "pre_production");
    expect(code).to.equal(1);
    expect(stdout).to.include("\n10 driving records read, 1 damaged (in quarantine); ledger balanced.\n");
    expect(stdout).to.match(/\nblocker_rejects: 1, at most 0\. Rejects of severity blocker: 1 \(PATDATA\)\.\n/);
    expect(stdout).to.match(/\nRelease profile pre_production: FAIL\n$/);
    expect(stdout + stderr).to.not.include("Qqsecret");
    const [, reject] = text("damaged", "rejects", "PATDATA.csv").split("\r\n");
    expect(reject.split(",").slice(1, 10)).to.deep.equal([
      "blocker",
      "intake",
      "PATDATA",
      "",
      "",
      "",
      "PATDATA",
      "2",
      "WRONG_FIELD_COUNT",
    ]);
  });

  const broken: readonly (readonly [string, string, string, RegExp])[] = [
    ["an extract of 0 bytes", "PATDATA", "", /SOURCE_FILE_EMPTY PATDATA\.csv has 0 bytes\./],
    [
      "a header that names a column twice",
      "PATDATA",
      "DistrictNumber,districtnumber\r\n",
      /SOURCE_HEADER_TWICE Columns 1 and 2 of PATDATA\.csv/,
    ],
    [
      "a header without a key column",
      "PATDATA",
      "DistrictNumber\r\nD1\r\n",
      /SOURCE_COLUMN_MISSING PATDATA\.csv does not have the column InternalPatientNumber/,
    ],
    [
      "a control file that counted otherwise",
      "control",
      "table,rows,sha256\r\nPATDATA,5,\r\n",
      /CONTROL_ROWS_DIFFER control\.csv says that PATDATA has 5 records, but PATDATA\.csv holds 4\./,
    ],
  ];
  for (const [title, table, content, message] of broken) {
    it(`stop at ${title}, with exit code 3`, async () => {
      const folder = `broken-${table}`;
      cpSync(hospital.path("extracts"), hospital.path(folder), { recursive: true });
      writeFileSync(join(hospital.path(folder), `${table}.csv`), content);
      const { code, stdout, stderr } = await given("migrate", ...RUN, "--source", folder, "--out", "none");
      expect([code, stdout]).to.deep.equal([3, ""]);
      expect(stderr).to.match(message);
      expect(existsSync(hospital.path("none", "manifest.json"))).to.equal(false);
    });
  }

  it("stop at a missing table before anything is written, with exit code 3", async () => {
    mkdirSync(hospital.path("few"));
    cpSync(hospital.path("extracts", "HOSPDET.csv"), hospital.path("few", "HOSPDET.csv"));
    const { code, stdout, stderr } = await given("migrate", ...RUN, "--source", "few", "--out", "nothing", "--json");
    expect([code, stdout]).to.deep.equal([3, ""]);
    const { faults } = JSON.parse(stderr);
    expect(
      faults.map((fault: { code: string; where: { table: string } }) => [fault.code, fault.where.table]).sort(),
    ).to.deep.equal(
      [
        "CASENLOC",
        "CASENOTEDETS",
        "CASENOTELOAN",
        "GPHISTORY",
        "PATDATA",
        "PMISPECIALREG",
        "PREVADDRESS",
        "PREVSURNAME",
      ].map((table) => ["SOURCE_TABLE_MISSING", table]),
    );
    expect(existsSync(hospital.path("nothing"))).to.equal(false);
  });
});
