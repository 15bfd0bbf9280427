import type { MigrationHooks } from "@pas-migrate/core";
import { testMigration } from "@pas-migrate/core/testing";
import { PmiPlugin } from "@pas-migrate/plugin-pmi";
import { ReferencePlugin } from "@pas-migrate/plugin-reference";
import { RttPlugin } from "@pas-migrate/plugin-rtt";
import { expect } from "chai";
import { patients, statuses, table } from "./support/run.js";

const QUERIES = {
  referral: "number, episode, referral_day, received_day",
  episode_pathway: "number, episode, pathway_number",
  episode_period: "number, episode, pathway_number, period_id, start_moment, stop_moment",
  event: "number, pathway_number, moment, status_type, moment_text, type_text",
  pathway_referral: "number, pathway_number, referral_episode, received_day",
};

describe("views for other plugins", () => {
  const seen: Record<string, readonly string[]> = {};

  before(async () => {
    await testMigration({
      plugins: [ReferencePlugin, PmiPlugin, RttPlugin],
      hooks: (hooks: MigrationHooks) =>
        hooks.gate({ id: "VIEWS", severity: "info", title: "What the views hold" }, async ({ query }) => {
          for (const [view, columns] of Object.entries(QUERIES)) {
            const parts = columns.split(", ").map((column) => `coalesce(${column}, '-')`);
            const rows = await query(
              `select concat_ws(' ', ${parts.join(", ")}) as line from rtt.${view} order by line`,
            );
            seen[view] = [...rows.getChild("line")!].map(String);
          }
          return { failures: 0, keys: [] };
        }),
      source: {
        PATDATA: patients("1"),
        RTTPERSTSMF: statuses,
        OPREFERRAL: table(
          "InternalPatientNumber EpisodeNumber ReferralDate OpRegDtimeInt",
          "_1_ 1 02/01/2025 202501060910",
          "1 2 02/01/2025 202501060910",
          "1 2 03/01/2025 202501060910",
          "1 - 03/01/2025 202501060910",
        ),
        CPSGREFERRAL: table("InternalPatientNumber EpisodeNumber RefDtTmInt", "1 3 202502010900", "1 2 202502010900"),
        RTTPTEPIPATHWAY: table(
          "InternalPatientNumber EpisodeNumber PathwayNumber",
          "1 1 RXX01A",
          "1_ 1 _RXX01A",
          "1 3 RXX01A",
          "1 8 RXX01A",
          "1 8 -",
        ),
        RTTPERIOD: table(
          "InternalPatientNumber PathwayNumber PPeriodId RttStartDateTimeInt RttEndDateTimeInt",
          "1 RXX01A 1 202501060910 202502060910",
          "1 RXX01A 2 202503060910 -",
          "1 RXX01A 3 202503060910 -",
          "1 RXX01A 3 202503070910 -",
        ),
        RTTEPIPERIOD: table(
          "InternalPatientNumber EpisodeNumber PathwayNumber PPeriodId",
          "1 1 RXX01A 1",
          "1 1 RXX01A 1",
          "1 1 RXX01A 2",
          "1 1 RXX01A 3",
          "1 1 RXX01A 4",
        ),
        RTTALLPRDSTS: table(
          "InternalPatientNumber PathwayNumber ActivityDateTimeInt ActivityDateTime PRDStsType",
          "1 RXX01A 797498939089 - op_at",
          "1 RXX01A 202501060910 - AD",
          "1 RXX01A - 06/01/2025_09:10 AD",
          "1 RXX01A 202502310910 - AD",
        ),
      },
    });
  });

  it("rtt.referral has one row a referral, empty where its rows contradict each other", () => {
    expect(seen.referral).to.deep.equal([
      "1 - 20250103 20250106",
      "1 1 20250102 20250106",
      "1 2 - 20250106",
      "1 3 20250201 -",
    ]);
  });

  it("rtt.episode_pathway has each link once", () => {
    expect(seen.episode_pathway).to.deep.equal(["1 1 RXX01A", "1 3 RXX01A", "1 8 RXX01A"]);
  });

  it("rtt.episode_period has each link once, with the clock where it is certain", () => {
    expect(seen.episode_period).to.deep.equal([
      "1 1 RXX01A 1 202501060910 202502060910",
      "1 1 RXX01A 2 202503060910 -",
      "1 1 RXX01A 3 - -",
      "1 1 RXX01A 4 - -",
    ]);
  });

  it("rtt.event has the parts of the event's key as they are, and the moment as it is meant", () => {
    expect(seen.event).to.deep.equal([
      "1 RXX01A - AD 202502310910 AD",
      "1 RXX01A 202501060910 AD - AD",
      "1 RXX01A 202501060910 AD 202501060910 AD",
      "1 RXX01A 202501060910 OP AT 797498939089 op at",
    ]);
  });

  it("rtt.pathway_referral has referrals only, in the order of the day of receipt or of referral", () => {
    expect(seen.pathway_referral).to.deep.equal(["1 RXX01A 1 20250106", "1 RXX01A 3 20250201"]);
  });
});
