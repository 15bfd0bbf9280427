import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { packagedProfile, packagedProfiles, readProfile, readWaivers, releaseMeasures } from "@pas-migrate/core";
import { expect } from "chai";

const docs = fileURLToPath(new URL("../../../../docs/", import.meta.url));
const page = (name: string) => readFileSync(join(docs, name), "utf8");
const yamlOf = (text: string) => /^```yaml\n(.*?)^```$/ms.exec(text)![1];
const rowsOf = (text: string) =>
  text
    .split("\n")
    .filter((line) => line.startsWith("| "))
    .map((line) => line.split("|").map((cell) => cell.trim()));

describe("the pages on releases", () => {
  it("list every measure with the thresholds of the packaged profiles", () => {
    const listed = rowsOf(page("reference/release-profiles.md"))
      .filter((cells) => cells.length === 7 && /^`\w+`$/.test(cells[1]))
      .map(([, measure, , ...thresholds]) => [measure.replaceAll("`", ""), ...thresholds.slice(0, 3)]);
    const profiles = packagedProfiles.map((name) => packagedProfile(name).checks);
    expect(listed).to.deep.equal(
      releaseMeasures.map((measure) => [measure, ...profiles.map((checks) => String(checks[measure] ?? ""))]),
    );
  });

  it("show a profile and a waiver that can be read", () => {
    const profile = readProfile(yamlOf(page("reference/release-profiles.md")), "page");
    expect(profile.checks).to.deep.equal({ as_of_missing: 0, failed_blockers: 0, error_rejects: 25 });
    const { waivers } = readWaivers(yamlOf(page("guides/release-and-sign-off.md")), "page");
    expect(waivers.map(({ rule, expires }) => [rule, expires])).to.deep.equal([["PMI-02", "2026-04-30"]]);
  });

  it("give every hazard rules and a place for its evidence", () => {
    const hazards = rowsOf(page("hazard-log.md")).filter(([, id]) => /^H-\d\d$/.test(id));
    expect(hazards.map(([, id]) => id)).to.deep.equal(
      Array.from({ length: 13 }, (_, i) => `H-${String(i + 1).padStart(2, "0")}`),
    );
    for (const [, id, , , rules, evidence] of hazards) {
      const named = rules.split(", ");
      expect(
        named.every((rule) => /^(GEN|PMI|RTT|OPD|IWL|ADT|MH|ARC|REFD)-\d\d$/.test(rule)),
        id,
      ).to.equal(true);
      expect(named, id).to.deep.equal([...new Set(named)]);
      expect(evidence, id).to.have.length.above(20);
    }
  });
});
