import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { type CheckResult, packagedProfile, readProfile, recordNumber } from "@pas-migrate/core";
import { expect } from "chai";
import { chainPlugin } from "../support/chain.js";
import { chainExtracts, chainMigration, failureOf } from "../support/chain-run.js";
import { temporaryFolder, writeFiles } from "../support/folders.js";

const failing = ({ rules }: CheckResult) =>
  rules.filter(({ status }) => status === "fail" || status === "error").map(({ id }) => id);

/** A finished run of the chain, one of its files changed, checked again. */
async function checkAfter(change: (text: string) => string, file = "LOAD_SPELL") {
  const { migration, out } = chainMigration();
  await migration.run();
  const path = join(out, "load", `${file}.csv`);
  writeFileSync(path, change(readFileSync(path, "utf8")));
  const result = await migration.check();
  return { migration, out, result };
}

describe("a check of a finished run", () => {
  it("passes on a run that nobody touched, every rule judged or not applicable", async () => {
    const { migration, out } = chainMigration();
    await migration.run();
    const result = await migration.check();
    expect(failing(result)).to.deep.equal([]);
    expect(result.passed).to.equal(true);
    const status = Object.fromEntries(result.rules.map((rule) => [rule.id, rule.status]));
    expect(status).to.include({
      "GEN-01": "pass",
      "GEN-02": "pass",
      "GEN-03": "pass",
      "GEN-04": "pass",
      "GEN-05": "pass",
      "INT-01": "pass",
    });
    expect(status["INT-02"]).to.equal("not_applicable");
    expect(JSON.parse(readFileSync(join(out, "reports", "gates.json"), "utf8"))).to.deep.equal({ rules: result.rules });
  });

  it("says not applicable, never pass, where there is nothing to look at", async () => {
    const empty = {
      PATIENT: { Id: [], Name: [], Sex: [] },
      SPELL: { Id: [], Episode: [], Ward: [] },
      STAY: { Id: [], Episode: [], Start: [], Bed: [] },
    };
    const { migration } = chainMigration({ extracts: chainExtracts(empty) });
    await migration.run();
    const { rules } = await migration.check();
    expect(rules.find(({ id }) => id === "GEN-01")).to.include({ status: "not_applicable" });
    expect(rules.find(({ id }) => id === "GEN-02")).to.include({ status: "not_applicable" });
  });

  it("finds one flipped cell", async () => {
    const { result, out } = await checkAfter((text) => text.replace("W2", "W3"));
    expect(failing(result)).to.deep.equal(["INT-01"]);
    expect(result.passed).to.equal(false);
    expect(readFileSync(join(out, "reports", "failures", "INT-01.csv"), "utf8")).to.equal(
      "side,key\r\ntarget,load/LOAD_SPELL.csv\r\n",
    );
  });

  it("finds a dropped row, and the children it leaves", async () => {
    const { result, out } = await checkAfter((text) =>
      text
        .split("\r\n")
        .filter((line) => !line.includes("1|10"))
        .join("\r\n"),
    );
    expect(failing(result)).to.deep.equal(["GEN-02", "GEN-04", "INT-01"]);
    const keys = readFileSync(join(out, "reports", "failures", "GEN-02.csv"), "utf8")
      .trim()
      .split("\r\n");
    expect(keys).to.have.length(3);
    expect(keys[1]).to.match(/^target,LOAD_STAY\|\d+\|spell_record_number$/);
  });

  it("finds children under the parents of other patients, and of other spells of the same patient", async () => {
    const withParents = (rows: readonly (readonly [number, number])[]) => (text: string) => {
      const lines = text.split("\r\n").map((line) => line.split(","));
      const parents = lines.map((cells) => cells[2]);
      for (const [row, from] of rows) lines[row][2] = parents[from];
      return lines.map((cells) => cells.join(",")).join("\r\n");
    };
    const found = async (rows: readonly (readonly [number, number])[]) => {
      const { result, out } = await checkAfter(withParents(rows), "LOAD_STAY");
      expect(failing(result)).to.deep.equal(["GEN-03", "INT-01"]);
      return readFileSync(join(out, "reports", "failures", "GEN-03.csv"), "utf8")
        .trim()
        .split("\r\n")
        .slice(1)
        .sort();
    };
    const key = (start: string, ...parts: readonly string[]) =>
      `target,LOAD_STAY|${recordNumber("LOAD_STAY", [...parts, start])}|spell_record_number`;
    expect(
      await found([
        [1, 4],
        [4, 1],
      ]),
    ).to.deep.equal([key("202601010900", "1", "10"), key("202603010900", "2", "20")].sort());
    expect(await found([[3, 2]])).to.deep.equal([key("202602010900", "1", "11")]);
  });

  it("finds a record number that stands twice, is no number, or is missing", async () => {
    const numbers = (text: string) =>
      text
        .split("\r\n")
        .slice(1, -1)
        .map((line) => line.split(",")[0]);
    const twice = await checkAfter((text) => text.replace(numbers(text)[1], numbers(text)[0]), "LOAD_STAY");
    expect(failing(twice.result)).to.include("GEN-01");
    const word = await checkAfter((text) => text.replace(numbers(text)[1], "0x10"), "LOAD_STAY");
    expect(failing(word.result)).to.include("GEN-01");
    const missing = await checkAfter((text) => text.replace(numbers(text)[1], ""), "LOAD_STAY");
    expect(failing(missing.result)).to.include("GEN-01");
  });

  it("finds a date that is none, a value that is too long and an external id that is gone", async () => {
    const date = await checkAfter((text) => text.replace("01/01/2026 09:00", "31/02/2026 09:00"), "LOAD_STAY");
    expect(failing(date.result)).to.include("GEN-07");
    const layout = await checkAfter((text) => text.replace("01/01/2026 09:00", "2026-01-01 09:00"), "LOAD_STAY");
    expect(failing(layout.result)).to.include("GEN-07");
    const long = await checkAfter((text) => text.replace("W2", "WARD2"));
    expect(failing(long.result)).to.include("GEN-06");
    const id = await checkAfter((text) => text.replace("1|11", ""));
    expect(failing(id.result)).to.include("GEN-05");
  });

  it("finds a damaged, a missing and a differently headed file", async () => {
    for (const change of [
      (text: string) => text.replace("W2", '"W2'),
      (text: string) => text.replace("ward", "wards"),
    ]) {
      const { result } = await checkAfter(change);
      expect(failing(result)).to.include("INT-01");
    }
    const { migration, out } = chainMigration();
    await migration.run();
    rmSync(join(out, "load", "LOAD_SPELL.csv"));
    expect(failing(await migration.check())).to.include("INT-01");
  });

  it("does not trust run.duckdb: what it holds is read again from the files", async () => {
    const { migration, out } = chainMigration();
    await migration.run();
    const instance = await DuckDBInstance.create(join(out, "run.duckdb"));
    const connection = await instance.connect();
    await connection.run("delete from target.LOAD_SPELL");
    connection.closeSync();
    instance.closeSync();
    expect((await migration.check()).passed).to.equal(true);
  });

  it("refuses a folder without a finished run", async () => {
    const { migration } = chainMigration();
    expect((await failureOf(migration.check())).code).to.equal("RUN_INCOMPLETE");
    const { migration: other, out } = chainMigration();
    await other.run();
    writeFileSync(join(out, "manifest.json"), "{");
    expect((await failureOf(other.check())).code).to.equal("RUN_UNREADABLE");
    writeFileSync(join(out, "manifest.json"), "{}");
    expect((await failureOf(other.check())).code).to.equal("RUN_UNREADABLE");
  });

  it("judges the gates of plugins: pass, fail with keys, in error with the plugin's name", async () => {
    const gate = (id: string, sql: string) => ({ id, severity: "blocker" as const, title: `${id} holds`, sql });
    const gates = [
      gate("CH-01", "select record_number as key from target.LOAD_PATIENT where name = 'NOBODY'"),
      gate("CH-02", "select record_number as key from target.LOAD_PATIENT where name = 'BOB'"),
      gate("CH-03", "select nothing from target.LOAD_PATIENT"),
    ];
    const plugins = [
      chainPlugin({}, (hooks) => {
        for (const { sql, ...definition } of gates) hooks.gate(definition, async (context) => context.violations(sql));
      }),
    ];
    const { migration, out } = chainMigration({ plugins });
    await migration.run();
    const { rules, passed } = await migration.check();
    const own = rules.filter(({ id }) => id.startsWith("CH-"));
    expect(own.map(({ id, status, target_failures }) => [id, status, target_failures])).to.deep.equal([
      ["CH-01", "pass", 0],
      ["CH-02", "fail", 1],
      ["CH-03", "error", null],
    ]);
    expect(passed).to.equal(false);
    expect(readFileSync(join(out, "reports", "failures", "CH-02.csv"), "utf8")).to.match(
      /^side,key\r\ntarget,.*\d{6,}.*\r\n$/,
    );
  });
});

