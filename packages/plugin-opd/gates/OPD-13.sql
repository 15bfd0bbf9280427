-- id: OPD-13
-- title: Everyone who waits for a follow-up has the day it is due
-- severity: error
-- stage: target
-- hazard: H-01
-- sign_off: clinical lead
-- why: By this day patients are called back; without it nobody sees who is overdue, and the loader refuses the entry. A month
--   is no day. Entries that were taken off their list need none, for V83 keeps only their month.
-- fix: Ask the clinic by when the patient has to be seen, enter the day in the old system, then extract again.
-- nothing: nobody waits for a follow-up
-- optional: source.CPSOPWLIST, source.APPTYP
-- part: population_source
with follow_up as (
  select trim(AppointmentTypeCode, ' ') as code
  from source.APPTYP
  group by 1
  having bool_and(coalesce(upper(pas_text(SchedulingAppointmentClassification)), '2') in ('2', 'FOL'))
     and bool_and(coalesce(upper(pas_text(ApptCategory)), 'FOL') in ('2', 'FOL'))
     and count(coalesce(pas_text(SchedulingAppointmentClassification), pas_text(ApptCategory))) > 0
)
select (
  select count(*)
  from source.OPWLENTRY
  where trim(AppointmentType, ' ') in (select code from follow_up)
) + (
  select count(*)
  from source.CPSOPWLIST
  where trim(ApptType, ' ') in (select code from follow_up)
    and coalesce(pas_text(RemovalDateTimeInt), pas_text(RemovalDateTimeExt), pas_text(ReasonForRemoval)) is null
)
-- part: source
with follow_up as (
  select trim(AppointmentTypeCode, ' ') as code
  from source.APPTYP
  group by 1
  having bool_and(coalesce(upper(pas_text(SchedulingAppointmentClassification)), '2') in ('2', 'FOL'))
     and bool_and(coalesce(upper(pas_text(ApptCategory)), 'FOL') in ('2', 'FOL'))
     and count(coalesce(pas_text(SchedulingAppointmentClassification), pas_text(ApptCategory))) > 0
)
select
  pas_key(
    InternalPatientNumber, EpisodeNumber, TreatmentCode,
    coalesce(pas_day(OpWlDateIdxDateOnWaitingListNeutral), pas_text(OpWlDateIdxDateOnWaitingListNeutral), pas_day(DateOnList), DateOnList)
  ) as key
from source.OPWLENTRY
where trim(AppointmentType, ' ') in (select code from follow_up)
  and pas_day(coalesce(pas_text(FollUpApptReqDtEXT), FollUpApptReqdDtEXT)) is null
union all
-- Of entries on a service group's list V83 holds no more than the month.
select
  pas_key(
    InternalPatientNumber, EpisodeNumber, WListCode,
    coalesce(pas_day(DateOnListInt), pas_text(DateOnListInt), pas_day(DateOnList), DateOnList)
  )
from source.CPSOPWLIST
where trim(ApptType, ' ') in (select code from follow_up)
  and coalesce(pas_text(RemovalDateTimeInt), pas_text(RemovalDateTimeExt), pas_text(ReasonForRemoval)) is null
-- part: population_target
select count(*)
from target.LOAD_OPDWAITLIST
where new_followup_flag = 'F'
  and status in ('W', 'D', 'L')
-- part: target
select external_system_id as key
from target.LOAD_OPDWAITLIST
where new_followup_flag = 'F'
  and status in ('W', 'D', 'L')
  and target_date is null
