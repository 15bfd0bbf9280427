import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { hospital, temporaryFolder } from "./hospital/hospital.js";

const command = fileURLToPath(new URL("../bin/pas-migrate.js", import.meta.url));

describe("crosswalk build", () => {
  it("writes drafts from the master files alone, in the form of an overlay, and names the codes to settle", () => {
    const out = join(temporaryFolder(), "drafts");
    const config = join(hospital, "pas-migrate.config.yaml");
    const args = ["crosswalk", "build", "--source", join(hospital, "extracts"), "--config", config, "--out", out];
    const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], { encoding: "utf8" });
    expect(stderr).to.equal("");
    expect(status).to.equal(0);
    expect(stdout).to.contain("ethnic_group: no target for FAIR").and.contain("specialty: no target for PAIN");

    const specialties = readFileSync(join(out, "specialty.csv"), "utf8").split("\r\n");
    expect(specialties[0]).to.equal(
      "source_code,source_description,target_code,target_description,valid_from,valid_to,status,owner,approved_on",
    );
    expect(specialties).to.include("CARD,Cardiology,320,Cardiology Service,,,draft,,");
    expect(specialties.filter((line) => line.startsWith("PAIN"))).to.deep.equal([]);
    // Written pairs of the packages are not drafts of this hospital's.
    expect(readdirSync(out)).to.not.include("sex.csv");
    expect(readFileSync(join(out, "rtt_status.csv"), "utf8").trimEnd().split("\r\n")).to.have.length(18);
  });

  it("names the master files of which records could not be read, and leaves only those out", () => {
    const source = temporaryFolder();
    writeFileSync(
      join(source, "SPEC.csv"),
      "Specialty,Description,TreatmentFunction\r\nCARD,Cardiology,320\r\nENT,Ears\r\n",
    );
    const out = temporaryFolder();
    const args = ["crosswalk", "build", "--source", source, "--out", out, "--plugins", "reference"];
    const { status, stdout } = spawnSync(process.execPath, [command, ...args], { encoding: "utf8" });
    expect(status).to.equal(0);
    expect(stdout).to.contain("SPEC: 1 damaged record(s) are in no draft; mend the file.");
    expect(readFileSync(join(out, "specialty.csv"), "utf8").split("\r\n").slice(1)).to.deep.equal([
      "CARD,Cardiology,320,Cardiology Service,,,draft,,",
      "",
    ]);
  });

  it("refuses to write nowhere", () => {
    const { status, stderr } = spawnSync(process.execPath, [command, "crosswalk", "build"], { encoding: "utf8" });
    expect(status).to.equal(2);
    expect(stderr).to.contain("--out");
  });
});
