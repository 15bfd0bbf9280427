import type { Reasons } from "@pas-migrate/core";

const error = (message: string) => ({ severity: "error", message }) as const;
const warn = (message: string) => ({ severity: "warn", message }) as const;

/** What the plugin's own reject reasons mean, and how to settle them. A spell is rejected whole, for the first of these. */
export const reasons: Reasons = {
  SPELL_UNKNOWN: error("No admission has the row's patient and episode number. Find out whose row it is."),
  ADMISSION_TIME_INVALID: error("The admission has no possible date and time. Complete it in the legacy system."),
  DISCHARGE_TIME_INVALID: error("The discharge has a date, but no possible date and time. Complete it."),
  DISCHARGE_BEFORE_ADMISSION: error("The discharge is earlier than the admission. Mend one of them."),
  SPELL_WITHOUT_EPISODE: error("The spell has no consultant episode. Enter it in the legacy system."),
  EPISODE_TIME_INVALID: error("An episode of the spell starts or ends at no possible date and time. Complete it."),
  EPISODE_ENDS_BEFORE_START: error("An episode of the spell ends before it starts. Mend one of its times."),
  TWO_OPEN_EPISODES: error(
    "The spell has more than one open episode, and a patient has one consultant. End the others.",
  ),
  NO_OPEN_EPISODE: error("The patient is in hospital, and every episode has ended. Find out who has the patient."),
  OPEN_EPISODE_AFTER_DISCHARGE: error("The patient was discharged, and an episode is still open. End the episode."),
  EPISODE_OUTSIDE_SPELL: error("An episode begins before the admission or ends after the discharge. Mend its times."),
  EPISODE_OVERLAP: error("Two episodes of the spell overlap. Mend their times; none of them is moved."),
  EPISODE_GAP: error("The spell has a time that no episode covers. Mend the times; none of them is moved."),
  STAY_TIME_INVALID: error("A ward stay of the spell starts or ends at no possible date and time. Complete it."),
  STAY_ENDS_BEFORE_START: error("A ward stay of the spell ends before it starts. Mend one of its times."),
  TWO_OPEN_STAYS: error("The spell has more than one open ward stay, and a patient is in one place. End the others."),
  NO_OPEN_STAY: error("The patient is in hospital, and no ward stay is open. Find out where the patient is."),
  OPEN_STAY_AFTER_DISCHARGE: error("The patient was discharged, and a ward stay is still open. End the stay."),
  STAY_OUTSIDE_EPISODES: error("A ward stay lies outside every episode of the spell. Mend its times."),
  STAY_OVERLAP: error("Two ward stays of the spell overlap. Mend their times; none of them is moved."),
  STAY_GAP: error("The spell has a time that no ward stay covers, and it is no home leave. Mend the times."),
  CODE_ONLY_READ: error("The record holds a Read code and no ICD-10 or OPCS-4 code, and is not recoded. Code it."),
  CODE_NOT_IN_MASTER: warn("The clinical code is not in the extract's own master file. It was loaded as it stands."),
  CODE_NOT_DESCRIBED: error("The master file has no one description of the code. Describe it there."),
  CODES_BEYOND_COLUMNS: warn(
    "The episode has more codes than the archive has columns. The others are in the comments.",
  ),
  GMC_CODE_NOT_NATIONAL: error("The consultant's national code is missing or malformed. Complete the master file."),
  BORN_AFTER_EPISODE: error("The episode began before the patient was born. Find out which date is wrong."),
  FINISHED_EXTRACT_DISAGREES: error(
    "FCEEXT lists a finished episode that CONSEPISODE does not have at that time. Find out which is right.",
  ),
};
