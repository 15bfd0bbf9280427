import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  draftWaiver,
  judgeEvidence,
  packagedProfile,
  readWaivers,
  releaseRun,
  sealEvidence,
  verifyEvidence,
} from "@pas-migrate/core";
import { expect } from "chai";
import { parse } from "yaml";
import { readFiles, temporaryFolder, writeFiles } from "../support/folders.js";
import { checkedRun, editJson, FAILING_RULE, strictProfile } from "../support/release-run.js";

const asOf = "2026-03-27";
const sha256 = (bytes: string | Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** A released run and its sealed pack. */
async function sealed() {
  const out = await checkedRun();
  releaseRun(out, packagedProfile("pre_production"), { asOf });
  const pack = join(temporaryFolder(), "pack");
  const index = sealEvidence(out, pack);
  return { out, pack, index };
}

/** Problems of a pack as `problem file`. */
const problemsOf = (pack: string, root?: string) =>
  verifyEvidence(pack, root).problems.map(({ problem, file }) => `${problem} ${file}`);

describe("a sealed evidence pack", () => {
  it("holds the manifest and the reports, and no load file, reject or quarantined value", async () => {
    const { pack, index } = await sealed();
    const files = index.members.map(({ file }) => file);
    expect(files).to.deep.equal([
      "manifest.json",
      "reports/contract.csv",
      "reports/contract.json",
      "reports/crosswalks/sex.csv",
      `reports/failures/${FAILING_RULE}.csv`,
      "reports/gates.json",
      "reports/gates.junit.xml",
      "reports/ledger.json",
      "reports/reconciliation.json",
      "reports/release.json",
      "reports/release.junit.xml",
      "reports/rules.json",
      "reports/run.json",
    ]);
    expect([...readFiles(pack).keys()]).to.deep.equal(["index.json", ...files]);
  });

  it("leaves behind what names single patients: samples and day-one lists", async () => {
    const { out, index } = await sealed();
    writeFiles(out, { "reports/restricted/sample/1.csv": "x", "reports/lists/in-house.source.csv": "x" });
    expect(sealEvidence(out, temporaryFolder())).to.deep.equal(index);
  });

  it("is tied together by a chain that can be worked out by hand from its members", async () => {
    const { pack, index } = await sealed();
    let root = sha256(`pas-migrate-evidence-1\n${index.contract}`);
    for (const { file, bytes, chain } of index.members) {
      const content = readFileSync(join(pack, file));
      expect(content.length).to.equal(bytes);
      root = sha256(`${root}\n${file}\n${sha256(content)}`);
      expect(chain).to.equal(root);
    }
    expect(index.root).to.equal(root);
    const { contract } = JSON.parse(readFileSync(join(pack, "manifest.json"), "utf8"));
    expect(index.contract).to.equal(contract);
    expect(verifyEvidence(pack, root)).to.deep.equal({ verified: true, root, members: 13, problems: [] });
  });

  it("has the same bytes when it is sealed twice", async () => {
    const { out, pack } = await sealed();
    const again = temporaryFolder();
    sealEvidence(out, again);
    expect(readFiles(again)).to.deep.equal(readFiles(pack));
  });

  it("names the member in which one byte was altered, whichever it is", async () => {
    const { pack, index } = await sealed();
    for (const { file } of index.members) {
      const path = join(pack, file);
      const before = readFileSync(path);
      const altered = Buffer.from(before);
      altered[Math.floor(altered.length / 2)] ^= 1;
      writeFileSync(path, altered);
      expect(problemsOf(pack), file).to.deep.equal([`changed ${file}`]);
      writeFileSync(path, before);
    }
    expect(problemsOf(pack)).to.deep.equal([]);
  });

  it("shows every altered byte of its index", async () => {
    const { pack } = await sealed();
    const path = join(pack, "index.json");
    const before = readFileSync(path);
    for (let at = 0; at < before.length; at += 97) {
      const altered = Buffer.from(before);
      altered[at] ^= 1;
      writeFileSync(path, altered);
      expect(problemsOf(pack), `byte ${at}`).to.deep.equal(["changed index.json"]);
    }
  });

  it("names a member that is gone and one that was added", async () => {
    const { pack } = await sealed();
    rmSync(join(pack, "reports", "ledger.json"));
    writeFiles(pack, { "reports/failures/GEN-99.csv": "key\r\n" });
    expect(problemsOf(pack)).to.deep.equal(["missing reports/ledger.json", "added reports/failures/GEN-99.csv"]);
    expect(verifyEvidence(pack).verified).to.equal(false);
  });

  it("that was sealed anew after a change is told from the signed one by its root", async () => {
    const { out, pack, index } = await sealed();
    editJson<{ imputed: number }>(out, "reports/run.json", (run) => {
      run.imputed = 1;
    });
    rmSync(pack, { recursive: true });
    sealEvidence(out, pack);
    expect(problemsOf(pack)).to.deep.equal([]);
    expect(problemsOf(pack, index.root)).to.deep.equal(["changed index.json"]);
  });

  it("is not made of a verdict that was given on other results", async () => {
    const { out } = await sealed();
    editJson<{ rules: unknown[] }>(out, "reports/gates.json", ({ rules }) => {
      rules.pop();
    });
    expect(() => sealEvidence(out, temporaryFolder()))
      .to.throw("reports/gates.json is not as it was when the verdict in reports/release.json was given.")
      .with.property("code", "EVIDENCE_STALE");
  });

  it("is not made of another contract than the run's, nor of a run that was not checked", async () => {
    const { out } = await sealed();
    editJson<{ hash: string }>(out, "reports/contract.json", (report) => {
      report.hash = "0".repeat(64);
    });
    expect(() => sealEvidence(out, temporaryFolder()))
      .to.throw("reports/contract.json is not what a run writes: it is not the contract that the manifest names.")
      .with.property("code", "RUN_UNREADABLE");
    const unchecked = await checkedRun();
    rmSync(join(unchecked, "reports", "gates.json"));
    expect(() => sealEvidence(unchecked, temporaryFolder()))
      .to.throw()
      .with.property("code", "RELEASE_NOT_CHECKED");
  });

  it("is never written over", async () => {
    const { out, pack } = await sealed();
    const before = readFiles(pack);
    expect(() => sealEvidence(out, pack))
      .to.throw()
      .with.property("code", "EVIDENCE_PACK_EXISTS");
    expect(readFiles(pack)).to.deep.equal(before);
  });

  it("is missed where there is none", () => {
    expect(() => verifyEvidence(temporaryFolder()))
      .to.throw()
      .with.property("code", "EVIDENCE_NO_PACK");
  });
});

describe("a sealed run, judged again", () => {
  it("gets another verdict under another profile, without the data and with nothing written", async () => {
    const { out, pack } = await sealed();
    rmSync(out, { recursive: true });
    const before = readFiles(pack);
    expect(judgeEvidence(pack, packagedProfile("pre_production"), { asOf }).verdict).to.equal("pass");
    const { verdict, checks } = judgeEvidence(pack, packagedProfile("cutover"), { asOf });
    expect(verdict).to.equal("fail");
    expect(checks.filter(({ status }) => status === "fail").map(({ check, actual }) => [check, actual])).to.deep.equal([
      ["expected_tables_missing", 38],
    ]);
    expect(readFiles(pack)).to.deep.equal(before);
    expect(existsSync(out)).to.equal(false);
  });

  it("gets the verdict of the run under the same profile", async () => {
    const { out, pack } = await sealed();
    const { verdict, ...told } = releaseRun(out, packagedProfile("pre_production"), { asOf });
    expect(judgeEvidence(pack, packagedProfile("pre_production"), { asOf })).to.deep.equal({ verdict, ...told });
  });

  it("keeps to the waivers of its pack, as of the day that is given", async () => {
    const out = await checkedRun();
    const [draft] = parse(draftWaiver(out, FAILING_RULE)).waivers;
    const waiver = { ...draft, reason: "r", owner: "o", approver_role: "SIRO", hazard: "none", expires: "2026-04-30" };
    const waivers = [readWaivers(JSON.stringify({ waivers: [waiver] }), "waivers.yaml")];
    releaseRun(out, strictProfile(), { asOf, waivers });
    const pack = temporaryFolder();
    sealEvidence(out, pack);
    const warnings = { ...strictProfile(), checks: { failed_warnings: 0 } };
    expect(judgeEvidence(pack, warnings, { asOf: "2026-04-30" }).verdict).to.equal("pass");
    const late = judgeEvidence(pack, warnings, { asOf: "2026-05-01" });
    expect([late.verdict, late.waivers[0].status]).to.deep.equal(["fail", "expired"]);
    expect(() => judgeEvidence(pack, warnings))
      .to.throw()
      .with.property("code", "RELEASE_AS_OF_MISSING");
  });

  it("is refused when its pack was altered", async () => {
    const { pack } = await sealed();
    writeFiles(pack, { "reports/run.json": "{}" });
    expect(() => judgeEvidence(pack, packagedProfile("development")))
      .to.throw("The evidence pack is not as it was sealed: reports/run.json.")
      .with.property("code", "EVIDENCE_ALTERED");
  });
});
