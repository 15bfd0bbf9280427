-- id: RTT-07
-- title: As many wait as before, in each treatment function and week, and the long waiters are the same ones
-- severity: blocker
-- stage: recon
-- hazard: H-06
-- sign_off: RTT performance lead
-- why: The national return is this very table, and those who wait longest are signed for one by one. A key that begins with
--   WEEKS is a cell of it (treatment function, whole weeks at T); any other is a clock that is on another list of long waits.
-- fix: Compare the two sides of list 05-open-clocks; RTT-06 names the clocks that were lost, gained or moved.
-- parameter: edges = "18,52,65,78,104"
-- part: population_source
select count(*)
from source.RTTPERIOD
where coalesce(pas_text(RttEndDateTimeInt), pas_text(RttEndDate)) is null
-- part: source
-- A specialty that nothing translates moves its waits from one cell to that of none.
with pathway as (
  select pas_key(InternalPatientNumber, PathwayNumber) as key, min(pas_text(RttSpeciality)) as specialty
  from source.RTTPTPATHWAY
  group by 1
),
known as (
  select trim(Specialty, ' ') as code
  from source.SPEC
  where pas_text(TreatmentFunction) is not null
  union
  select source_code
  from run.codes
  where crosswalk = 'specialty'
    and status <> 'retired'
),
moved as (
  select
    pathway.specialty,
    date_diff('day', pas_date(coalesce(pas_text(RttStartDateTimeInt), RttStartDate)), cast(pas_now() as date)) // 7 as weeks
  from source.RTTPERIOD
  join pathway on pathway.key = pas_key(InternalPatientNumber, PathwayNumber)
  where coalesce(pas_text(RttEndDateTimeInt), pas_text(RttEndDate)) is null
    and pathway.specialty not in (select code from known)
)
select pas_key('WEEKS', specialty, weeks) as key
from moved
union
select pas_key('WEEKS', '', weeks)
from moved
-- part: population_target
select
  (
    select count(*)
    from source.RTTPERIOD
    where coalesce(pas_text(RttEndDateTimeInt), pas_text(RttEndDate)) is null
  ) + (
    select count(*)
    from target.LOAD_RTT_PERIODS
    where clock_stop is null
  )
-- part: target
with pathway as (
  select pas_key(InternalPatientNumber, PathwayNumber) as key, min(pas_text(RttSpeciality)) as specialty
  from source.RTTPTPATHWAY
  group by 1
),
-- A specialty without a treatment function keeps its own code: its waits must not leave their cell unseen.
specialty as (
  select
    trim(master.Specialty, ' ') as code,
    min(coalesce(pair.target_code, pas_text(master.TreatmentFunction), trim(master.Specialty, ' '))) as treatment_function
  from source.SPEC as master
  left join run.codes as pair
    on pair.crosswalk = 'specialty' and pair.source_code = trim(master.Specialty, ' ') and pair.status <> 'retired'
  group by 1
),
clock as (
  select
    pas_key(InternalPatientNumber, PathwayNumber) as pathway,
    pas_key(InternalPatientNumber, PathwayNumber, PPeriodId) as key,
    pas_date(coalesce(pas_text(RttStartDateTimeInt), RttStartDate)) as started
  from source.RTTPERIOD
  where coalesce(pas_text(RttEndDateTimeInt), pas_text(RttEndDate)) is null
),
held as (
  select
    clock.key,
    coalesce(specialty.treatment_function, pathway.specialty, '') as treatment_function,
    date_diff('day', clock.started, cast(pas_now() as date)) // 7 as weeks
  from clock
  left join pathway on pathway.key = clock.pathway
  left join specialty on specialty.code = pathway.specialty
),
delivered as (
  select
    clock.external_system_id as key,
    coalesce(pathway.pathway_specialty, '') as treatment_function,
    date_diff('day', pas_date(clock.clock_start), cast(pas_now() as date)) // 7 as weeks
  from target.LOAD_RTT_PERIODS as clock
  left join target.LOAD_RTT_PATHWAYS as pathway on pathway.record_number = clock.loadrttpwy_record_number
  where clock.clock_stop is null
),
cell as (
  select treatment_function, weeks, 1 as change from held
  union all
  select treatment_function, weeks, -1 from delivered
),
-- Which of the lists a clock is on: all whose edge it has reached.
long_wait as (
  select
    coalesce(held.key, delivered.key) as key,
    len(list_filter(string_split({edges}, ','), lambda edge: held.weeks >= cast(edge as integer))) as lists_held,
    len(list_filter(string_split({edges}, ','), lambda edge: delivered.weeks >= cast(edge as integer))) as lists_delivered
  from held
  full join delivered on delivered.key = held.key
)
select pas_key('WEEKS', treatment_function, weeks) as key
from cell
group by treatment_function, weeks
having sum(change) <> 0
union all
select key
from long_wait
where coalesce(lists_held, 0) <> coalesce(lists_delivered, 0)
