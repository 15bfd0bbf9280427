import { dateOf, type MockRows, momentOf, onDay, type RowOf, v83 } from "@pas-migrate/core/mock";
import type { Life } from "@pas-migrate/lives";
import { type PatientRecord, recordsOf } from "./records.js";
import { GPHISTORY, MERGEDID, PATDATA, PREVADDRESS, PREVSURNAME } from "./tables.js";

const HEALTH_AUTHORITY = "QX9";

/** The patient's own records: one a number, with addresses, names and GPs that were, and merges. */
export function patientRows(life: Life, rows: MockRows): void {
  for (const record of recordsOf(life)) {
    rows.source(PATDATA, patientRow(life, record));
    earlierAddresses(record, rows);
    gpHistory(record, rows);
  }
  earlierNames(life, rows);
  merges(life.numbers, rows);
}

/**
 * A record, in one piece: it is the widest row there is, and made for everybody. What staff keep up to date stands on the
 * record in use alone. Half of the addresses stand in the longer form as well.
 */
function patientRow({ index, person }: Life, record: PatientRecord): RowOf<typeof PATDATA> {
  const { number, isInUse, hasMrsa, allergies } = record;
  const { sex, born, nhsNumber } = person;
  const { year, month, day } = dateOf(born);
  const { lines, postcode, whole = lines } = record.address;
  const isLong = index % 2 === 1;
  const own = isInUse ? person : undefined;
  const names = own?.earlierNames;
  const post = own?.postalAddress;
  const phones = own?.phones;
  const consents = own?.consents;
  const kin = own?.nextOfKin;
  const carer = own?.carer;
  const death = own?.death;
  const died = death === undefined ? undefined : onDay(death.at);
  return {
    InternalPatientNumber: number.internal,
    DistrictNumber: number.district,
    NhsNumber: nhsNumber !== undefined && index % 5 === 2 ? spaced(nhsNumber) : nhsNumber,
    NHSNumberStatus: person.nhsNumberStatus,
    OldNHSNumber: own?.oldNhsNumber,
    PmiAlternatePatientNumberinternal: own?.alternateNumber,
    FacilId: own?.facilityNumber,
    Title: person.name.title?.code,
    Surname: record.surname,
    Forenames: record.forenames.join(" "),
    PreferredName: own?.preferredName,
    BirthName: own?.birthName,
    PreviousSurname1: names?.[0]?.surname,
    PreviousSurname2: names?.[1]?.surname,
    PreviousSurname3: names?.[2]?.surname,
    Sex: sex,
    Sex_1: sexInt(sex),
    CurrentGender: sex,
    CurrentGenderDesc: sex === "F" ? "Female" : "Male",
    CurrentGenderInt: sexInt(sex),
    PtDoB: v83.date(born),
    InternalDateOfBirth: v83.dateInt(born),
    PtDobDayInt: String(day),
    PtDobMonthInt: String(month),
    PtDobYearInt: String(year),
    CountryOfBirth: own?.countryOfBirth?.code,
    EthnicType: own?.ethnicity?.code,
    Religion: own?.religion?.code,
    MaritalStatus: own?.maritalStatus?.code,
    SpokenLanguage: own?.language,
    Occupation: own?.occupation,
    School: own?.school,
    PtAddrLine1: lines[0],
    PtAddrLine2: lines[1],
    PtAddrLine3: lines[2],
    PtAddrLine4: lines[3],
    PtAddrPostCode: postcode,
    ExtAddressLine1: isLong ? whole[0] : "",
    ExtAddressLine2: isLong ? whole[1] : "",
    ExtAddressLine3: isLong ? whole[2] : "",
    ExtAddressLine4: isLong ? whole[3] : "",
    ExtAddressLine5: isLong ? whole[4] : "",
    ExtAddressPostcd: isLong ? postcode : "",
    DistrictOfResidenceCode: HEALTH_AUTHORITY,
    HealthAuthorityCode: HEALTH_AUTHORITY,
    PtPostAddrLine1: post?.lines[0],
    PtPostAddrLine2: post?.lines[1],
    PtPostAddrLine3: post?.lines[2],
    PtPostAddrLine4: post?.lines[3],
    PtPostAddrPostCode: post && hurried(post.postcode),
    PostAddrExpiryDate: v83.date(post?.until),
    PostAddrExpiryDateInt: v83.dateInt(post?.until),
    PtHomePhone: phones?.home,
    PtWorkPhone: phones?.work,
    PtMobilePhone: phones?.mobile,
    PtEmail: phones?.email,
    PtMsg: flag(consents?.text),
    PtMsgExt: answer(consents?.text),
    Ptviaemail: flag(consents?.email),
    PtviaemailExt: answer(consents?.email),
    Ptshareinformation: flag(consents?.share),
    PtshareinformationExt: answer(consents?.share),
    GpCode: record.gp.gp.code,
    NoKName: kin?.name,
    NoKRelationship: kin?.relationship,
    NoKAddrLine1: kin?.lines[0],
    NoKAddrLine2: kin?.lines[1],
    NoKAddrLine3: kin?.lines[2],
    NoKAddrLine4: kin?.lines[3],
    NoKPostCode: kin?.postcode,
    NoKHomePhone: kin?.homePhone,
    NoKWorkPhone: kin?.workPhone,
    NoKEmail: kin?.email,
    NoKComments: kin?.comment,
    CarerName: carer?.name,
    Relationship: carer?.relationship,
    CarerAddress: carer && [...carer.lines, carer.postcode].join(", "),
    HomePhone: carer?.homePhone,
    WorkPhone: carer?.workPhone,
    CarerEmail: carer?.email,
    Comments: carer?.comment,
    Allergies: allergies[0] || (own?.noAllergies ?? ""),
    Allergies_1: allergies[1],
    RiskFactorCode: own?.riskFactors[0]?.code,
    RiskFactorCode_1: own?.riskFactors[1]?.code,
    MRSA: hasMrsa ? "YES" : "NO",
    MRSASetDt: hasMrsa ? v83.shortDate(person.mrsaSince) : "",
    MRSASetDtInt: hasMrsa ? v83.dateTimeInt(momentOf(person.mrsaSince!)) : "",
    IsCPISExists: own && (own.childProtectionInformation ? "YES" : "NO"),
    PtDeathIndInt: own && (death === undefined ? "0" : "1"),
    PtDateOfDeath: v83.date(died),
    PtDateOfDeathInt: v83.dateInt(died),
    PtDeathComment1: death?.comment,
    PtDeathInformedBy: death?.informedBy,
    PtIdentificationComments: own?.identification,
    GeneralComments: own?.comment,
    MedicalProfileComments: own?.medicalProfile,
  };
}

