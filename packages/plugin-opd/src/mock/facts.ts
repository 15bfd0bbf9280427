import type { Day, Moment } from "@pas-migrate/core/mock";
import type { Address, Code, Gp, GroupAppointment, Person, Referral } from "@pas-migrate/lives";

/** The GP with whom the patient was registered on a day; undefined before the first registration. */
export function gpOn({ gps }: Person, day: Day): Gp | undefined {
  return gps.find(({ from, to }) => from <= day && (to === undefined || day <= to))?.gp;
}

/** Where the patient lived on a day. Somebody who never moved lived there before the hospital knew of it. */
export function addressOn({ addresses }: Person, day: Day): Address | undefined {
  if (addresses.length === 1) return addresses[0];
  return addresses.find(({ from, to }) => from <= day && (to === undefined || day <= to));
}

/** Whether the patient came: on time, late or without an appointment. */
export function came(status: string): boolean {
  return status === "attended" || status === "walk-in" || status === "seen late";
}

/** When a service group's booking was called off; of some it is held by whom alone. */
export function calledOffAt({ cancellation }: GroupAppointment): Moment | undefined {
  return cancellation === undefined || cancellation.at % 3 === 0 ? undefined : cancellation.at;
}

/** Why a service group's patient was sent, where the booking says so. */
export function reasonOf({ clinic, bookedAt }: GroupAppointment): Code | undefined {
  return bookedAt % 3 === 0 ? clinic.specialty.reasons[0] : undefined;
}

/** Texts in one, each behind its label. */
export function noted(...texts: readonly (readonly [label: string, text: string | undefined])[]): string {
  let joined = "";
  for (const [label, text] of texts) {
    if (text === undefined || text === "") continue;
    if (joined !== "") joined += "; ";
    joined += label === "" ? text : `${label}: ${text}`;
  }
  return joined;
}

/** A code of the clinical classifications as the new system writes it: without its point. */
export function pointless(code: string): string {
  return code.replace(".", "");
}

/** The number under which the purchaser knows what was agreed for a referral. */
export function purchaserReference({ registeredAt }: Referral): string {
  return `EBS${registeredAt}`;
}
