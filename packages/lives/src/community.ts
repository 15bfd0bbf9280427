import { type Day, MINUTES_A_DAY, type Moment, momentOf, onDay, workday } from "@pas-migrate/core/mock";
import type { Chart, Draft } from "./chart.js";
import { waitOnGroupList } from "./group-list.js";
import { type Clinician, code, type ServiceGroup } from "./hospital.js";
import type { CommunityContact, CommunityReferral, GroupAppointment } from "./model.js";

const MOST_CONTACTS = 12;

/** A referral to a community service, with its visits at home or in a clinic: in one for certain where that is asked for. */
export function communityCourse(chart: Chart, day: Day, toClinic = false): CommunityReferral {
  const { random, hospital } = chart;
  const { codes } = hospital;
  const group = random.pick(hospital.serviceGroups);
  const referredAt = momentOf(workday(day), random.between(8, 16), random.between(0, 59));
  const contacts: CommunityContact[] = [];
  const appointments: Draft<GroupAppointment>[] = [];
  const inClinic = random.chance(0.3) || toClinic;
  // Some are called before they are seen.
  const initial = chart.index % 3 === 0 ? 1 : 0;
  let at = referredAt;
  let ended = false;
  const wanted = random.between(1, MOST_CONTACTS);
  for (let n = 0; n < wanted && !ended; n += 1) {
    at = momentOf(workday(onDay(at) + random.between(3, 21)), random.between(9, 16), random.between(0, 3) * 15);
    const ahead = at > hospital.snapshotAt;
    if (chart.isAfterAll(at) && !chart.alive) break;
    if (inClinic) appointments.push(groupAppointment(chart, group, at, referredAt, ahead, n === 0));
    else contacts.push(contact(chart, group, at, ahead, n === initial));
    ended = ahead;
  }
  const dischargedAt = at + random.between(30, 600);
  const died = !chart.alive && chart.until < hospital.snapshotAt;
  let discharge: Draft<CommunityReferral>["discharge"];
  if (!ended && dischargedAt <= hospital.snapshotAt && !chart.isAfterAll(dischargedAt)) {
    discharge = {
      at: dischargedAt,
      reason: code(codes.communityDischarges, random.chance(0.7) ? "COMP" : chart.index % 2 === 0 ? "MOVD" : "DECL"),
    };
  } else if (died) {
    discharge = {
      at: Math.min(chart.until + random.between(60, 2000), hospital.snapshotAt),
      reason: code(codes.communityDischarges, "DIED"),
    };
  }
  return {
    number: chart.numberOn(onDay(referredAt)),
    episode: chart.nextEpisode(),
    group,
    referredAt,
    source: random.pick(codes.communitySources),
    priority: random.chance(0.85) ? "1" : "2",
    category: codes.categories[0],
    lead: random.pick(group.clinicians),
    diagnosisComments: random.chance(0.3) ? ["Wound care"] : [],
    discharge,
    contacts,
    appointments,
    listEntry: waitOnGroupList(chart, group, referredAt, appointments),
  };
}

function contact(chart: Chart, group: ServiceGroup, at: Moment, ahead: boolean, first: boolean): CommunityContact {
  const { random, hospital } = chart;
  const { codes } = hospital;
  const status = ahead ? "ahead" : random.chance(0.93) ? "attended" : "did not attend";
  return {
    at,
    actualAt:
      status === "attended" && random.chance(0.8) ? Math.min(at + random.between(-20, 40), chart.until) : undefined,
    first,
    clinician: random.pick(group.clinicians),
    location: random.pick(codes.communityLocations),
    type: random.pick(["Face to face", "Telephone"]),
    status,
    outcome: status === "attended" && random.chance(0.8) ? random.pick(codes.communityOutcomes) : undefined,
    notes: random.chance(0.1) ? ["Dressing changed"] : [],
    sequence: "1",
  };
}

function groupAppointment(
  chart: Chart,
  group: ServiceGroup,
  at: Moment,
  referredAt: Moment,
  ahead: boolean,
  first: boolean,
): GroupAppointment {
  const { random, hospital } = chart;
  const { codes } = hospital;
  const bookedAt = Math.min(
    Math.max(referredAt + 10, at - random.between(2, 10) * MINUTES_A_DAY),
    at - 60,
    hospital.snapshotAt,
  );
  const fate = random.weighted([
    ["attended", 84],
    ["did not attend", 7],
    ["cancelled", 9],
  ] as const);
  const cancelledAt = bookedAt + random.between(10, Math.max(11, at - bookedAt - 10));
  const cancelled = fate === "cancelled" && !chart.isAfterAll(cancelledAt);
  const status = cancelled ? "cancelled" : ahead ? "ahead" : fate === "did not attend" ? fate : "attended";
  const by = random.pick(["P", "H"] as const);
  const clinician = random.pick(group.clinicians);
  const doctor = chart.aside("consultant", at).chance(0.1) ? group.clinic.doctors[0] : undefined;
  return {
    at,
    clinic: group.clinic,
    clinician,
    doctor,
    type: hospital.appointmentTypes[first ? 0 : 2],
    bookedAt,
    bookingType: random.chance(0.6) ? random.pick(codes.bookingTypes) : undefined,
    status,
    cancellation: cancelled
      ? { at: cancelledAt, by, reason: code(codes.cancellations, by === "P" ? "PTIL" : "CLRE") }
      : undefined,
    disposal: status === "attended" && random.chance(0.8) ? random.pick(codes.disposals) : undefined,
    transport: random.chance(0.05) ? random.pick(codes.transports) : undefined,
    comment: random.chance(0.05) ? "Use the side door" : undefined,
    lean: random.chance(0.4) && doctor === undefined,
    contact: status === "attended" && doctor === undefined ? contactOf(chart, clinician, at, first) : undefined,
  };
}

/** Some clinicians write down as a contact, too, what was booked. */
function contactOf(chart: Chart, clinician: Clinician, at: Moment, first: boolean): CommunityContact | undefined {
  const { codes } = chart.hospital;
  const random = chart.aside("contact", at);
  if (!random.chance(0.3)) return undefined;
  return {
    at,
    actualAt: random.chance(0.8) ? Math.min(at + random.between(-5, 20), chart.until) : undefined,
    first,
    clinician,
    location: random.pick(codes.communityLocations),
    type: "Face to face",
    status: "attended",
    outcome: random.chance(0.5) ? random.pick(codes.communityOutcomes) : undefined,
    notes: random.chance(0.3) ? ["Exercises shown"] : [],
    sequence: "1",
  };
}
