import type { TestResult } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { lines, migrate, refusals } from "../support/migrate.js";

/** One spell a fault, each under the name of the reason that has to come out. */
const admissions = `
  1 SOUND                         202601010900 202601051200
  1 SOUND_WITHOUT_LENGTH          202601060900 202601060900
  1 DISCHARGED_WITHOUT_STAYS      202601070900 202601081200
  1 ADMISSION_TIME_INVALID        20260101     202601051200
  1 DISCHARGE_TIME_INVALID        202601010900 202602301200
  1 DISCHARGE_BEFORE_ADMISSION    202601050900 202601050859
  1 SPELL_WITHOUT_EPISODE         202601010900 202601051200
  1 EPISODE_TIME_INVALID          202601010900 202601051200
  1 EPISODE_ENDS_BEFORE_START     202601010900 202601051200
  1 TWO_OPEN_EPISODES             202601010900 -
  1 NO_OPEN_EPISODE               202601010900 -
  1 OPEN_EPISODE_AFTER_DISCHARGE  202601010900 202601051200
  1 EPISODE_OUTSIDE_SPELL         202601010900 202601051200
  1 EPISODE_OVERLAP               202601010900 202601051200
  1 EPISODE_GAP                   202601010900 202601051200
  1 STAY_TIME_INVALID             202601010900 202601051200
  1 STAY_ENDS_BEFORE_START        202601010900 202601051200
  1 TWO_OPEN_STAYS                202601010900 -
  1 NO_OPEN_STAY                  202601010900 -
  1 OPEN_STAY_AFTER_DISCHARGE     202601010900 202601051200
  1 STAY_OUTSIDE_EPISODES         202601010900 202601051200
  1 STAY_OVERLAP                  202601010900 202601051200
  1 STAY_GAP                      202601010900 202601051200
`;

const episodes = `
  1 SOUND                         1 202601010900 202601051200
  1 SOUND_WITHOUT_LENGTH          1 202601060900 202601060900
  1 DISCHARGED_WITHOUT_STAYS      1 202601070900 202601081200
  1 ADMISSION_TIME_INVALID        1 202601010900 202601051200
  1 DISCHARGE_TIME_INVALID        1 202601010900 202601051200
  1 DISCHARGE_BEFORE_ADMISSION    1 202601050900 202601050859
  1 EPISODE_TIME_INVALID          1 202601010900 20260105
  1 EPISODE_ENDS_BEFORE_START     1 202601051200 202601010900
  1 TWO_OPEN_EPISODES             1 202601010900 -
  1 TWO_OPEN_EPISODES             2 202601020900 -
  1 NO_OPEN_EPISODE               1 202601010900 202601051200
  1 OPEN_EPISODE_AFTER_DISCHARGE  1 202601010900 -
  1 EPISODE_OUTSIDE_SPELL         1 202601010900 202601051201
  1 EPISODE_OVERLAP               1 202601010900 202601031201
  1 EPISODE_OVERLAP               2 202601031200 202601051200
  1 EPISODE_GAP                   1 202601010901 202601051200
  1 STAY_TIME_INVALID             1 202601010900 202601051200
  1 STAY_ENDS_BEFORE_START        1 202601010900 202601051200
  1 TWO_OPEN_STAYS                1 202601010900 -
  1 NO_OPEN_STAY                  1 202601010900 -
  1 OPEN_STAY_AFTER_DISCHARGE     1 202601010900 202601051200
  1 STAY_OUTSIDE_EPISODES         1 202601010900 202601051200
  1 STAY_OVERLAP                  1 202601010900 202601051200
  1 STAY_GAP                      1 202601010900 202601051200
  1 UNKNOWN                       1 202601010900 202601051200
`;

const stays = `
  1 SOUND                         202601010900 202601051200
  1 SOUND_WITHOUT_LENGTH          202601060900 202601060900
  1 SPELL_WITHOUT_EPISODE         202601010900 202601051200
  1 STAY_TIME_INVALID             202601010900 2400
  1 STAY_ENDS_BEFORE_START        202601051200 202601010900
  1 TWO_OPEN_STAYS                202601010900 -
  1 TWO_OPEN_STAYS                202601030900 -
  1 NO_OPEN_STAY                  202601010900 202601051200
  1 OPEN_STAY_AFTER_DISCHARGE     202601010900 -
  1 STAY_OUTSIDE_EPISODES         202601010859 202601051200
  1 STAY_OVERLAP                  202601010900 202601031201
  1 STAY_OVERLAP                  202601031200 202601051200
  1 STAY_GAP                      202601010900 202601051159
  1 UNKNOWN                       202601010900 202601051200
`;

const sound = ["1|DISCHARGED_WITHOUT_STAYS", "1|SOUND", "1|SOUND_WITHOUT_LENGTH"];

/** Rejects of whole rows: those of a field say besides which time it is that cannot be read. */
function wholeRows(result: TestResult, name: string): readonly string[] {
  return refusals(result, name).filter((refusal) => refusal.split(" ").length === 2);
}

describe("a spell that contradicts itself", () => {
  let result: TestResult;
  before(async () => {
    result = await migrate({
      PATDATA: { InternalPatientNumber: ["1"], DistrictNumber: ["D1"] },
      ADMITDISCH: lines(["IpAdmDtimeInt", "IpDschDtimeInt"], admissions),
      CONSEPISODE: lines(["FCENumber", "EpsActvDtimeInt", "ConsultantEpisodeEndDttm"], episodes),
      WARDSTAY: lines(["EpsActvDtimeInt", "EndDtTimeInt"], stays),
    });
  });

  it("is rejected with a reason that says in what", () => {
    const spells = admissions
      .trim()
      .split("\n")
      .map((line) => line.trim().split(/ +/)[1]);
    const faulty = spells.filter((name) => !name.startsWith("SOUND") && name !== "DISCHARGED_WITHOUT_STAYS");
    expect(faulty).to.have.length(20);
    expect(wholeRows(result, "LOAD_ADT_ADMISSIONS")).to.deep.equal(faulty.map((name) => `1|${name} ${name}`).sort());
  });

  it("is in no table, while sound spells of the same patient are in all", () => {
    expect(result.table("LOAD_ADT_ADMISSIONS").column("external_system_id")).to.deep.equal(sound);
    expect(result.table("LOAD_ADT_EPISODES").column("external_system_id")).to.deep.equal(
      sound.map((key) => `${key}|1`),
    );
    expect(result.table("LOAD_ADT_WARDSTAYS").column("external_system_id")).to.deep.equal([
      "1|SOUND|202601010900",
      "1|SOUND_WITHOUT_LENGTH|202601060900",
    ]);
  });

  it("takes every episode and stay into quarantine, and the ledger has them all", () => {
    const reasons = (table: string) => new Set(wholeRows(result, table).map((refusal) => refusal.split(" ").at(-1)));
    expect([...reasons("LOAD_ADT_EPISODES")].sort()).to.deep.equal(["PARENT_NOT_MIGRATED", "SPELL_UNKNOWN"]);
    expect([...reasons("LOAD_ADT_WARDSTAYS")].sort()).to.deep.equal(["PARENT_NOT_MIGRATED", "SPELL_UNKNOWN"]);
    expect(result.ledger.ADMITDISCH).to.deep.equal({ loaded: 3, split: 0, merged: 0, excluded: 0, rejected: 20 });
    expect(result.ledger.WARDSTAY).to.deep.equal({ loaded: 2, split: 0, merged: 0, excluded: 0, rejected: 12 });
  });
});
