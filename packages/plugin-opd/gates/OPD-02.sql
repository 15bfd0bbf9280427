-- id: OPD-02
-- title: Every booking ahead has a slot in the new system's clinics
-- severity: blocker
-- stage: target
-- hazard: H-10
-- sign_off: outpatient booking lead
-- why: Letters that name a clinic which was never built, or a slot with more patients than places, were what patients of
--   other hospitals met on the first day. The sessions come from the feed clinic-sessions, which the new system's clinic
--   build fills; without it this cannot be judged.
-- fix: Build the session, or move the booking to another slot and tell the patient.
-- nothing: no booking lies ahead
-- part: population_target
select count(*)
from target.LOAD_OPD_APPOINTMENTS
where pas_moment(appt_date) > getvariable('snapshot')
  and cancelled_date is null
-- part: target
with booking as (
  select
    external_system_id as key,
    coalesce(clinic_code_1, '') as clinic_1,
    coalesce(clinic_code_2, '') as clinic_2,
    pas_day(appt_date) as day,
    cast(substr(pas_moment(appt_date), 9, 2) as integer) * 60 + cast(substr(pas_moment(appt_date), 11, 2) as integer) as minute
  from target.LOAD_OPD_APPOINTMENTS
  where pas_moment(appt_date) > getvariable('snapshot')
    and cancelled_date is null
    and coalesce(outcome, '') not in (
      select target_code
      from run.codes
      where crosswalk = 'appointment_outcome'
        and source_code like 'CANCELLED-%'
    )
),
counted as (
  select *, count(*) over (partition by clinic_1, clinic_2, day, minute) as patients
  from booking
),
session as (
  select
    coalesce(pas_text(clinic_code_1), '') as clinic_1,
    coalesce(pas_text(clinic_code_2), '') as clinic_2,
    pas_day(session_date) as day,
    date_part('hour', try_strptime(trim(start_time, ' '), '%H:%M')) * 60
      + date_part('minute', try_strptime(trim(start_time, ' '), '%H:%M')) as first_minute,
    date_part('hour', try_strptime(trim(end_time, ' '), '%H:%M')) * 60
      + date_part('minute', try_strptime(trim(end_time, ' '), '%H:%M')) as end_minute,
    nullif(try_cast(trim(slot_minutes, ' ') as integer), 0) as slot_minutes,
    coalesce(try_cast(trim(places, ' ') as integer), 1) as places
  from feed."clinic-sessions"
  where pas_text(closed) is null
)
select counted.key
from counted
left join session
  on session.clinic_1 = counted.clinic_1
  and session.clinic_2 = counted.clinic_2
  and session.day = counted.day
  and counted.minute >= session.first_minute
  and counted.minute + session.slot_minutes <= session.end_minute
  and (counted.minute - session.first_minute) % session.slot_minutes = 0
group by counted.key, counted.patients
having coalesce(sum(session.places), 0) < counted.patients