describe("a release of a run", () => {
  it("judges stored evidence by the thresholds of the profile", async () => {
    const { migration } = chainMigration();
    await migration.run();
    expect(() => migration.release(packagedProfile("development")))
      .to.throw()
      .with.property("code", "RELEASE_NOT_CHECKED");
    await migration.check();
    expect(migration.release(packagedProfile("development")).verdict).to.equal("pass");
    const own = (pairs: number) =>
      readProfile(`profile: own\ntitle: x\nchecks: { draft_crosswalk_pairs: ${pairs} }\n`, "own.yaml");
    expect(migration.release(own(2)).verdict).to.equal("pass");
    const { verdict, checks } = migration.release(own(1));
    expect(verdict).to.equal("fail");
    expect(checks).to.deep.equal([
      {
        check: "draft_crosswalk_pairs",
        actual: 2,
        threshold: 1,
        status: "fail",
        reason: "Pairs of codes that nobody has approved: 2 (sex).",
      },
    ]);
  });

  it("fails after a cell was flipped and checked", async () => {
    const { migration } = await checkAfter((text) => text.replace("W2", "W3"));
    const { verdict, checks } = migration.release(packagedProfile("development"));
    expect(verdict).to.equal("fail");
    expect(checks.filter(({ status }) => status === "fail").map(({ check }) => check)).to.deep.equal([
      "tables_not_delivered",
      "failed_blockers",
    ]);
  });

  it("fails cutover without the instant of the extract, and without the day of the verdict", async () => {
    const { migration } = chainMigration({ snapshotAt: undefined });
    await migration.run();
    await migration.check();
    const failed = migration
      .release(packagedProfile("cutover"))
      .checks.filter(({ status }) => status === "fail")
      .map(({ check }) => check);
    expect(failed).to.include.members(["as_of_missing", "snapshot_missing", "unapproved_fields"]);
  });

  it("refuses unknown profiles, measures and thresholds that are none", () => {
    expect(() => packagedProfile("cutovre"))
      .to.throw()
      .with.property("code", "RELEASE_UNKNOWN_PROFILE");
    for (const [check, said] of [
      ["fill_rate: 90", '"fill_rate" is not known here'],
      ["failed_errors: -1", "failed_errors"],
      ["failed_errors: 0.5", "failed_errors"],
    ]) {
      const reading = () => readProfile(`profile: x\ntitle: x\nchecks: { ${check} }\n`, "x.yaml");
      expect(reading).to.throw(said).with.nested.property("where.file", "x.yaml");
    }
  });
});

