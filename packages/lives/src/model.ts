import type { Day, Moment } from "@pas-migrate/core/mock";
import type {
  AppointmentType,
  Borrower,
  CasenoteLocation,
  Clinic,
  ClinicDoctor,
  Clinician,
  Code,
  Consultant,
  Diagnosis,
  Gp,
  GroupList,
  InpatientList,
  OutpatientList,
  Procedure,
  ServiceGroup,
  Site,
  Specialty,
  Ward,
} from "./hospital.js";

/**
 * What happened to one patient, and what the hospital's staff wrote down of it, told without any system's tables.
 *
 * A life depends on the hospital's seed, the instant of the snapshot and its own number: not on how many others there are.
 */
export interface Life {
  /** 0 for the first patient. */
  readonly index: number;
  readonly person: Person;
  /** The number in use first; after it, those that were merged into it, the earliest merge first. */
  readonly numbers: readonly [PatientNumber, ...PatientNumber[]];
  readonly casenotes: readonly Casenote[];
  readonly referrals: readonly Referral[];
  readonly pathways: readonly Pathway[];
  readonly entries: readonly ListEntry[];
  readonly spells: readonly Spell[];
  readonly communityReferrals: readonly CommunityReferral[];
  readonly carePlans: readonly CarePlan[];
}

/** A number under which the patient was registered. */
export interface PatientNumber {
  /** InternalPatientNumber, nine digits. */
  readonly internal: string;
  /** DistrictNumber, the number people see. */
  readonly district: string;
  readonly registeredOn: Day;
  /** When it was merged into the number in use; undefined for that one. */
  readonly mergedAt?: Moment;
}

export interface Name {
  readonly title?: Code;
  readonly surname: string;
  readonly forenames: readonly string[];
}

export interface EarlierName {
  readonly surname: string;
  readonly forenames: readonly string[];
  /** False where the sex was not known when the name was put away. */
  readonly isSexKnown: boolean;
}

export interface Person {
  readonly sex: "M" | "F";
  readonly born: Day;
  readonly name: Name;
  /** Known as, when it is another name. */
  readonly preferredName?: string;
  /** Surname at birth, when it is another one than today's. */
  readonly birthName?: string;
  /** Earlier names, the latest first. */
  readonly earlierNames: readonly EarlierName[];
  /** In the form before 1996. */
  readonly oldNhsNumber?: string;
  /** Of a system that came before. */
  readonly alternateNumber?: string;
  /** Of another hospital. */
  readonly facilityNumber?: string;
  /** Ten digits, valid; undefined when it was never traced. */
  readonly nhsNumber?: string;
  /** National status: 01 verified when there is a number, else 03 trace required. */
  readonly nhsNumberStatus: "01" | "03";
  readonly maritalStatus?: Code;
  readonly religion?: Code;
  readonly ethnicity?: Code;
  /** The language's name, such as POLISH or Polish. */
  readonly language?: string;
  readonly countryOfBirth?: Code;
  readonly occupation?: string;
  readonly school?: string;
  /** From the earliest to today's; each begins the day after the one before it ended. */
  readonly addresses: readonly [Address, ...Address[]];
  /** Where post goes, when that is elsewhere. */
  readonly postalAddress?: { readonly lines: readonly string[]; readonly postcode: string; readonly until?: Day };
  /** From the earliest to today's; each begins the day after the one before it ended. */
  readonly gps: readonly [GpRegistration, ...GpRegistration[]];
  readonly phones: {
    readonly home?: string;
    readonly work?: string;
    readonly mobile?: string;
    readonly email?: string;
  };
  /** Yes or no when the patient was asked. */
  readonly consents: { readonly text?: boolean; readonly email?: boolean; readonly share?: boolean };
  readonly nextOfKin?: Contact;
  readonly carer?: Contact;
  /** Allergies as written down, at most two; an empty one was taken back. */
  readonly allergies: readonly string[];
  /** What is written instead of an allergy when there is none, or nobody knows. */
  readonly noAllergies?: string;
  /** Risk factors, at most two. */
  readonly riskFactors: readonly Code[];
  readonly mrsaSince?: Day;
  readonly childProtectionInformation: boolean;
  readonly specialRegisters: readonly { readonly register: Code; readonly at: Moment }[];
  readonly needs: readonly { readonly need: Code; readonly comment?: string }[];
  readonly death?: { readonly at: Moment; readonly informedBy?: string; readonly comment?: string };
  /** Access to the record is restricted. */
  /** What tells the patient from others. */
  readonly identification?: string;
  readonly medicalProfile?: string;
  readonly sensitive: boolean;
  readonly comment?: string;
  readonly mother?: { readonly index: number };
}

