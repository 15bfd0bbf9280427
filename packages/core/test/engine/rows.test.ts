import { testMigration } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { chainPlugin, chainSource } from "../support/chain.js";

const source = (changed: object) => ({ ...chainSource, SPELL: {}, STAY: {}, ...changed }) as never;

describe("rows", () => {
  it("rejects all different rows of one natural key, and tells their rejects apart", async () => {
    const result = await testMigration({
      plugins: [chainPlugin()],
      source: source({ PATIENT: { Id: ["1", "2", " 1"], Name: ["ANN", "BOB", "ANNE"], Sex: ["F", "M", "F"] } }),
    });
    expect(result.table("LOAD_PATIENT").column("name")).to.deep.equal(["BOB"]);
    expect(result.rejects.map(({ reason, values }) => [reason, values.Name])).to.deep.equal([
      ["DUPLICATE_KEY", "ANN"],
      ["DUPLICATE_KEY", "ANNE"],
    ]);
  });

  it("finds rows of one key in any batch size", async () => {
    const Id = Array.from({ length: 30 }, (_, i) => (i % 3 === 2 ? ` ${i - 1}` : String(i)));
    const PATIENT = { Id, Name: Id.map((_, i) => `N${i}`), Sex: Id.map(() => "F") };
    for (const batchRows of [1, 2, 7, 1000]) {
      const result = await testMigration({ plugins: [chainPlugin()], source: source({ PATIENT }), batchRows });
      expect(result.rejects).to.have.length(20);
      expect(result.table("LOAD_PATIENT").rows).to.have.length(10);
    }
  });

  it("rejects a row whose natural key is empty", async () => {
    const result = await testMigration({
      plugins: [chainPlugin()],
      source: source({ PATIENT: { Id: [null, "2"], Name: ["ANN", "BOB"], Sex: ["F", "M"] } }),
    });
    expect(result.rejects.map(({ reason, stage }) => [reason, stage])).to.deep.equal([["KEY_BLANK", "rows"]]);
  });

  it("sorts by the bytes of the natural key, not by number or locale", async () => {
    const Id = ["10", "9", "a", "B", "é", "Z", " 2"];
    const PATIENT = { Id, Name: Id.map((id) => id.trim()), Sex: Id.map(() => null) };
    const result = await testMigration({ plugins: [chainPlugin()], source: source({ PATIENT }), batchRows: 2 });
    expect(result.table("LOAD_PATIENT").column("name")).to.deep.equal(["10", "2", "9", "B", "Z", "a", "é"]);
  });

  it("lets row SQL exclude, merge and reject, each with its reason in the ledger", async () => {
    const sql = `select _table, _row, Id, Name, Sex,
      case Id when '2' then 'TEST_PATIENT' end as _exclude,
      case Id when '3' then 'SAME_PERSON' end as _merge,
      case Id when '4' then 'HELD_BACK' end as _reject
      from source.PATIENT`;
    const PATIENT = { Id: ["1", "2", "3", "4"], Name: ["ANN", "BOB", "CY", "DI"], Sex: ["F", "M", "M", "F"] };
    const result = await testMigration({
      plugins: [chainPlugin({ "contract/LOAD_PATIENT.sql": sql })],
      source: source({ PATIENT }),
    });
    expect(result.table("LOAD_PATIENT").column("name")).to.deep.equal(["ANN"]);
    expect(result.ledger.PATIENT).to.deep.equal({ loaded: 1, split: 0, merged: 1, excluded: 1, rejected: 1 });
    expect(result.rejects.map(({ reason, values }) => [reason, values.Name])).to.deep.equal([["HELD_BACK", "DI"]]);
  });

  it("refuses a reason that could be a value", async () => {
    const sql = "select _table, _row, Id, Name, Sex, Name || ' is excluded' as _exclude from source.PATIENT";
    const running = testMigration({ plugins: [chainPlugin({ "contract/LOAD_PATIENT.sql": sql })], source: source({}) });
    const error = await running.then(
      () => undefined,
      (fault) => fault,
    );
    expect(error).to.have.property("code", "CONTRACT_SQL_INVALID_REASON");
    expect(error.message).to.not.contain("ANN");
  });
});
