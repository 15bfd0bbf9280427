import { type MockRows, onDay, pas, recordNumber } from "@pas-migrate/core/mock";
import type { CarePlan, Hospital, Life } from "@pas-migrate/lives";
import { personOn } from "./expected-person.js";
import { LOAD_CPA_ARCHIVE, LOAD_MH_CPA_HISTORY, LOAD_MH_CPA_MASTER } from "./loads.js";

/** Expects the patient's care programmes: those of the past in the archive, the others with their reviews. */
export function expectCarePlans(life: Life, hospital: Hospital, rows: MockRows): void {
  for (const plan of life.carePlans)
    if (plan.to !== undefined && onDay(plan.to) < hospital.archiveBefore) expectPast(plan, life, hospital, rows);
    else expectLive(plan, life, rows);
}

function expectLive(plan: CarePlan, life: Life, rows: MockRows): void {
  const common = {
    system_code: "V83",
    main_crn_type: "DISTRICT",
    main_crn: life.numbers[0].district,
    cpa_type: plan.type,
    key_worker_staff_id: plan.keyWorker,
    care_coordinator: plan.coordinator,
  };
  const number = recordNumber("LOAD_MH_CPA_MASTER", plan.id);
  rows.expect(LOAD_MH_CPA_MASTER, {
    record_number: number,
    external_system_id: plan.id,
    ...common,
    applies_start: pas.dateTime(plan.from),
    applies_end: pas.dateTime(plan.to),
    next_review_date: pas.dateTime(plan.nextReviewAt),
  });
  for (const { id, changedAt, nextAt } of plan.reviews)
    rows.expect(LOAD_MH_CPA_HISTORY, {
      record_number: recordNumber("LOAD_MH_CPA_HISTORY", plan.id, id),
      mh_cm_record_number: number,
      external_system_id: `${plan.id}|${id}`,
      ...common,
      next_review_date: pas.dateTime(nextAt),
      review_date_changed_at: pas.dateTime(changedAt),
    });
}

function expectPast(plan: CarePlan, life: Life, { staff }: Hospital, rows: MockRows): void {
  const nameOf = (id: string): string => {
    const { forename, surname } = staff.find(({ staffId }) => staffId === id)!;
    return `${forename} ${surname}`;
  };
  const notes = plan.reviews.map(({ id, changedAt, nextAt }) =>
    [
      `Review ${id}`,
      `changed ${pas.dateTime(changedAt)}`,
      `next review ${pas.dateTime(nextAt)}`,
      plan.type,
      `key worker ${plan.keyWorker}`,
      `care coordinator ${plan.coordinator}`,
    ].join(", "),
  );
  rows.expect(LOAD_CPA_ARCHIVE, {
    ...personOn(life, onDay(plan.from)),
    cpa_start: pas.date(onDay(plan.from)),
    cpa_end: pas.date(plan.to && onDay(plan.to)),
    cpa_type: plan.type,
    key_worker: nameOf(plan.keyWorker),
    care_coordinator: nameOf(plan.coordinator),
    cpa_notes: notes.join("; "),
  });
}
