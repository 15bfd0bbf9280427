import { expect } from "chai";
import { filledRows, migrate, patient, refusals, table } from "../support/migrate.js";

describe("LOAD_PMIALLERGIES", () => {
  it("carries every text, with a code only where the text is exactly a known one", async () => {
    const result = await migrate({
      PATDATA: table(
        patient("1", { Allergies: "PENICILLIN", Allergies_1: "?PEN" }),
        patient("2", { Allergies: "NKDA", Allergies_1: "LATEX" }),
        patient("3", { Allergies: "nil known", Allergies_1: "Unknown" }),
        patient("4"),
      ),
    });
    expect(filledRows(result, "LOAD_PMIALLERGIES")).to.deep.equal([
      { external_system_id: "1|1", main_crn: "D1", allergy_code: "Penicillin", allergy_comment: "PENICILLIN" },
      { external_system_id: "1|2", main_crn: "D1", allergy_comment: "?PEN" },
      { external_system_id: "2|2", main_crn: "D2", allergy_code: "Latex", allergy_comment: "LATEX" },
    ]);
    expect(refusals(result, "LOAD_PMIALLERGIES")).to.deep.equal(["1|2 allergy_code CODE_NOT_MAPPED"]);
  });
});
