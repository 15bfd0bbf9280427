import { type Moment, onDay } from "@pas-migrate/core/mock";
import type { Chart, Draft } from "./chart.js";
import { code, type ServiceGroup } from "./hospital.js";
import type { GroupAppointment, GroupEntry } from "./model.js";

/**
 * The place on a service group's list from which the first of the appointments was booked, where the patient had one.
 *
 * @param appointments lose the first one if it is still to be booked, and else come to know the entry
 */
export function waitOnGroupList(
  chart: Chart,
  group: ServiceGroup,
  referredAt: Moment,
  appointments: Draft<GroupAppointment>[],
): GroupEntry | undefined {
  const random = chart.aside("group list", referredAt);
  const [first] = appointments;
  if (first === undefined || !random.chance(0.6)) return undefined;
  const addedOn = onDay(referredAt);
  const entry: Draft<GroupEntry> = {
    list: group.list,
    addedOn,
    requiredOn: addedOn + random.between(10, 40),
    type: first.type,
    isUrgent: random.chance(0.2),
    comment: random.chance(0.2) ? "Ground floor only" : undefined,
  };
  if (first.status === "ahead" && random.chance(0.4)) {
    appointments.shift();
    return entry;
  }
  first.entry = entry;
  if (first.status !== "ahead" || random.chance(0.5))
    entry.removal = {
      at: first.bookedAt,
      reason: code(chart.hospital.codes.listRemovals, "BOOK"),
      comment: random.chance(0.2) ? "By telephone" : undefined,
    };
  for (const appointment of appointments) {
    const isAlone = random.chance(0.3);
    appointment.amongOutpatients = isAlone ? "alone" : "as well";
    if (isAlone) appointment.lean = false;
  }
  return entry;
}
