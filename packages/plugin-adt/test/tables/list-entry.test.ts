import { recordNumber } from "@pas-migrate/core";
import { testMigration } from "@pas-migrate/core/testing";
import { AdtPlugin } from "@pas-migrate/plugin-adt";
import { PmiPlugin } from "@pas-migrate/plugin-pmi";
import { ReferencePlugin } from "@pas-migrate/plugin-reference";
import { expect } from "chai";
import { ListEntriesAlone } from "../support/list-entries-alone.js";
import { byKey, lines } from "../support/migrate.js";

describe("the list entry of an admission", () => {
  it("is named where the admission is elective and the entry was migrated, and nowhere else", async () => {
    const result = await testMigration({
      plugins: [ReferencePlugin, PmiPlugin, ListEntriesAlone, AdtPlugin],
      source: {
        PATDATA: { InternalPatientNumber: ["1"], DistrictNumber: ["D1"] },
        MOA: {
          MethodOfAdmission: ["WL", "EA", "11"],
          Description: ["List", "Emergency", "List"],
          InternalValue: ["11", "21", null],
        },
        WLENTRY: lines([], "1 ELECTIVE\n1 EMERGENCY\n1 OWN_CODE"),
        ADMITDISCH: lines(
          ["IpAdmDtimeInt", "IpDschDtimeInt", "MethodOfAdmission", "WlDateCcyy"],
          `
          1 ELECTIVE  202601010900 202601010900 WL 01/12/2025
          1 EMERGENCY 202601020900 202601020900 EA 01/12/2025
          1 NO_ENTRY  202601030900 202601030900 WL 01/12/2025
          1 OWN_CODE  202601040900 202601040900 11 01/12/2025
          1 NO_METHOD 202601050900 202601050900 -  01/12/2025
          `,
        ),
        CONSEPISODE: lines(
          ["FCENumber", "EpsActvDtimeInt", "ConsultantEpisodeEndDttm"],
          `
          1 ELECTIVE  1 202601010900 202601010900
          1 EMERGENCY 1 202601020900 202601020900
          1 NO_ENTRY  1 202601030900 202601030900
          1 OWN_CODE  1 202601040900 202601040900
          1 NO_METHOD 1 202601050900 202601050900
          `,
        ),
      },
    });
    expect(byKey(result, "LOAD_ADT_ADMISSIONS", "loadiwl_record_number")).to.deep.equal({
      "1|ELECTIVE": recordNumber("LOAD_IWL", ["1", "ELECTIVE"]),
      "1|EMERGENCY": null,
      "1|NO_ENTRY": null,
      "1|NO_METHOD": null,
      "1|OWN_CODE": recordNumber("LOAD_IWL", ["1", "OWN_CODE"]),
    });
    expect(byKey(result, "LOAD_ADT_ADMISSIONS", "wl_date")).to.deep.equal({
      "1|ELECTIVE": "01/12/2025",
      "1|EMERGENCY": null,
      "1|NO_ENTRY": "01/12/2025",
      "1|NO_METHOD": null,
      "1|OWN_CODE": "01/12/2025",
    });
    expect(result.ledger.CONSEPISODE).to.deep.equal({ loaded: 5, split: 0, merged: 0, excluded: 0, rejected: 0 });
  });
});
