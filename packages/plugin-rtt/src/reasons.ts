import type { Reasons } from "@pas-migrate/core";

/** What the plugin's own reject and exclusion reasons mean, and how to settle them. */
export const reasons: Reasons = {
  PATIENT_UNKNOWN: {
    severity: "error",
    message: "No patient is registered under the row's patient number. Find out whose row it is.",
  },
  PATHWAY_NUMBER_TOO_SHORT: {
    severity: "error",
    message: "The pathway number holds no identifier after its provider's five characters. Correct the pathway number.",
  },
  PATHWAY_PROVIDER_DISAGREES: {
    severity: "error",
    message:
      "The pathway number begins with another provider than the pathway names. Find out which is right; the identifier is not loaded.",
  },
  PATHWAY_TYPE_NOT_HELD: {
    severity: "error",
    message:
      "A flag that takes a pathway out of the waiting time measure, or leaves it in, is empty. Complete the private and overseas flags.",
  },
  PATHWAY_TYPE_NOT_PROVED: {
    severity: "error",
    message:
      "The pathway has no clock, and its status says neither that a clock is due nor that none is. Correct the status, or start the clock.",
  },
  PATHWAY_FLAG_UNKNOWN: {
    severity: "error",
    message: "The private or overseas flag of the pathway is neither 0 nor 1. Say what it means, or correct it.",
  },
  UBRN_INVALID: {
    severity: "error",
    message: "The booking reference does not have twelve digits. Look it up in the national service.",
  },
  UBRNS_DIFFER: {
    severity: "error",
    message:
      "Appointments of the pathway hold different booking references. Find out in the national service which one is the pathway's.",
  },
  UBRN_ON_SEVERAL_PATHWAYS: {
    severity: "error",
    message:
      "The booking reference stands on another pathway as well; it is loaded on none. Find out in the national service whose it is.",
  },
  FIRST_SEEN_UNCERTAIN: {
    severity: "error",
    message:
      "An appointment of the referral was attended of which the day, the attendance or whether it was new is not certain, and it may be the first one. Complete it.",
  },
  BREACH_REASONS_DIFFER: {
    severity: "error",
    message: "Different reasons are held for the breach of the clock period. Decide which one stands.",
  },
  BREACH_NOT_PROVED: {
    severity: "warn",
    message:
      "An appointment or list entry of the clock period holds a reason for a breach, but not with the period's breach date. Find out which breach it explains.",
  },
  CLOCK_STOP_UNREADABLE: {
    severity: "blocker",
    message:
      "The stop of the clock is no possible date. The period is not loaded, for it would read as a running clock. Correct the stop.",
  },
  CLOCK_STOP_BEFORE_START: {
    severity: "blocker",
    message: "The clock stops before it starts. Correct the start or the stop of the period.",
  },
  CLOCK_STOP_WITHOUT_TIME: {
    severity: "error",
    message:
      "The clock started and stopped on one day, and only the start has a time: written as held, the stop would come first. Complete the stop.",
  },
  NO_PERIOD: {
    severity: "warn",
    message: "No clock ran on the pathway at the moment of the event.",
  },
  EVENT_MOMENT_UNREADABLE: {
    severity: "error",
    message: "The moment of the event is missing or no possible date. Correct it.",
  },
  EVENT_WITHOUT_TIME: {
    severity: "error",
    message: "Only the day of the event is held; the loader needs its time, which is not made up.",
  },
  EVENT_IN_TWO_PERIODS: {
    severity: "error",
    message: "Two clock periods of the pathway overlap at the moment of the event. Correct the periods.",
  },
  PERIOD_UNCERTAIN: {
    severity: "error",
    message:
      "The event lies in no clock period, but the pathway has one whose start or stop is at fault. Settle that period first.",
  },
  ACTION_UNKNOWN: {
    severity: "error",
    message: "The status of the event has no national code, so what it did to the clock is not known. Map the status.",
  },
  START_NOT_AT_CLOCK_START: {
    severity: "error",
    message:
      "A status that starts a clock was given on another day than the clock started. Correct the one or the other.",
  },
  SECOND_START: {
    severity: "error",
    message: "The period has a start already; the loader takes one. Decide which status stands.",
  },
  STOP_OF_RUNNING_CLOCK: {
    severity: "blocker",
    message:
      "A status that stops the clock was given, and the clock is still running. Stop the clock, or correct the status.",
  },
  STOP_NOT_AT_CLOCK_STOP: {
    severity: "error",
    message:
      "A status that stops the clock was given on another day than the clock stopped. Correct the one or the other.",
  },
  SECOND_STOP: {
    severity: "error",
    message: "The period has a stop already; the loader takes one. Decide which status stands.",
  },
  START_AFTER_STOP: {
    severity: "error",
    message: "The status that starts the clock was given after the one that stops it. Correct their times.",
  },
  PERIOD_WITHOUT_START: {
    severity: "error",
    message:
      "The period has events and none that starts its clock, without which the loader takes none. Add the missing status.",
  },
  PERIOD_BEGINS_WITH_CONTINUE: {
    severity: "error",
    message:
      "The period begins with a status that continues a clock, as pathways do that were carried over from an older system. The loader takes no events without a start; the period itself is loaded.",
  },
};