export interface Address {
  /** House and street, district, town, county; two to four lines, each 20 characters or fewer. */
  readonly lines: readonly string[];
  /** The same lines where 20 characters are not enough, as is held of today's alone. */
  readonly whole?: readonly string[];
  readonly postcode: string;
  readonly from: Day;
  /** False where nobody wrote down since when. */
  readonly isStartHeld: boolean;
  /** The last day; undefined for today's. */
  readonly to?: Day;
}

export interface GpRegistration {
  readonly gp: Gp;
  readonly from: Day;
  /** False where nobody wrote down since when. */
  readonly isStartHeld: boolean;
  readonly to?: Day;
}

export interface Contact {
  /** One string of title, forename and surname, 30 characters or fewer. */
  readonly name: string;
  /** As V83 abbreviates it, nine characters or fewer, such as DAUGHTER. */
  readonly relationship: string;
  readonly lines: readonly string[];
  readonly postcode: string;
  readonly homePhone?: string;
  readonly workPhone?: string;
  readonly email?: string;
  readonly comment?: string;
}

export interface Casenote {
  readonly number: PatientNumber;
  readonly casenote: string;
  readonly openedOn: Day;
  readonly location: CasenoteLocation;
  /** Since when it is at its location. */
  readonly locatedOn: Day;
  readonly comment?: string;
  /** From the earliest; only the last may be out. */
  readonly loans: readonly {
    readonly at: Moment;
    readonly borrower: Borrower;
    readonly reason: string;
    readonly returnedAt?: Moment;
    readonly comment?: string;
  }[];
}

/** A wait for treatment under the eighteen-week rules, and all that belongs to it. */
export interface Pathway {
  readonly number: PatientNumber;
  /** 25 characters: five of the provider, twenty of the pathway. */
  readonly pathwayNumber: string;
  readonly specialty: Specialty;
  readonly condition?: string;
  /** Outside the national measure. */
  readonly privatePatient: boolean;
  readonly overseas: boolean;
  /** From the earliest; they do not overlap, though one may start in the minute of the last stop; only the last may be running. */
  readonly periods: readonly Period[];
  /** What was recorded when no clock ran: 90 after treatment, 91 during active monitoring, 98 not applicable. */
  readonly outside: readonly RttEvent[];
  /** Referrals, list entries and spells on the pathway, by their episode numbers in time order. */
  readonly episodes: readonly string[];
}

export interface Period {
  /** 1 for the pathway's first clock. */
  readonly id: string;
  readonly start: Moment;
  /** Undefined while the clock runs. */
  readonly stop?: Moment;
  /** In time order, all within the clock, each minute once. The first starts the clock, the last stops it if it has stopped. */
  readonly events: readonly RttEvent[];
  /** Episode numbers that the clock belongs to. */
  readonly episodes: readonly string[];
  /** Why it took more than eighteen weeks, as written down with the visit that stopped the clock. */
  readonly breach?: { readonly reason: Code; readonly comment?: string };
}

export interface RttEvent {
  readonly at: Moment;
  /** The trust's status with its national value. */
  readonly status: Code;
  /** What was going on, as V83 abbreviates it: RWA referral, OPATT attendance, OPDIS discharge, WLA list, AD admission. */
  readonly kind: "RWA" | "OPATT" | "OPDIS" | "WLA" | "AD";
}