describe("the folder of a run", () => {
  it("is not taken from anybody else", async () => {
    const output = writeFiles(temporaryFolder(), { "thesis.txt": "mine" });
    const error = await failureOf(chainMigration({ output }).migration.run());
    expect(error.code).to.equal("OUTPUT_NOT_OURS");
    expect(readFileSync(join(output, "thesis.txt"), "utf8")).to.equal("mine");
  });

  it("is replaced by the next run, and what others put there stays", async () => {
    const { migration, out } = chainMigration();
    await migration.run();
    writeFiles(out, { "load/LOAD_OLD.csv": "x", "notes.txt": "keep" });
    const extracts = chainExtracts();
    await chainMigration({ extracts, output: out }).migration.run();
    expect(existsSync(join(out, "load", "LOAD_OLD.csv"))).to.equal(false);
    expect(readFileSync(join(out, "notes.txt"), "utf8")).to.equal("keep");
    expect(existsSync(join(out, "work"))).to.equal(false);
  });

  it("holds no manifest when a run has failed", async () => {
    const { migration, out } = chainMigration();
    await migration.run();
    const plugins = [
      chainPlugin({}, (hooks) => {
        hooks.beforeTable("LOAD_STAY", () => {
          throw new Error("ANN was here");
        });
      }),
    ];
    const error = await failureOf(chainMigration({ plugins, output: out }).migration.run());
    expect(error.code).to.equal("HOOK_FAILED");
    expect(error.message).to.contain('"chain"').and.contain("LOAD_STAY");
    expect(existsSync(join(out, "manifest.json"))).to.equal(false);
  });
});

describe("run.duckdb", () => {
  it("opens in any client with the schemas source, target, ledger and rejects", async () => {
    const extracts = chainExtracts({ PATIENT: { Id: ["1", "2"], Name: ["ANN", "BOB"], Sex: ["F", "Q"] } });
    const { migration, out } = chainMigration({ extracts });
    await migration.run();
    const instance = await DuckDBInstance.create(join(out, "run.duckdb"), { access_mode: "READ_ONLY" });
    const connection = await instance.connect();
    const rows = async (sql: string) => (await connection.runAndReadAll(sql)).getRowsJson();
    expect(await rows("select name, sex from target.LOAD_PATIENT order by name")).to.deep.equal([
      ["ANN", "2"],
      ["BOB", null],
    ]);
    expect(await rows("select Id, Ward from source.SPELL order by all")).to.deep.equal([
      ["1", "W1"],
      ["1", "W2"],
      ["2", "W1"],
    ]);
    expect(
      await rows("select target_table, class, count(*)::int from ledger.entries group by all order by all"),
    ).to.deep.equal([
      ["LOAD_PATIENT", "loaded", 2],
      ["LOAD_SPELL", "loaded", 3],
      ["LOAD_STAY", "loaded", 4],
    ]);
    expect(await rows('select "table", field, reason_code, source_code from rejects.entries')).to.deep.equal([
      ["LOAD_PATIENT", "sex", "CODE_NOT_MAPPED", "Q"],
    ]);
    connection.closeSync();
    instance.closeSync();
  });
});
