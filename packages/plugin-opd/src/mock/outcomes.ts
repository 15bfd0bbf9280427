import type { Appointment, Referral } from "@pas-migrate/lives";

/** National codes of what became of an appointment; nothing for what lies ahead. */
export function outcomeOf({
  status,
  cancellation,
  cameTooLate,
}: Pick<Appointment, "cancellation" | "cameTooLate"> & { status: string }) {
  if (status === "cancelled") return cancellation?.by === "P" ? "2" : "4";
  if (status === "did not attend") return cameTooLate ? "7" : "3";
  if (status === "seen late") return "6";
  return status === "ahead" ? undefined : "5";
}

/** Who came without an appointment, or came new under a referral by walking in. */
export function walkedIn({ walkIn }: Referral, { status, type }: Appointment): "Y" | undefined {
  return status === "walk-in" || (walkIn && type.category === "NEW") ? "Y" : undefined;
}
