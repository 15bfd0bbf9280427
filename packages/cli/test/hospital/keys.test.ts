import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type CompiledContract, createMigration } from "@pas-migrate/core";
import { expect } from "chai";
import { parse } from "csv-parse/sync";
import { gatherOptions } from "../../dist/settings.js";
import { KEYS, type Key, KeyedRun, nameOf, type Row } from "../support/keyed-run.js";
import { hospital, migratedHospital } from "./hospital.js";

/** Key columns of the load tables that the contract leaves empty and says why. */
const LEFT_OUT = [
  "LOAD_OPDWAITLIST.rttpwy_recno_out_encounter",
  "LOAD_OPDWAITLIST.loadrttprd_record_number",
  "LOAD_OPDWAITLIST.rttevent_recno_encounter",
  "LOAD_OPDWAITLIST.rttevent_recno_outcome",
  "LOAD_OPD_APPOINTMENTS.rttpwy_recno_out_encounter",
  "LOAD_IWL.rttpwy_recno_out_encounter",
];

/** Keys of which this hospital happens to have no instance, so that nothing is proved of them here. */
const WITHOUT_INSTANCE = [
  "LOAD_OPD_APPOINTMENTS.rttevent_recno_outcome > LOAD_RTT_EVENTS",
  "LOAD_CMTY_APPOINTMENTS.loadowl_record_number > LOAD_OPDWAITLIST",
  "LOAD_CMTY_APPOINTMENTS.loadrttpwy_record_number > LOAD_RTT_PATHWAYS",
  "LOAD_CMTY_APPOINTMENTS.loadrttprd_record_number > LOAD_RTT_PERIODS",
  "LOAD_IWL.rttevent_recno_encounter > LOAD_RTT_EVENTS",
];

const SNAPSHOT = "202603271800";

/** A date as the load files write it, such that later ones sort behind earlier ones. */
function sortable(date: string): string {
  const parts = /^(\d\d)\/(\d\d)\/(\d{4})(?: (\d\d):(\d\d))?/.exec(date);
  if (parts === null) throw new RangeError("no date of a load file");
  const [, day, month, year, hour = "00", minute = "00"] = parts;
  return `${year}${month}${day}${hour}${minute}`;
}

