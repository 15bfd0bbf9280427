import type { TestResult } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { byKey, lines, migrate, refusals } from "../support/migrate.js";

describe("ward stays", () => {
  let result: TestResult;
  before(async () => {
    result = await migrate({
      PATDATA: { InternalPatientNumber: ["1"], DistrictNumber: ["D1"] },
      PATCAT: { Category: ["NHS", "PRI"], Description: ["NHS", "Private"], CategoryOfPatient: ["01", "02"] },
      ADMITDISCH: lines(
        ["IpAdmDtimeInt", "IpDschDtimeInt", "Category"],
        `
        1 CUT   202601010900 202601051200 NHS
        1 HELD  202602010900 202602051200 NHS
        1 LEFT  202603010900 202603051200 NHS
        1 TWICE 202603100900 202603151200 NHS
        `,
      ),
      CONSEPISODE: lines(
        ["FCENumber", "EpsActvDtimeInt", "ConsultantEpisodeEndDttm"],
        `
        1 CUT   1 202601010900 202601020900
        1 CUT   2 202601020900 202601030900
        1 CUT   3 202601030900 202601051200
        1 HELD  1 202602010900 202602030900
        1 HELD  2 202602030900 202602051200
        1 LEFT  1 202603010900 202603051200
        1 TWICE 1 202603100900 202603151200
        `,
      ),
      WARDSTAY: lines(
        ["EpsActvDtimeInt", "EndDtTimeInt", "WardCode"],
        `
        1 CUT   202601010900 202601051200 W1
        1 HELD  202602010900 202602051200 W1
        1 LEFT  202603010900 202603041000 W1
        1 TWICE 202603100900 202603111000 W1
        1 TWICE 202603120900 202603131000 W1
        1 TWICE 202603140900 202603151200 W1
        `,
      ),
      CONSWARDSTAY: lines(
        ["EpsActvDtimeInt", "EndDtTimeInt", "WardCode", "Category"],
        `
        1 HELD  202602010900 202602030900 W1 NHS
        1 HELD  202602030900 202602041500 W1 PRI
        1 HELD  202602041500 202602051200 W1 NHS
        `,
      ),
      INPATIENTSUSPEND: lines(
        ["EpsActvDtimeInt"],
        `
        1 LEFT  202603041000
        1 TWICE 202603111000
        1 TWICE 202603131000
        `,
      ),
      ROOMSTAY: lines(
        ["EpsActvDtimeInt", "EndDateTmInt", "Ward", "Room", "BedID"],
        `
        1 CUT 202601010900 202601021000 W1 R1 B1
        1 CUT 202601021000 202601051200 W1 -  B2
        1 CUT 202601030900 202601051200 W9 R9 B9
        `,
      ),
    });
  });

  it("are cut at every change of episode, each piece with its own key and the last bed it had", () => {
    const cut = (column: string) =>
      Object.entries(byKey(result, "LOAD_ADT_WARDSTAYS", column)).filter(([key]) => key.startsWith("1|CUT|"));
    expect(cut("end_date")).to.deep.equal([
      ["1|CUT|202601010900", "02/01/2026 09:00"],
      ["1|CUT|202601020900", "03/01/2026 09:00"],
      ["1|CUT|202601030900", "05/01/2026 12:00"],
    ]);
    expect(cut("bed_location").map(([, bed]) => bed)).to.deep.equal(["R1 B1", "B2", "B2"]);
  });

  it("come from CONSWARDSTAY where it holds the spell, and give an episode the category it began with", () => {
    const held = Object.keys(byKey(result, "LOAD_ADT_WARDSTAYS", "ward")).filter((key) => key.startsWith("1|HELD|"));
    expect(held).to.deep.equal(["1|HELD|202602010900", "1|HELD|202602030900", "1|HELD|202602041500"]);
    expect(byKey(result, "LOAD_ADT_EPISODES", "patient_category")).to.deep.equal({
      "1|CUT|1": "01",
      "1|CUT|2": "01",
      "1|CUT|3": "01",
      "1|HELD|1": "01",
      "1|HELD|2": "02",
      "1|LEFT|1": "01",
      "1|TWICE|1": "01",
    });
  });

  it("last through home leave, however often, and end with it only where the patient did not come back", () => {
    const ends = byKey(result, "LOAD_ADT_WARDSTAYS", "end_date");
    expect(ends["1|TWICE|202603100900"]).to.equal("15/03/2026 12:00");
    expect(ends["1|LEFT|202603010900"]).to.equal("04/03/2026 10:00");
    expect(Object.keys(ends)).to.have.length(8);
  });

  it("account for every record: cut, carried on after leave, or held by CONSWARDSTAY", () => {
    expect(result.ledger.WARDSTAY).to.deep.equal({ loaded: 2, split: 1, merged: 3, excluded: 0, rejected: 0 });
    expect(result.ledger.CONSWARDSTAY).to.deep.equal({ loaded: 3, split: 0, merged: 0, excluded: 0, rejected: 0 });
    expect(
      new Set(refusals(result, "LOAD_ADT_WARDSTAYS").map((refusal) => refusal.split(" ").slice(1).join(" "))),
    ).to.deep.equal(new Set(["ward CODE_NOT_MAPPED W1"]));
  });
});
