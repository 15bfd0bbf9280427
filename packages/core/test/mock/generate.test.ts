import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type GenerateOptions, generateHospital } from "@pas-migrate/core/mock";
import { expect } from "chai";
import { parse as parseYaml } from "yaml";

const scene = new URL("./support/village.js", import.meta.url);
const standard = { scene, seed: 5, snapshotAt: "2026-03-27T18:00", patients: 900 } as const;

describe("a generated hospital", () => {
  const folders: string[] = [];
  const make = async (options: Partial<GenerateOptions> = {}) => {
    const out = mkdtempSync(join(tmpdir(), "pas-migrate-mock-"));
    folders.push(out);
    const made = await generateHospital({ ...standard, out, ...options });
    const read = (file: string) => readFileSync(join(out, file), "utf8");
    return { made, out, read, lines: (file: string) => read(file).trimEnd().split("\r\n") };
  };
  const bytes = (out: string) =>
    Object.fromEntries(
      readdirSync(out, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => [name, readFileSync(join(parentPath, name)).toString("base64")]),
    );
  after(() => {
    for (const folder of folders) rmSync(folder, { recursive: true });
  });

  it("has the same bytes on every run and for any number of threads", async () => {
    const one = await make({ threads: 1, defects: "realistic" });
    const three = await make({ threads: 3, defects: "realistic" });
    expect(bytes(three.out)).to.deep.equal(bytes(one.out));
  });

  it("keeps the first patients when there are more of them, faults included", async () => {
    const few = await make({ patients: 300, defects: "realistic" });
    const many = await make({ patients: 900, defects: "realistic" });
    for (const file of ["source/PEOPLE.csv", "source/VISITS.csv", "expected/LOAD_PEOPLE.csv", "defects.csv"])
      expect(many.read(file).startsWith(few.read(file)), file).to.equal(true);
  });

  it("is another one for another seed", async () => {
    const [one, other] = [await make(), await make({ seed: 6 })];
    expect(other.read("source/PEOPLE.csv")).to.not.equal(one.read("source/PEOPLE.csv"));
  });

  it("counts what it wrote, and says it in control.csv and the manifest", async () => {
    const { made, read, lines } = await make();
    expect(made.patients).to.equal(900);
    expect(lines("source/PEOPLE.csv")).to.have.lengthOf(901);
    expect(made.sourceRows).to.equal(900 + lines("source/VISITS.csv").length - 1);
    expect(made.expectedRows).to.equal(900);
    const sha256 = createHash("sha256").update(read("source/PEOPLE.csv")).digest("hex");
    expect(lines("source/control.csv")[1]).to.equal(`PEOPLE,900,${sha256}`);
    const manifest = JSON.parse(read("manifest.json"));
    expect(manifest.files[0]).to.deep.equal({ file: "source/PEOPLE.csv", rows: 900, sha256 });
  });

  it("quotes what needs it", async () => {
    expect((await make()).read("source/PEOPLE.csv")).to.contain('"Bob, junior"');
  });

  it("writes extracts in the encoding asked for, and the answer key in UTF-8", async () => {
    const { out, read } = await make({ encoding: "windows-1252" });
    expect(readFileSync(join(out, "source/PEOPLE.csv")).includes(Buffer.from([0x5a, 0x6f, 0xeb]))).to.equal(true);
    expect(read("expected/LOAD_PEOPLE.csv")).to.contain("Zoë");
    expect(parseYaml(read("pas-migrate.config.yaml")).source).to.deep.equal({
      directory: "source",
      encoding: "windows-1252",
    });
  });

  it("says how it is migrated", async () => {
    const { read } = await make({ settings: { archiveBefore: "2018-04-01" } });
    expect(parseYaml(read("pas-migrate.config.yaml"))).to.deep.equal({
      source: { directory: "source", encoding: "utf-8" },
      snapshotAt: "2026-03-27T18:00",
      settings: { archiveBefore: "2018-04-01" },
      feeds: { places: { file: "feeds/places.csv", version: "2026-03" } },
    });
  });

  it("is clean unless faults are asked for", async () => {
    const { made, lines } = await make();
    expect(made.faults).to.equal(0);
    expect(lines("defects.csv")).to.have.lengthOf(1);
  });

  it("plants faults in extract and answer key alike, names each, and leaves every fifth patient alone", async () => {
    const { made, lines } = await make({ defects: "realistic" });
    const truths = lines("defects.csv").slice(1);
    expect(made.faults).to.equal(truths.length);
    expect(truths.length).to.be.greaterThan(60);
    const blank = truths.filter((line) => line.startsWith("name-blank"));
    for (const line of blank) {
      const key = line.split(",")[5];
      expect(Number(key) % 5).to.not.equal(0);
      const answer = lines("expected/LOAD_PEOPLE.csv").find((row) => row.startsWith(`${1000 + Number(key)},`));
      expect(answer).to.be.oneOf([`${1000 + Number(key)},${key},`, undefined]);
    }
    expect(lines("source/PEOPLE.csv").filter((line) => /^\d+,"[^"]*$/.test(line)).length).to.be.greaterThan(5);
  });

  it("plants only the faults that are named, at the rates given", async () => {
    const { lines } = await make({ defects: { "record-broken": 0.5 } });
    const kinds = new Set(
      lines("defects.csv")
        .slice(1)
        .map((line) => line.split(",")[1]),
    );
    expect([...kinds]).to.deep.equal(["record-broken"]);
  });

  it("plants faults together: who has one has another more often than not by chance", async () => {
    const { lines } = await make({ patients: 4000, defects: { "name-blank": 0.02, "record-broken": 0.02 } });
    const truths = lines("defects.csv")
      .slice(1)
      .map((line) => line.split(","));
    const blank = new Set(truths.filter(([, defect]) => defect === "name-blank").map((cells) => cells[5]));
    const both = truths.filter(([, defect, , , , key]) => defect === "record-broken" && blank.has(key)).length;
    expect(both / blank.size).to.be.greaterThan(0.05);
  });

  it("fails as the thread failed when a domain breaks", async () => {
    let message = "";
    try {
      await make({ scene: new URL("./support/nowhere.js", import.meta.url) });
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).to.contain("nowhere.js");
  });
});
