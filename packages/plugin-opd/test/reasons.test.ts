import { OpdPlugin } from "@pas-migrate/plugin-opd";
import { expect } from "chai";
import { appointment, migrate, patients, referral, table } from "./support/migrate.js";

const at = (start: string) => ({
  InternalPatientNumber: "1",
  EpisodeNumber: "10",
  PtApptStartDtimeInt: start,
  ResCode: "R1",
});

/** One thing wrong for each reason of the plugin. */
const source = {
  PATDATA: patients("1"),
  OPREFERRAL: table(referral("1", "10")),
  OPA: table(
    appointment("9", "10", "202503010900", { ApptStatus: "ATT" }),
    appointment("1", "10", "202503010900", { ApptStatus: "NR" }),
    appointment("1", "10", "202503020900", { ApptCancDTimeInt: "202503010900" }),
    appointment("1", "10", "202703030900", { ApptStatus: "ATT" }),
    appointment("1", "10", "202503040900", { ApptStatus: "ATT", CancelBy: "P", ApptClass: "1", ApptCategory: "FOL" }),
    appointment("1", "99", "202503050900", { ApptStatus: "ATT", ApplicationIndicator: "1" }),
    appointment("1", "10", "202503060900", { ApptStatus: "NATT", EbookingReferenceNumber: "12" }),
    appointment("1", "10", "202503070900", { ApptStatus: "ATT", ReadPrimary: "7E0..", AttPriDiagCode: "Z99" }),
    appointment("1", "10", "202503080900", { ApptStatus: "ATT" }),
    appointment("1", "10", "201503080900", { ApptStatus: "ATT" }),
  ),
  RTTPTPATHWAY: table({ InternalPatientNumber: "1", PathwayNumber: "P1" }),
  RTTEPIPERIOD: table(
    { InternalPatientNumber: "1", EpisodeNumber: "10", PathwayNumber: "P1", PPeriodId: "1" },
    { InternalPatientNumber: "1", EpisodeNumber: "10", PathwayNumber: "P1", PPeriodId: "2" },
  ),
  RTTPERIOD: table(
    {
      InternalPatientNumber: "1",
      PathwayNumber: "P1",
      PPeriodId: "1",
      RttStartDateTimeInt: "202501010900",
      RttEndDateTimeInt: "202503080900",
    },
    { InternalPatientNumber: "1", PathwayNumber: "P1", PPeriodId: "2", RttStartDateTimeInt: "202503080900" },
  ),
  OPATTTRACK: table(
    { ...at("202503060900"), TrackingStep: "ARR", SchPatientTrackingStepDatetimeNeutral: "202503060855" },
    { ...at("202503070900"), TrackingStep: "ZZ", SchPatientTrackingStepDatetimeNeutral: "202503070855" },
  ),
  OPTRACKSTEP: table({ TrackingStepCode: "ARR", TrackingStepDescription: "Arrived" }),
  OPADIAGNOSIS: table({ ...at("202503080900"), SchAttDiagCod: "Z99" }),
  OPPROCEDURE: table(
    ...Array.from({ length: 11 }, (_, i) => ({
      ...at("201503080900"),
      OpAppointmentProcedureSequenceNumber: String(i),
      Operation: `A${i}`,
    })),
  ),
  OPWLENTRY: table({
    InternalPatientNumber: "1",
    EpisodeNumber: "10",
    TreatmentCode: "L1",
    OpWlDateIdxDateOnWaitingListNeutral: "20250401",
    AppointmentType: "FU",
  }),
  APPTYP: table({
    AppointmentTypeCode: "FU",
    AppointmentTypeDesc: "Follow-up",
    SchedulingAppointmentClassification: "2",
  }),
};

describe("the reasons of the plugin", () => {
  const { reasons } = new OpdPlugin();

  it("all arise", async () => {
    const { rejects } = await migrate(source, { archiveBefore: "2020-01-01" });
    const arisen = new Set(rejects.map(({ reason }) => reason));
    expect(Object.keys(reasons).filter((reason) => !arisen.has(reason))).to.deep.equal([]);
  });

  it("say what is wrong and what to do, or what was done", () => {
    const silent = Object.entries(reasons).filter(([, { message }]) => !/[.,;] .+\.$/.test(message));
    expect(silent).to.deep.equal([]);
  });
});
