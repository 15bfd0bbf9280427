import { type MockRows, onDay, v83, yearsBetween } from "@pas-migrate/core/mock";
import { agreement, type ConsultantEpisode, type Hospital, type Life, type Spell } from "@pas-migrate/lives";
import { addressOn, categoryIn, daysWaited, gpOn, isElective, isRegistered, practiceOf, stayAtEnd } from "./facts.js";
import { ADMITDISCH, CONSEPISDIAG, CONSEPISODE, CONSEPISPROC, EPIREGISTRATION, FCEEXT } from "./tables.js";

/** Writes a spell, whose patient it was when, and why. */
export function writeSpell(spell: Spell, life: Life, hospital: Hospital, rows: MockRows): void {
  writeAdmission(spell, life, rows);
  if (isRegistered(spell, life)) writeRegistration(spell, life, rows);
  for (const episode of spell.episodes) {
    writeEpisode(spell, episode, rows);
    if (episode.end !== undefined) writeFinished(spell, episode, life, hospital, rows);
  }
}

function writeAdmission(spell: Spell, life: Life, rows: MockRows): void {
  const { discharge, entry, gp, episodes, wardStays } = spell;
  const [firstEpisode] = episodes;
  const lastStay = wardStays[wardStays.length - 1];
  const here = discharge === undefined;
  // An emergency has no day on a list, even where the patient was on one.
  const waitingSince = isElective(spell) ? entry?.waitingSince : undefined;
  rows.source(ADMITDISCH, {
    InternalPatientNumber: spell.number.internal,
    EpisodeNumber: spell.episode,
    DistrictNumber: spell.number.district,
    CaseNoteNumber: life.casenotes[0]?.casenote,
    EpsCurrActvSts: here ? "INPATIENT" : "DISCHARGED",
    AdmissionDate: v83.dateTime(spell.admittedAt),
    AdmissionTime: v83.time(spell.admittedAt),
    IpAdmDtimeInt: v83.dateTimeInt(spell.admittedAt),
    DischargeDate: v83.dateTime(discharge?.at),
    DischargeTime: v83.time(discharge?.at),
    IpDschDtimeInt: v83.dateTimeInt(discharge?.at),
    MethodOfAdmission: spell.method.code,
    SourceOfAdm: spell.source.code,
    MethodOfDischarge: discharge?.method.code,
    DestinationOnDischarge: discharge?.destination.code,
    IntdMgmt: spell.intendedManagement.code,
    Category: spell.category.code,
    Consultant: firstEpisode.consultant.code,
    Specialty: firstEpisode.specialty.code,
    HospCode: spell.site.code,
    AdmWard: wardStays[0].ward.code,
    DischWard: here ? undefined : lastStay.ward.code,
    Room: here ? lastStay.room : undefined,
    Bed: here ? lastStay.bed : undefined,
    EpiGPCode: gp?.code,
    EpiGPPracticeCode: practiceOf(spell)?.code,
    DateOnWl: v83.shortDate(waitingSince),
    WlDateCcyy: v83.date(waitingSince),
    ExpDateofDischarge: v83.dateTime(spell.expectedDischargeAt),
    ExpDateofDischInt: v83.dateTimeInt(spell.expectedDischargeAt),
    ExpectedLos: entry && String(entry.expectedNights),
    Operation: spell.operation,
    TheatreTime: entry?.theatreMinutes === undefined ? undefined : String(entry.theatreMinutes),
    HRGCode: episodes[0].coding?.hrg,
  });
}

function writeRegistration({ number, episode, admittedAt, episodes }: Spell, { person }: Life, rows: MockRows): void {
  const day = onDay(admittedAt);
  const { lines, postcode } = addressOn(person, day);
  rows.source(EPIREGISTRATION, {
    InternalPatientNumber: number.internal,
    EpisodeNumber: episode,
    Consultant: episodes[0].consultant.code,
    EpiGP: gpOn(person, day).code,
    Epiadd1: lines[0],
    Epiadd2: lines[1],
    Epiadd3: lines[2],
    Epiadd4: lines[3],
    Epipc: postcode,
  });
}

