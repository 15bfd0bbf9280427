import { testMigration } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { chainFile, chainPlugin, chainSource } from "../support/chain.js";

const source = (changed: object) => ({ ...chainSource, ...changed }) as never;

describe("closing chains", () => {
  it("delivers a chain that is whole, every key resolved", async () => {
    const result = await testMigration({ plugins: [chainPlugin()], source: source({}) });
    expect(result.rejects).to.deep.equal([]);
    const patients = result.table("LOAD_PATIENT").column("record_number");
    expect(result.table("LOAD_SPELL").column("patient_record_number")).to.deep.equal([
      patients[0],
      patients[0],
      patients[1],
    ]);
    expect(result.gates.filter(({ status }) => status === "fail" || status === "error")).to.deep.equal([]);
  });

  it("takes children and grandchildren along when a parent is rejected", async () => {
    const result = await testMigration({
      plugins: [chainPlugin()],
      source: source({ PATIENT: { Id: ["1", "2"], Name: ["ANN", ""], Sex: ["F", "M"] } }),
    });
    expect(result.table("LOAD_SPELL").column("external_system_id")).to.deep.equal(["1|10", "1|11"]);
    expect(result.table("LOAD_STAY").rows.map((row) => row.external_system_id)).to.deep.equal([
      "1|10|202601010900",
      "1|10|202601020900",
      "1|11|202602010900",
    ]);
    expect(result.rejects.map(({ table, reason, key }) => [table, reason, key])).to.deep.equal([
      ["LOAD_PATIENT", "REQUIRED_VALUE_MISSING", "2"],
      ["LOAD_SPELL", "PARENT_NOT_MIGRATED", "2|20"],
      ["LOAD_STAY", "PARENT_NOT_MIGRATED", "2|20|202603010900"],
    ]);
    expect(result.ledger.STAY).to.deep.equal({ loaded: 3, split: 0, merged: 0, excluded: 0, rejected: 1 });
  });

  it("leaves no spell half: a rejected stay takes the spell and its other stays along", async () => {
    const Start = ["202601010900", "202613020900", "202602010900", "202603010900"];
    const result = await testMigration({
      plugins: [chainPlugin()],
      source: source({ STAY: { ...chainSource.STAY, Start } }),
    });
    expect(result.table("LOAD_SPELL").column("external_system_id")).to.deep.equal(["1|11", "2|20"]);
    expect(result.table("LOAD_STAY").column("external_system_id")).to.deep.equal([
      "1|11|202602010900",
      "2|20|202603010900",
    ]);
    expect(result.rejects.map(({ table, reason, key }) => [table, reason, key])).to.deep.equal([
      ["LOAD_STAY", "DATE_INVALID", "1|10|202613020900"],
      ["LOAD_SPELL", "CHAIN_BROKEN", "1|10"],
      ["LOAD_STAY", "PARENT_NOT_MIGRATED", "1|10|202601010900"],
    ]);
  });

  it("never cascades a rejected value", async () => {
    const result = await testMigration({
      plugins: [chainPlugin()],
      source: source({ PATIENT: { Id: ["1", "2"], Name: ["ANN", "BOB"], Sex: ["X", "M"] } }),
    });
    expect(result.table("LOAD_STAY").rows).to.have.length(4);
    expect(result.rejects.map(({ reason, field, code }) => [reason, field, code])).to.deep.equal([
      ["CODE_NOT_MAPPED", "sex", "X"],
    ]);
  });

  it("empties an optional key whose parent was not migrated, and keeps the row", async () => {
    const contract = chainFile("contract/LOAD_SPELL.yaml").replace("parentMissing: quarantine", "parentMissing: empty");
    const result = await testMigration({
      plugins: [chainPlugin({ "contract/LOAD_SPELL.yaml": contract })],
      source: source({ PATIENT: { Id: ["1"], Name: ["ANN"], Sex: ["F"] } }),
    });
    const spells = result.table("LOAD_SPELL");
    expect(spells.column("external_system_id")).to.deep.equal(["1|10", "1|11", "2|20"]);
    expect(spells.column("patient_record_number")[2]).to.equal(null);
    expect(spells.column("ward")[2]).to.equal("W1");
    expect(result.table("LOAD_STAY").rows).to.have.length(4);
  });

  it("does not hash a key whose parts are all empty, and quarantines what needs it", async () => {
    const result = await testMigration({
      plugins: [chainPlugin()],
      source: source({ SPELL: { Id: ["1", null], Episode: ["10", "99"], Ward: ["W1", "W9"] }, STAY: {} }),
    });
    expect(result.table("LOAD_SPELL").column("external_system_id")).to.deep.equal(["1|10"]);
    expect(result.rejects.map(({ reason, values }) => [reason, values.ward])).to.deep.equal([
      ["PARENT_NOT_MIGRATED", "W9"],
    ]);
  });

  it("names a row by its natural key in rejects, even where its file has no column for it", async () => {
    const without = (path: string) =>
      chainFile(path)
        .split("\n")
        .filter((line) => !/^ {2}(record_number|external_system_id):/.test(line))
        .join("\n");
    const plugins = [
      chainPlugin({
        "target/LOAD_STAY.yaml": without("target/LOAD_STAY.yaml"),
        "contract/LOAD_STAY.yaml": without("contract/LOAD_STAY.yaml").replace(", closes: LOAD_SPELL", ""),
      }),
    ];
    const PATIENT = { Id: ["1", "2"], Name: ["ANN", ""], Sex: ["F", "M"] };
    const result = await testMigration({ plugins, source: source({ PATIENT }) });
    expect(result.rejects.map(({ table, reason, key }) => [table, reason, key])).to.deep.include([
      "LOAD_STAY",
      "PARENT_NOT_MIGRATED",
      "2|20|202603010900",
    ]);
  });
});