export interface Referral {
  readonly number: PatientNumber;
  readonly episode: string;
  readonly referredOn: Day;
  readonly registeredAt: Moment;
  readonly source: Code;
  /** 1 routine, 2 urgent, 3 two week wait. */
  readonly priority: "1" | "2" | "3";
  readonly reason?: Code;
  readonly suspectedCancer?: Code;
  readonly specialty: Specialty;
  readonly consultant: Consultant;
  /** Who sent the patient, where another consultant did. */
  readonly referring?: Consultant;
  /** The GP at the time of the referral. */
  readonly gp?: Gp;
  readonly category: Code;
  readonly walkIn: boolean;
  readonly comment?: string;
  readonly discharge?: { readonly at: Moment; readonly reason: Code };
  /** Twelve digits, when it came by the national booking service. */
  readonly ubrn?: string;
  readonly pathway?: Pathway;
  readonly appointments: readonly Appointment[];
  readonly listEntries: readonly OutpatientEntry[];
}

/** An appointment in a clinic. */
export interface Appointment {
  readonly at: Moment;
  readonly clinic: Clinic;
  readonly doctor: ClinicDoctor;
  readonly type: AppointmentType;
  readonly bookedAt: Moment;
  readonly bookingType?: Code;
  readonly transport?: Code;
  readonly category: Code;
  readonly status: "attended" | "walk-in" | "seen late" | "did not attend" | "cancelled" | "ahead";
  readonly cancellation?: {
    readonly at: Moment;
    readonly by: "P" | "H";
    readonly reason?: Code;
    readonly comment?: string;
  };
  readonly didNotAttendComment?: string;
  /** Who did not attend had come, too late to be seen. */
  readonly cameTooLate?: boolean;
  readonly disposal?: Code;
  /** Steps of the visit that were tracked. */
  readonly tracking?: {
    readonly arrived: Moment;
    readonly seen: Moment;
    readonly left: Moment;
    /** What the clinic called these steps. */
    readonly steps: { readonly arrived: Code; readonly seen: Code; readonly left: Code };
    /** Something else that was done between being seen and leaving. */
    readonly besides?: { readonly at: Moment; readonly step: Code };
  };
  /** Made by a ward, with the application for inpatients. */
  readonly madeByWard: boolean;
  /** The first is primary; empty when the visit was not coded. */
  readonly diagnoses: readonly Diagnosis[];
  /** The first is primary. */
  readonly procedures: readonly Procedure[];
  /** What the coder noted of the procedures. */
  readonly codingComment?: string;
  readonly comment?: string;
  /** The list entry that it was booked from. */
  readonly entry?: OutpatientEntry;
  /** Booked through the national booking service. */
  readonly bookingService?: Code;
}

/** A place on an outpatient waiting list. */
export interface OutpatientEntry {
  readonly list: OutpatientList;
  readonly addedOn: Day;
  /** By when the appointment is due. */
  readonly requiredOn?: Day;
  readonly type: AppointmentType;
  readonly procedure?: string;
  readonly comment?: string;
  readonly shortNotice: boolean;
  readonly transport?: Code;
  /** Undefined while the patient waits. */
  readonly removal?: { readonly at: Moment; readonly reason: Code; readonly comment?: string };
  /** When the patient was taken off by mistake, to be put back in the same place. */
  readonly mistakenRemoval?: { readonly at: Moment; readonly reason: Code };
  /** Times at which the patient was not available, as another system holds them. */
  readonly suspensions: readonly {
    readonly from: Day;
    readonly to: Day;
    readonly reason: string;
    readonly comment?: string;
  }[];
}