function writeEpisode(spell: Spell, episode: ConsultantEpisode, rows: MockRows): void {
  const { start, end, coding } = episode;
  const { internal } = spell.number;
  const operation = coding?.procedures[0];
  const codedOn = coding && onDay(coding.codedAt);
  rows.source(CONSEPISODE, {
    InternalPatientNumber: internal,
    EpisodeNumber: spell.episode,
    FCENumber: episode.number,
    EpisodeStartDate: v83.shortDateTime(start),
    EpisodeStartTime: v83.time(start),
    EpsActvDtimeInt: v83.dateTimeInt(start),
    EpisodeEndDt: v83.dateTimeInt(end),
    EpisodeEndTm: v83.time(end),
    ConsultantEpisodeEndDttm: v83.dateTimeInt(end),
    ConsultantCode: episode.consultant.code,
    SpecialtyCode: episode.specialty.code,
    AdtKornerCodingCompleteIndicator: coding === undefined ? "0" : "1",
    AdtKornerCodingCompleteDateinternal: v83.dateTimeInt(coding?.codedAt),
    CodingCompleteDt: v83.dateTime(coding?.codedAt),
    CodingCompleteTm: v83.time(coding?.codedAt),
    RiIcd10KeEpisodeDiagnosisCodeType: coding && "1",
    KornerEpisodePrimaryDiagnosisCode: coding?.primary.code,
    KornerEpisodeSubsidiaryDiagnosisCode: coding?.subsidiary?.code,
    DateOfPrimaryDiagnosisCodingInternal: v83.dateInt(codedOn),
    PrimDiagCodeDt: v83.shortDate(codedOn),
    KornerEpisodePrimaryProcedureCode: operation?.procedure.code,
    KornerEpisodeProcedureDateInternal: v83.dateInt(operation?.on),
    PrimProoocDt: v83.shortDate(operation?.on),
    NumberOfTheatreVisits: operation && "1",
    HRGCode: coding?.hrg,
  });
  coding?.secondary.forEach(({ code }, i) => {
    const place = String(i + 1);
    rows.source(CONSEPISDIAG, {
      InternalPatientNumber: internal,
      EpisodeNumber: spell.episode,
      FCENumber: episode.number,
      SecondaryDiagSeqNo: place,
      SeqNo: place,
      SecondaryDiagnosis: code,
      FCEEndDate: v83.date(end && onDay(end)),
      FCEEndTime: v83.time(end),
      FCEEndDateTime: v83.dateTimeInt(end),
    });
  });
  coding?.procedures.slice(1).forEach(({ procedure, on }, i) => {
    const place = String(i + 1);
    rows.source(CONSEPISPROC, {
      InternalPatientNumber: internal,
      EpisodeNumber: spell.episode,
      FCENumber: episode.number,
      SecondaryProcSeqNo: place,
      SeqNo: place,
      OPCS: procedure.code,
      ProcedureDate: v83.date(on),
      ProcedureDateInt: v83.dateInt(on),
      FCEEndDate: v83.date(end && onDay(end)),
      FCEEndTime: v83.time(end),
      FCEEndDateTimeInt: v83.dateTimeInt(end),
    });
  });
}

/** Ordinary admission, day case, or a mother and baby who used the delivery room alone. */
function classificationOf({ admittedAt, discharge, intendedManagement, isDeliveryAlone }: Spell): "1" | "2" | "5" {
  if (isDeliveryAlone) return "5";
  const isSameDay = discharge !== undefined && onDay(discharge.at) === onDay(admittedAt);
  return intendedManagement.national === "2" && isSameDay ? "2" : "1";
}

/** Writes the flat record that V83 makes of an episode once it is over. */
function writeFinished(
  spell: Spell,
  episode: ConsultantEpisode,
  life: Life,
  { provider }: Hospital,
  rows: MockRows,
): void {
  const { number, admittedAt, discharge, entry, gp } = spell;
  const { start, coding } = episode;
  const end = episode.end!;
  const { person } = life;
  const lastStay = stayAtEnd(spell, episode);
  const waited = daysWaited(spell);
  const nights = discharge && onDay(discharge.at) - onDay(admittedAt);
  const category = categoryIn(spell, episode);
  const isPrivate = category.national === "02";
  const operation = coding?.procedures[0];
  rows.source(FCEEXT, {
    InternalPatientNumber: number.internal,
    EpisodeNumber: spell.episode,
    FceSequenceNo: episode.number,
    DistrictNumber: number.district,
    CaseNoteNo: life.casenotes[0]?.casenote,
    Sex: person.sex,
    Dob: v83.date(person.born),
    AgeAtStartOfEpisode: String(yearsBetween(person.born, onDay(start))),
    AdmissionDatetime: v83.dateTime(admittedAt),
    DischargeDatetime: v83.dateTime(discharge?.at),
    FCEStartDate: v83.date(onDay(start)),
    FCEStartTime: v83.time(start),
    FCEStartDTimeInt: v83.dateTimeInt(start),
    FCEEndDate: v83.date(onDay(end)),
    FCEEndTime: v83.time(end),
    EpsActvDtimeInt: v83.dateTimeInt(end),
    Los: nights === undefined ? undefined : String(nights),
    LosForConsEps: String(onDay(end) - onDay(start)),
    MethodOfAdmission: spell.method.code,
    SourceOfAdmission: spell.source.code,
    MethodOfDischarge: discharge?.method.code,
    DestinationOnDischarge: discharge?.destination.code,
    IntdMgmt: spell.intendedManagement.code,
    ClassPat: classificationOf(spell),
    PatientCategory: category.code,
    Consultant: episode.consultant.code,
    Specialty: episode.specialty.code,
    HospCdadmit: spell.site.code,
    HospCdend: lastStay.ward.site.code,
    WardCdadmit: spell.wardStays[0].ward.code,
    WardCdend: lastStay.ward.code,
    DateOnList: v83.dateTime(entry?.addedAt),
    DaysOnWl: waited === undefined ? undefined : String(waited),
    EpisodicGP: gp?.code,
    PracticeCode: practiceOf(spell)?.code,
    GpCode: person.gps[person.gps.length - 1].gp.code,
    HaCode: agreement.authority,
    ContractId: isPrivate ? undefined : agreement.contract,
    ProviderCode: provider.slice(0, 4),
    PurchaserCode: isPrivate ? undefined : agreement.purchaser,
    ClinicalCodingStatus: coding === undefined ? "U" : "C",
    KornerEpisodePrimaryDiagnosisCode: coding?.primary.code,
    Subsid: coding?.subsidiary?.code,
    KornerEpisodePrimaryProcedureCode: operation?.procedure.code,
    KornerEpisodePrimaryProcedureDateExternal: v83.shortDate(operation?.on),
    HrgCode: coding?.hrg,
  });
}
