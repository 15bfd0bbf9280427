import type { LiteralTables } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { appointment, byKey, migrate, patients, referral, refusals, table } from "../support/migrate.js";

const source: LiteralTables = {
  PATDATA: patients("1"),
  OPREFERRAL: table(referral("1", "10")),
  OPA: table(
    appointment("1", "10", "201912312359", { ApptStatus: "ATT" }),
    appointment("1", "10", "202001010000", { ApptStatus: "ATT" }),
    appointment("1", "77", "201912010900", { CancelBy: "H", ClinicCode: "GONE", ApptType: "OLD" }),
    appointment("1", "10", "201911010900", { ApplicationIndicator: "3", ApptStatus: "ATT" }),
    appointment("9", "10", "201910010900", { ApptStatus: "ATT" }),
  ),
  OPPROCEDURE: table(
    ..."ABCDEFGHIJKL".split("").map((letter) => ({
      InternalPatientNumber: "1",
      EpisodeNumber: "10",
      PtApptStartDtimeInt: "201912312359",
      ResCode: "R1",
      OpAppointmentProcedureSequenceNumber: letter,
      Operation: `${letter}10`,
    })),
  ),
};

describe("LOAD_OPD_ARCHIVE", () => {
  it("is empty until a cut-off is set", async () => {
    const result = await migrate(source);
    expect(result.table("LOAD_OPD_ARCHIVE").rows).to.deep.equal([]);
    expect(result.table("LOAD_OPD_APPOINTMENTS").column("external_system_id")).to.deep.equal([
      "1|10|201912312359|R1",
      "1|10|202001010000|R1",
    ]);
  });

  it("takes what was before the cut-off, to the minute, and leaves the rest live", async () => {
    const result = await migrate(source, { archiveBefore: "2020-01-01" });
    const { rows } = result.table("LOAD_OPD_ARCHIVE");
    expect(
      rows.map(({ crn, encounter_type, appointment_date, appointment_time, appointment_status, comments }) => [
        crn,
        encounter_type,
        appointment_date,
        appointment_time,
        appointment_status,
        comments,
      ]),
    ).to.deep.equal([
      ["D1", "O", "31/12/2019", "23:59", "Attended", "Further procedures: K10, L10"],
      ["D1", "O", "01/12/2019", "09:00", "Cancelled by hospital", "Type of appointment: OLD; Clinic: GONE"],
    ]);
    expect([rows[0].procedure_1_code, rows[0].procedure_10_code, rows[0].procedure_scheme]).to.deep.equal([
      "A10",
      "J10",
      null,
    ]);
    expect(Object.keys(byKey(result, "LOAD_OPD_APPOINTMENTS", "outcome"))).to.deep.equal(["1|10|202001010000|R1"]);
    expect(result.table("LOAD_OPD_CODING").rows).to.deep.equal([]);
    expect(result.table("LOAD_CMTY_APPOINTMENTS").column("external_system_id")).to.deep.equal(["1|10|201911010900|R1"]);
    expect(result.ledger.OPA).to.deep.equal({ loaded: 3, split: 0, merged: 0, excluded: 1, rejected: 1 });
    expect(refusals(result, "LOAD_OPD_ARCHIVE")).to.deep.equal([
      "1|10|201912312359|R1 comments ARCHIVE_SLOTS_EXCEEDED",
      "9|10|201910010900|R1 PATIENT_UNKNOWN",
    ]);
  });
});
