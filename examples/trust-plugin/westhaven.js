import { plugin } from "@pas-migrate/core";

/**
 * What Westhaven General adds to the packages, without touching them. In its folders: a source table of its own
 * (`source/`), one field of LOAD_PMI defined anew (`overlay/`) and the crosswalk for it (`crosswalks/`). Here: a rule.
 */
export class WesthavenPlugin {
  register(hooks) {
    hooks.gate(
      {
        id: "WEST-02",
        severity: "warn",
        title: "Whoever has an interpreter booked has a preferred language",
        population: "select count(*) from source.INTERPRETERBOOKING",
        reads: ["INTERPRETERBOOKING.InternalPatientNumber"],
      },
      (gate) =>
        gate.violations(`
          select distinct patient.record_number as key
          from target.LOAD_PMI as patient
          join source.INTERPRETERBOOKING as booking on trim(booking.InternalPatientNumber, ' ') = patient.external_system_id
          where patient.preferred_language is null
          order by key`),
    );
  }
}

plugin({
  id: "westhaven",
  title: "Westhaven General",
  engine: "^1.0.0",
  requires: ["pmi"],
  assets: import.meta.url,
})(WesthavenPlugin);