function earlierAddresses({ number, earlierAddresses: addresses }: PatientRecord, rows: MockRows): void {
  addresses.forEach(({ lines, postcode, from, isStartHeld, to }, i) => {
    const start = isStartHeld ? from : undefined;
    rows.source(PREVADDRESS, {
      InternalPatientNumber: number.internal,
      SeqNo: String(i + 1),
      DistrictNumber: number.district,
      PtAddLn1: lines[0],
      PtAddLn2: lines[1],
      PtAddLn3: lines[2],
      PtAddLn4: lines[3],
      Postcode: i % 2 === 1 ? hurried(postcode) : postcode,
      // Whoever had no fixed abode for a while may have both.
      PseudoPostCode: i % 3 === 1 ? "ZZ99 3VZ" : "",
      EffectiveFromDate: v83.shortDate(start),
      EffectiveFromDateInt: v83.dateInt(start),
      EffectiveToDate: v83.shortDate(to),
      EffectiveToDateInt: v83.dateInt(to),
      HaCode: HEALTH_AUTHORITY,
    });
  });
}

/** A merge takes the open registration to the number in use; what had ended stays. */
function gpHistory({ number, isInUse, earlierGps, gp: present }: PatientRecord, rows: MockRows): void {
  const registrations = isInUse ? [...earlierGps, present] : earlierGps;
  registrations.forEach(({ gp, from, isStartHeld, to }, i) => {
    const { practice } = gp;
    const start = isStartHeld ? from : undefined;
    rows.source(GPHISTORY, {
      InternalPatientNumber: number.internal,
      SeqNo: String(i + 1),
      DistrictNumber: number.district,
      GpCode: gp.code,
      Title: gp.title,
      Initials: gp.initials,
      Surname: gp.surname,
      NationalCode: gp.nationalCode,
      Practice: practice.code,
      GpAddrLine1: practice.name.slice(0, 20),
      GpAddrLine2: practice.lines[0],
      GpAddrLine3: practice.lines[1],
      GpAddrLine4: practice.lines[2],
      Postcode: practice.postcode,
      Phone: practice.phone,
      FromDate: v83.date(start),
      FromDtTmInt: v83.dateTimeInt(start === undefined ? undefined : momentOf(start)).slice(2),
      ToDate: to === undefined ? "" : v83.dateTimeInt(momentOf(to)),
      PmiPatientGpHistoryToDateIndexKey: v83.dateInt(to),
    });
  });
}

function earlierNames({ person, numbers: [{ internal, district }] }: Life, rows: MockRows): void {
  person.earlierNames.forEach(({ surname, forenames, isSexKnown }, i) => {
    rows.source(PREVSURNAME, {
      InternalPatientNumber: internal,
      SeqNo: String(i + 1),
      DistrictNumber: district,
      Surname: surname,
      Forenames: forenames.join(" "),
      InternalDateOfBirth: v83.dateInt(person.born),
      PtPrevSexInt: isSexKnown ? sexInt(person.sex) : "0",
    });
  });
}

/** A number was merged into the one that was in use next: one that was itself merged away later, when it was there already. */
function merges([inUse, ...former]: Life["numbers"], rows: MockRows): void {
  former.forEach(({ internal, mergedAt }, i) => {
    const later = former.slice(i + 1).find(({ registeredOn }) => momentOf(registeredOn) < mergedAt!);
    const newestAt = later === undefined ? mergedAt : later.mergedAt;
    rows.source(MERGEDID, {
      OldID: internal,
      NextID: (later ?? inUse).internal,
      NextDateTime: v83.dateTime(mergedAt),
      NextDateTimeInt: v83.dateTimeInt(mergedAt),
      NewestID: inUse.internal,
      NewestDateTime: v83.dateTime(newestAt),
      NewestDateTimeInt: v83.dateTimeInt(newestAt),
    });
  });
}

function sexInt(sex: "M" | "F"): string {
  return sex === "M" ? "1" : "2";
}

function spaced(number: string): string {
  return `${number.slice(0, 3)} ${number.slice(3, 6)} ${number.slice(6)}`;
}

/** A postcode as it is typed at a busy desk. */
function hurried(postcode: string): string {
  return postcode.replace(" ", "").toLowerCase();
}

function flag(consent: boolean | undefined): string {
  return consent === undefined ? "" : consent ? "1" : "0";
}

function answer(consent: boolean | undefined): string {
  return consent === undefined ? "" : consent ? "YES" : "NO";
}
