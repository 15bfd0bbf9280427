import type { TestResult } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { entry, migrate, refusals, table } from "../support/migrate.js";

const suspended = (number: string, cells: Readonly<Record<string, string>>) =>
  entry(number, {
    EpsActvDtimeInt: "202601010900",
    SuspensionStartDate: "202601010000",
    SuspendedUntil: "31/01/2026",
    ...cells,
  });

describe("LOAD_IWL_DEFERRALS", () => {
  let result: TestResult;

  before(async () => {
    result = await migrate({
      WLCURRENT: table(
        ...["1", "2", "3", "4", "5", "6", "7"].map((n) => entry(n, { OriginalDateOnList: "01/10/2025" })),
      ),
      WLSUSPENSION: table(
        // 1: the ends of two extensions do not lead to the end held now
        suspended("1", {
          WlSuspensionExtensionRepeatGroupKey: "1",
          SuspendedUntil_1: "31/03/2026",
          Extended: "05/01/2026",
          Extension: "Ill",
        }),
        suspended("1", {
          WlSuspensionExtensionRepeatGroupKey: "2",
          SuspendedUntil_1: "31/03/2026",
          Extended: "06/01/2026",
          Extension: "Still ill",
        }),
        // 2: an extension of which nothing but its reason is held
        suspended("2", { WlSuspensionExtensionRepeatGroupKey: "1", Reason: "Away", Extension: "Still away" }),
        // 3: no extension: the end held now counts
        suspended("3", { SuspendedUntil_1: "15/01/2026", SuspReason: "ZZ" }),
        // 4: no start but the entry's; no end at all
        entry("4", { EpsActvDtimeInt: "202602010900" }),
        // 5: ends before it starts, and an end that never was
        suspended("5", { SuspendedUntil: "31/12/2025" }),
        suspended("5", { EpsActvDtimeInt: "202602010900", SuspendedUntil: "31/02/2026" }),
        // 6: twice the same
        suspended("6", {}),
        suspended("6", {}),
        // 7: no start at all
        entry("7", { EpsActvDtimeInt: "soon", SuspendedUntil: "31/01/2026" }),
      ),
    });
  });

  it("parts a suspension as far as its days prove, and loses none", () => {
    const shown = ["external_system_id", "deferral_start", "deferral_end", "deferral_comment"];
    expect(result.table("LOAD_IWL_DEFERRALS").rows.map((row) => shown.map((name) => row[name]))).to.deep.equal([
      ["1|2|SUSP|202601010900|0", "01/01/2026", "31/01/2026", null],
      ["1|2|SUSP|202601010900|2", "31/01/2026", "31/03/2026", "Ill; Still ill"],
      ["2|2|SUSP|202601010900|0", "01/01/2026", "31/01/2026", "Away; Still away"],
      ["3|2|SUSP|202601010900|0", "01/01/2026", "15/01/2026", null],
      ["4|2|SUSP|202602010900|0", "01/02/2026", null, null],
      ["6|2|SUSP|202601010900|0", "01/01/2026", "31/01/2026", null],
    ]);
  });

  it("notes what it could not part, and refuses what is no period", () => {
    expect(refusals(result, "LOAD_IWL_DEFERRALS")).to.deep.equal([
      "1|2|SUSP|202601010900|2 deferral_end EXTENSIONS_NOT_CHAINED",
      "2|2|SUSP|202601010900|0 deferral_end EXTENSIONS_NOT_CHAINED",
      "3|2|SUSP|202601010900|0 deferral_reason CODE_NOT_MAPPED ZZ",
      "5|2|SUSP|202601010900|0 DEFERRAL_ENDS_BEFORE_START",
      "5|2|SUSP|202602010900|0 DEFERRAL_END_UNREADABLE",
      "5|2|SUSP|202602010900|0 deferral_end DATE_INVALID",
      "7|2|SUSP|soon|0 deferral_start DATE_INVALID",
    ]);
  });

  it("accounts for every record", () => {
    expect(result.ledger.WLSUSPENSION).to.deep.equal({ loaded: 6, split: 0, merged: 1, excluded: 0, rejected: 3 });
  });
});
