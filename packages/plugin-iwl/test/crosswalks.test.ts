import type { LiteralTables } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { byKey, entry, migrate, refusals, table } from "./support/migrate.js";

/** A field of LOAD_IWL that a crosswalk fills: master rows, a known code and its target. An unknown code is always `??`. */
const cases: readonly {
  readonly field: string;
  readonly source: string;
  readonly known: string;
  readonly target: string;
  readonly masters: LiteralTables;
}[] = [
  {
    field: "urgency",
    source: "Urgency",
    known: "R",
    target: "R",
    masters: { URG: table({ UrgencyCode: "R", Description: "Routine" }) },
  },
  { field: "short_notice_flag", source: "ShortNotice", known: "YES", target: "Y", masters: {} },
  {
    field: "waitlist_type",
    source: "MethodOfAdm",
    known: "BK",
    target: "12",
    masters: { MOA: table({ MethodOfAdmission: "BK", Description: "Booked", InternalValue: "12" }) },
  },
  {
    field: "site_code",
    source: "Hospital",
    known: "RXH",
    target: "RXH",
    masters: { HOSPDET: table({ HospitalCode: "RXH", HospitalName: "General" }) },
  },
  {
    field: "specialty",
    source: "Specialty",
    known: "GS",
    target: "100",
    masters: { SPEC: table({ Specialty: "GS", Description: "General surgery", TreatmentFunction: "100" }) },
  },
];

describe("crosswalks of LOAD_IWL", () => {
  for (const { field, source, known, target, masters } of cases) {
    it(`fills ${field} by the trust's master file, leaves an empty code empty and refuses an unknown one`, async () => {
      const result = await migrate({
        ...masters,
        WLCURRENT: table(
          entry("1", { [source]: known }),
          entry("2", { [source]: null }),
          entry("3", { [source]: "??" }),
        ),
      });
      expect(byKey(result, "LOAD_IWL", field)).to.deep.equal({ "1|2": target, "2|2": null, "3|2": null });
      expect(refusals(result, "LOAD_IWL")).to.deep.equal([`3|2 ${field} CODE_NOT_MAPPED ??`]);
    });
  }

  it("refuses transport without a list of its kinds, and reviews without pairs, whose words it does not print", async () => {
    const result = await migrate({ WLCURRENT: table(entry("1", { Transport: "AM", ReviewResult: "Remain on list" })) });
    expect(refusals(result, "LOAD_IWL")).to.deep.equal([
      "1|2 last_review_response CODE_NOT_MAPPED",
      "1|2 transport_required CODE_NOT_MAPPED AM",
    ]);
  });
});