describe("the keys of the example hospital", () => {
  let contract: CompiledContract;
  let run: KeyedRun;
  let keys: readonly Key[];

  const rows = (table: string): readonly Row[] => run.rows(table);

  before(async () => {
    const { options } = await gatherOptions({ config: join(hospital, "pas-migrate.config.yaml") });
    contract = await createMigration(options).contract();
    run = new KeyedRun(contract, (await migratedHospital()).out);
    keys = run.keys;
  });

  it("are 41 in 38 load tables: 35 that the contract fills and 6 that it leaves empty with a reason", () => {
    expect(contract.tables.length).to.equal(38);
    expect(keys.length).to.equal(35);
    expect(keys.map(nameOf)).to.deep.equal(Object.keys(KEYS));
    const others = contract.tables.flatMap(({ table, fields }) =>
      fields
        .filter(({ name }) => /_(record_number|recno)(_|$)/.test(name))
        .filter(({ name }) => !keys.some((key) => key.table === table && key.column === name))
        .map(({ name, definition }) => [`${table}.${name}`, definition.class]),
    );
    expect(others).to.deep.equal(LEFT_OUT.map((place) => [place, "OUT_OF_SCOPE"]));
    expect(keys.length + others.length).to.equal(41);
  });

  it("have record numbers that are there and name one row of their table each", () => {
    let numbered = 0;
    for (const { table, fields } of contract.tables) {
      if (!fields.some(({ name }) => name === "record_number")) continue;
      expect(run.numbered(table).size, table).to.equal(rows(table).length);
      expect(run.numbered(table).has(""), table).to.equal(false);
      numbered++;
    }
    // The four archives have none.
    expect(numbered).to.equal(34);
  });

  it("each name a row that was delivered", () => {
    expect(run.dangling()).to.deep.equal([]);
    const filled = keys.filter(({ table, column }) => rows(table).some((row) => row[column] !== ""));
    expect(keys.filter((key) => !filled.includes(key)).map(nameOf)).to.deep.equal(WITHOUT_INSTANCE);
  });

  it("join rows of one patient, by their own district number or by that of all their parents", () => {
    const { joined, strangers } = run.joined();
    expect(strangers).to.deep.equal([]);
    expect(joined).to.be.greaterThan(300);
  });

  for (const [name, parts] of Object.entries(KEYS)) {
    if (parts === 0 || WITHOUT_INSTANCE.includes(name)) continue;
    it(`${name} joins keys that agree in their first ${parts === 1 ? "part" : `${parts} parts`}`, () => {
      const { pairs, apart } = run.apart(name, parts);
      expect(pairs).to.be.greaterThan(0);
      expect(apart).to.deep.equal([]);
    });
  }

  it("give every current inpatient one open episode and one open ward stay in it, and nobody else any", () => {
    const open = (table: string, column: string, of: Row) =>
      rows(table).filter((row) => row[column] === of.record_number && row.end_date === "");
    const inpatients: string[] = [];
    for (const admission of rows("LOAD_ADT_ADMISSIONS")) {
      const isIn = admission.discharge_date === "";
      if (isIn) inpatients.push(admission.external_system_id);
      const episodes = open("LOAD_ADT_EPISODES", "adt_adm_record_number", admission);
      expect(episodes.length, admission.external_system_id).to.equal(isIn ? 1 : 0);
      const all = rows("LOAD_ADT_EPISODES").filter((row) => row.adt_adm_record_number === admission.record_number);
      const stays = all.flatMap((episode) => open("LOAD_ADT_WARDSTAYS", "adt_eps_record_number", episode));
      expect(stays.length, admission.external_system_id).to.equal(isIn ? 1 : 0);
      if (isIn) expect(stays[0].adt_eps_record_number).to.equal(episodes[0].record_number);
    }
    expect(inpatients).to.deep.equal(["000000001|101", "000000033|3302"]);
  });

  it("leave a clock without a stop where it runs in the extract, and only there", () => {
    const periods: Row[] = parse(readFileSync(join(hospital, "extracts", "RTTPERIOD.csv")), { columns: true });
    const running = periods
      .filter((row) => row.RttEndDateTimeInt.trim() === "" && row.RttEndDate.trim() === "")
      .map((row) => `${row.InternalPatientNumber}|${row.PathwayNumber}|${row.PPeriodId}`);
    const unstopped = rows("LOAD_RTT_PERIODS").filter((row) => row.clock_stop === "");
    expect(unstopped.map((row) => row.external_system_id).sort()).to.deep.equal(running.sort());
    expect(running.length).to.be.greaterThan(5);
    expect(running.length).to.be.lessThan(periods.length);
  });

  const endings: readonly (readonly [table: string, column: string])[] = [
    ["LOAD_ADT_ADMISSIONS", "discharge_date"],
    ["LOAD_ADT_EPISODES", "end_date"],
    ["LOAD_ADT_WARDSTAYS", "end_date"],
    ["LOAD_REFERRALS", "ref_discharge_date"],
    ["LOAD_RTT_PERIODS", "clock_stop"],
    ["LOAD_IWL", "date_removed"],
    ["LOAD_OPDWAITLIST", "date_removed"],
    ["LOAD_MH_DETENTION_MASTER", "end_date"],
  ];
  for (const [table, column] of endings) {
    it(`know of no ${column} in ${table} after the snapshot`, () => {
      const held = rows(table).filter((row) => row[column] !== "");
      expect(held.length).to.be.greaterThan(0);
      const later = held.filter((row) => sortable(row[column]) > SNAPSHOT);
      expect(later.map((row) => row.external_system_id)).to.deep.equal([]);
    });
  }
});