/** A place on a waiting list for admission. */
export interface ListEntry {
  readonly number: PatientNumber;
  readonly episode: string;
  readonly referral: Referral;
  readonly list: InpatientList;
  readonly specialty: Specialty;
  readonly consultant: Consultant;
  readonly site: Site;
  readonly urgency: Code;
  /** Method of admission: national 11 waiting list, 12 booked, 13 planned. */
  readonly method: Code;
  readonly intendedManagement: Code;
  readonly addedAt: Moment;
  /** When the wait began; before `addedAt` after a transfer from another list. */
  readonly waitingSince: Day;
  readonly procedure: Procedure;
  readonly otherProcedures: readonly Procedure[];
  readonly operation: string;
  readonly diagnosis?: string;
  readonly reason?: string;
  readonly expectedNights: number;
  readonly theatreMinutes?: number;
  readonly shortNotice?: boolean;
  readonly clinicalComment?: string;
  readonly comment?: string;
  readonly lastReviewOn?: Day;
  /** In time order, none overlapping another. */
  readonly suspensions: readonly Suspension[];
  readonly postponements: readonly Suspension[];
  /** Offers of a date, in time order; all but the last are cancelled. An emergency may have come before it. */
  readonly offers: readonly Offer[];
  /** How the wait ended: removal, admission, or neither while the patient waits. */
  readonly removal?: { readonly at: Moment; readonly reason: Code; readonly comment?: string };
  readonly spell?: Spell;
  /** The operation was called off on its day, after the admission, and the entry taken off the list. */
  readonly calledOff?: { readonly at: Moment; readonly reason: Code; readonly comment?: string };
}

export interface Suspension {
  readonly startedAt: Moment;
  readonly until: Day;
  /** True while nobody has agreed on an end; `until` then lies ahead. */
  readonly isOpen?: boolean;
  /** The first agreed end, when it was extended once. */
  readonly firstUntil?: Day;
  readonly extendedOn?: Day;
  readonly reason: Code;
  readonly initiatedBy: "P" | "H";
}

/** A date for coming in (TCI). */
export interface Offer {
  /** When it was entered: the key of the offer. */
  readonly recordedAt: Moment;
  readonly offeredOn: Day;
  readonly acceptedOn?: Day;
  readonly byTelephone?: boolean;
  readonly at: Moment;
  readonly operationOn?: Day;
  readonly ward: Ward;
  readonly consultant: Consultant;
  readonly bookingType?: Code;
  readonly clerkingAt?: Moment;
  readonly cancellation?: { readonly on: Day; readonly by: "P" | "H"; readonly reason: Code };
}

/** A stay in hospital. */
export interface Spell {
  readonly number: PatientNumber;
  readonly episode: string;
  readonly entry?: ListEntry;
  readonly admittedAt: Moment;
  /** Undefined while the patient is in hospital. */
  readonly discharge?: { readonly at: Moment; readonly method: Code; readonly destination: Code };
  readonly method: Code;
  readonly source: Code;
  readonly intendedManagement: Code;
  /** A mother and her baby used the delivery room and nothing else. */
  readonly isDeliveryAlone?: boolean;
  readonly category: Code;
  readonly gp?: Gp;
  readonly expectedDischargeAt?: Moment;
  readonly site: Site;
  /** Without gaps from admission to discharge; only the last may be open. */
  readonly episodes: readonly [ConsultantEpisode, ...ConsultantEpisode[]];
  /** Without gaps from admission to discharge; they cross episodes. */
  readonly wardStays: readonly [WardStay, ...WardStay[]];
  /** In time order; begin within the spell. */
  readonly leaves: readonly Leave[];
  /** Changes of legal status, in time order. */
  readonly legal: readonly LegalStatus[];
  readonly operation?: string;
}

/** Days at home in the midst of a stay, for which the bed is kept. */
export interface Leave {
  readonly from: Moment;
  readonly to: Moment;
  /** True while the patient is at home; `to` then lies ahead. */
  readonly isOpen?: boolean;
}

