import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { CompiledContract } from "@pas-migrate/core";
import { parse } from "csv-parse/sync";

/** A row of a load file. */
export type Row = Readonly<Record<string, string>>;

/** A key column of a load table and the table that it names a row of. */
export interface Key {
  readonly table: string;
  readonly column: string;
  readonly parent: string;
}

export const nameOf = ({ table, column, parent }: Key): string => `${table}.${column} > ${parent}`;

/**
 * Every foreign key that the contract fills, with how many leading parts of the two natural keys have to be the same:
 * 1 the patient, 2 the patient and the episode (or pathway), more where the parent's whole key stands in the child's.
 * 0 for the patient index, whose key is the survivor's while the child keeps the number it was recorded under.
 */
export const KEYS: Readonly<Record<string, number>> = {
  "LOAD_PMIIDS.loadpmi_record_number > LOAD_PMI": 0,
  "LOAD_PMIALIASES.loadpmi_record_number > LOAD_PMI": 0,
  "LOAD_PMIADDRS.loadpmi_record_number > LOAD_PMI": 0,
  "LOAD_PMICONTACTS.loadpmi_record_number > LOAD_PMI": 0,
  "LOAD_PMIALLERGIES.loadpmi_record_number > LOAD_PMI": 0,
  "LOAD_PMISTAFFWARNINGS.loadpmi_record_number > LOAD_PMI": 0,
  "LOAD_PMIGPAUDIT.loadpmi_record_number > LOAD_PMI": 0,
  "LOAD_REFERRALS.loadrttpwy_record_number > LOAD_RTT_PATHWAYS": 1,
  "LOAD_RTT_PERIODS.loadrttpwy_record_number > LOAD_RTT_PATHWAYS": 2,
  "LOAD_RTT_PERIODS.loadref_record_number > LOAD_REFERRALS": 1,
  "LOAD_RTT_EVENTS.loadrttprd_record_number > LOAD_RTT_PERIODS": 2,
  "LOAD_OPDWAITLIST.loadref_record_number > LOAD_REFERRALS": 2,
  "LOAD_OPDWAITLISTDEF.loadowl_record_number > LOAD_OPDWAITLIST": 4,
  "LOAD_OPD_APPOINTMENTS.loadref_record_number > LOAD_REFERRALS": 2,
  "LOAD_OPD_APPOINTMENTS.loadowl_record_number > LOAD_OPDWAITLIST": 2,
  "LOAD_OPD_APPOINTMENTS.loadrttprd_record_number > LOAD_RTT_PERIODS": 1,
  "LOAD_OPD_APPOINTMENTS.rttevent_recno_encounter > LOAD_RTT_EVENTS": 1,
  "LOAD_OPD_APPOINTMENTS.rttevent_recno_outcome > LOAD_RTT_EVENTS": 1,
  "LOAD_OPD_CODING.load_opd_record_number > LOAD_OPD_APPOINTMENTS": 4,
  "LOAD_CMTY_APPOINTMENTS.loadowl_record_number > LOAD_OPDWAITLIST": 2,
  "LOAD_CMTY_APPOINTMENTS.loadrttpwy_record_number > LOAD_RTT_PATHWAYS": 1,
  "LOAD_CMTY_APPOINTMENTS.loadrttprd_record_number > LOAD_RTT_PERIODS": 1,
  "LOAD_IWL.loadref_record_number > LOAD_REFERRALS": 1,
  "LOAD_IWL.loadrttprd_record_number > LOAD_RTT_PERIODS": 1,
  "LOAD_IWL.rttevent_recno_encounter > LOAD_RTT_EVENTS": 1,
  "LOAD_IWL.rttevent_recno_outcome > LOAD_RTT_EVENTS": 1,
  "LOAD_IWL_DEFERRALS.loadiwl_record_number > LOAD_IWL": 2,
  "LOAD_IWL_TCIS.loadiwl_record_number > LOAD_IWL": 2,
  "LOAD_ADT_ADMISSIONS.loadiwl_record_number > LOAD_IWL": 2,
  "LOAD_ADT_EPISODES.adt_adm_record_number > LOAD_ADT_ADMISSIONS": 2,
  "LOAD_ADT_WARDSTAYS.adt_eps_record_number > LOAD_ADT_EPISODES": 2,
  "LOAD_ADT_CODING.adt_eps_record_number > LOAD_ADT_EPISODES": 3,
  "LOAD_MH_DETENTION_MASTER.adt_adm_record_number > LOAD_ADT_ADMISSIONS": 2,
  "LOAD_MH_DETENTION_TRANSFERS.mh_dm_record_number > LOAD_MH_DETENTION_MASTER": 2,
  "LOAD_MH_CPA_HISTORY.mh_cm_record_number > LOAD_MH_CPA_MASTER": 1,
};

