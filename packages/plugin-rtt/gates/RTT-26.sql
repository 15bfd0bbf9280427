-- id: RTT-26
-- title: Nobody waits twice in one specialty for what may be one thing
-- severity: warn
-- stage: source
-- hazard: H-04
-- sign_off: RTT performance lead
-- why: A wait that is counted twice makes the list longer than it is, and one of the two is never worked. Fails where clocks of
--   two pathways of one patient run in the same specialty and started within some days of each other; merged numbers count as
--   the patient they were merged into. Both pathways are listed, for the extract does not say which one is too many.
-- fix: Look into both referrals; close the pathway that repeats the other in the old system, or confirm that they are two.
-- nothing: no clock is running
-- optional: source.MERGEDID
-- parameter: days = 90
-- part: population_source
select count(*)
from source.RTTPERIOD
where coalesce(pas_text(RttEndDateTimeInt), pas_text(RttEndDate)) is null
-- part: source
with running as (
  select
    pas_key(InternalPatientNumber, PathwayNumber) as key,
    max(pas_date(coalesce(pas_text(RttStartDateTimeInt), RttStartDate))) as started
  from source.RTTPERIOD
  where coalesce(pas_text(RttEndDateTimeInt), pas_text(RttEndDate)) is null
  group by 1
),
pathway as (
  select
    pas_key(InternalPatientNumber, PathwayNumber) as key,
    min(trim(InternalPatientNumber, ' ')) as number,
    min(pas_text(RttSpeciality)) as specialty
  from source.RTTPTPATHWAY
  group by 1
),
waiting as (
  select
    running.key,
    running.started,
    coalesce(patient.survivor, pathway.number) as person,
    pathway.specialty
  from running
  join pathway on pathway.key = running.key
  left join pmi.patient as patient on patient.number = pathway.number
  where pathway.specialty is not null
    and running.started is not null
),
beside as (
  select
    key, started,
    lag(started) over in_order as earlier,
    lead(started) over in_order as later
  from waiting
  window in_order as (partition by person, specialty order by started, key)
)
select key
from beside
where date_diff('day', earlier, started) <= {days}
  or date_diff('day', started, later) <= {days}
-- part: population_target
select count(*)
from target.LOAD_RTT_PERIODS
where clock_stop is null
-- part: target
with running as (
  select
    loadrttpwy_record_number as record_number,
    max(pas_date(clock_start)) as started
  from target.LOAD_RTT_PERIODS
  where clock_stop is null
  group by 1
),
beside as (
  select
    pathway.external_system_id as key,
    running.started,
    lag(running.started) over in_order as earlier,
    lead(running.started) over in_order as later
  from running
  join target.LOAD_RTT_PATHWAYS as pathway on pathway.record_number = running.record_number
  where pathway.pathway_specialty is not null
    and running.started is not null
  window in_order as (
    partition by pathway.main_crn, pathway.pathway_specialty
    order by running.started, pathway.external_system_id
  )
)
select key
from beside
where date_diff('day', earlier, started) <= {days}
  or date_diff('day', started, later) <= {days}
