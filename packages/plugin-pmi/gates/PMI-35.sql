-- id: PMI-35
-- title: Patients are registered after birth, before T, and no later than they were first referred or admitted
-- severity: warn
-- stage: target
-- hazard: none
-- sign_off: patient administration lead
-- why: V83 holds no day of registration and none is made up, so this judges the day that the trust's overlay chooses.
-- fix: Let the overlay take the earlier of that day and the first activity.
-- nothing: no day of registration is loaded; V83 holds none, and what stands for it is for the trust to decide
-- optional: source.OPREFERRAL, source.ADMITDISCH, source.MERGEDID
-- part: population_target
select count(date_registered)
from target.LOAD_PMI
-- part: target
with registered as (
  select external_system_id as patient, pas_day(date_registered) as registered, pas_day(date_of_birth) as born
  from target.LOAD_PMI
  where date_registered is not null
),
activity as (
  select trim(InternalPatientNumber, ' ') as number, pas_day(OpRegDtimeInt) as day
  from source.OPREFERRAL
  union all
  select trim(InternalPatientNumber, ' '), pas_day(IpAdmDtimeInt)
  from source.ADMITDISCH
),
first_activity as (
  select patient.survivor as patient, min(activity.day) as day
  from activity
  join pmi.patient as patient on patient.number = activity.number
  group by 1
)
select registered.patient as key
from registered
left join first_activity on first_activity.patient = registered.patient
where registered.registered < registered.born
   or registered.registered > left(getvariable('snapshot'), 8)
   or registered.registered > first_activity.day