/** The delivered files of a run, with what their keys lead to. */
export class KeyedRun {
  readonly keys: readonly Key[];
  readonly #rows = new Map<string, readonly Row[]>();
  readonly #byNumber = new Map<string, ReadonlyMap<string, Row>>();

  constructor({ tables }: CompiledContract, out: string) {
    this.keys = tables.flatMap(({ table, fields }) =>
      fields.flatMap(({ name, definition }) =>
        definition.class === "SURROGATE_ETL" && definition.key.startsWith("LOAD_")
          ? [{ table, column: name, parent: definition.key }]
          : [],
      ),
    );
    for (const { table } of tables) {
      const delivered: Row[] = parse(readFileSync(join(out, "load", `${table}.csv`)), { columns: true });
      this.#rows.set(table, delivered);
      this.#byNumber.set(table, new Map(delivered.map((row) => [row.record_number, row])));
    }
  }

  rows(table: string): readonly Row[] {
    return this.#rows.get(table)!;
  }

  numbered(table: string): ReadonlyMap<string, Row> {
    return this.#byNumber.get(table)!;
  }

  /** Keys that name no row that was delivered. */
  dangling(): readonly string[] {
    return this.keys.flatMap(({ table, column, parent }) =>
      this.rows(table)
        .filter((row) => row[column] !== "" && !this.numbered(parent).has(row[column]))
        .map((row) => `${table}.${column} of ${row.external_system_id}`),
    );
  }

  /** Keys that at least one row has. */
  filled(): readonly Key[] {
    return this.keys.filter(({ table, column }) => this.rows(table).some((row) => row[column] !== ""));
  }

  /** How many rows are joined to a parent, and which of them lead to another patient than their parent does. */
  joined(): { readonly joined: number; readonly strangers: readonly string[] } {
    const strangers: string[] = [];
    let joined = 0;
    for (const key of this.keys) {
      for (const [child, parent] of this.#pairs(key)) {
        const patients = new Set([...this.#patientsOf(key.table, child), ...this.#patientsOf(key.parent, parent)]);
        if (patients.size !== 1) strangers.push(`${nameOf(key)} of ${child.external_system_id}`);
        joined++;
      }
    }
    return { joined, strangers };
  }

  /** How many pairs a key joins, and which of them disagree in their first parts. */
  apart(name: string, parts: number): { readonly pairs: number; readonly apart: readonly string[] } {
    const found = this.#pairs(this.keys.find((key) => nameOf(key) === name)!);
    const leading = (row: Row) => row.external_system_id.split("|").slice(0, parts).join("|");
    const apart = found.filter(([child, parent]) => leading(child) !== leading(parent));
    return { pairs: found.length, apart: apart.map(([child]) => child.external_system_id) };
  }

  /** Every pair of a child and its parent under a key. */
  #pairs({ table, column, parent }: Key): readonly (readonly [child: Row, parent: Row])[] {
    return this.rows(table)
      .filter((row) => row[column] !== "")
      .map((row) => [row, this.numbered(parent).get(row[column])!] as const);
  }

  /** District numbers that a row leads to: its own, or those of all its parents. */
  #patientsOf(table: string, row: Row): ReadonlySet<string> {
    if (row.main_crn) return new Set([row.main_crn]);
    const parents = this.keys.filter((key) => key.table === table && row[key.column] !== "");
    return new Set(
      parents.flatMap(({ column, parent }) => {
        const found = this.numbered(parent).get(row[column]);
        return found === undefined ? [] : [...this.#patientsOf(parent, found)];
      }),
    );
  }
}