export interface ConsultantEpisode {
  /** 1 for the first. */
  readonly number: string;
  readonly start: Moment;
  readonly end?: Moment;
  readonly consultant: Consultant;
  readonly specialty: Specialty;
  /** The patient's category from this episode on, where it is another than at admission. */
  readonly category?: Code;
  /** Undefined until the episode was coded. */
  readonly coding?: {
    readonly codedAt: Moment;
    readonly primary: Diagnosis;
    readonly subsidiary?: Diagnosis;
    readonly secondary: readonly Diagnosis[];
    /** The first is primary; each on a day of the episode. */
    readonly procedures: readonly { readonly procedure: Procedure; readonly on: Day }[];
    readonly hrg: string;
  };
}

export interface WardStay {
  readonly ward: Ward;
  readonly start: Moment;
  readonly end?: Moment;
  readonly room?: string;
  readonly bed?: string;
}

export interface LegalStatus {
  readonly at: Moment;
  /** V83's code: 1 informal, 2 section 2, 5 section 5(2). */
  readonly status: Code;
  /** Of a detained patient, where the papers say it. */
  readonly category?: Code;
}

/** A referral to a community service. */
export interface CommunityReferral {
  readonly number: PatientNumber;
  readonly episode: string;
  readonly group: ServiceGroup;
  readonly referredAt: Moment;
  readonly source: Code;
  readonly priority: "1" | "2";
  readonly category: Code;
  readonly lead: Clinician;
  readonly diagnosisComments: readonly string[];
  readonly discharge?: { readonly at: Moment; readonly reason: Code };
  readonly contacts: readonly CommunityContact[];
  /** Clinic-like appointments of the service group. */
  readonly appointments: readonly GroupAppointment[];
  readonly listEntry?: GroupEntry;
}

/** A place on a service group's waiting list. */
export interface GroupEntry {
  readonly list: GroupList;
  readonly addedOn: Day;
  /** By when the appointment is due; only the month of it is written down. */
  readonly requiredOn: Day;
  readonly type: AppointmentType;
  readonly isUrgent: boolean;
  readonly comment?: string;
  /** Undefined while the patient waits. */
  readonly removal?: { readonly at: Moment; readonly reason: Code; readonly comment?: string };
}

export interface CommunityContact {
  readonly at: Moment;
  readonly actualAt?: Moment;
  readonly first: boolean;
  readonly clinician: Clinician;
  readonly location: Code;
  readonly type: string;
  readonly status: "attended" | "did not attend" | "ahead";
  readonly outcome?: Code;
  readonly notes: readonly string[];
  /** The number that tells its clinicians apart. */
  readonly sequence: string;
}

export interface GroupAppointment {
  readonly at: Moment;
  readonly clinic: Clinic;
  readonly clinician: Clinician;
  /** The consultant, where the patient is to see that one instead of the clinician. */
  readonly doctor?: ClinicDoctor;
  readonly type: AppointmentType;
  readonly bookedAt: Moment;
  readonly bookingType?: Code;
  readonly status: "attended" | "did not attend" | "cancelled" | "ahead";
  readonly cancellation?: {
    readonly at: Moment;
    readonly by: "P" | "H";
    readonly reason?: Code;
    readonly comment?: string;
  };
  readonly disposal?: Code;
  readonly transport?: Code;
  readonly comment?: string;
  /** Held in the newer, leaner table. */
  readonly lean: boolean;
  /** Whether it is held among the appointments of outpatients: these alone know the list that it was booked from. */
  readonly amongOutpatients?: "as well" | "alone";
  /** The list entry that it was booked from. */
  readonly entry?: GroupEntry;
  /** What the clinician wrote down of it as a contact, at the same minute. */
  readonly contact?: CommunityContact;
}

/** A care programme, as the mental health service's own system holds it. */
export interface CarePlan {
  readonly id: string;
  readonly type: string;
  readonly keyWorker: string;
  readonly coordinator: string;
  readonly from: Moment;
  readonly to?: Moment;
  readonly nextReviewAt?: Moment;
  readonly reviews: readonly { readonly id: string; readonly changedAt: Moment; readonly nextAt: Moment }[];
}
