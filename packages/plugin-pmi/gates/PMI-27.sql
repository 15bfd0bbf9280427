-- id: PMI-27
-- title: GP registrations follow one another, and the open one is with the patient's GP
-- severity: error
-- stage: source
-- hazard: none
-- sign_off: patient administration lead
-- why: A patient has one GP at a time; of two, one gets the letters of the other's patient. Who changes has both on the day
--   of the change. Each patient number is judged by itself, but for its GP that of the record it was merged into counts.
-- fix: Close the registration that ended in the old system, or enter the GP that the patient has.
-- nothing: no GP registration is held
-- optional: source.MERGEDID
-- part: population_source
select count(*)
from source.GPHISTORY
-- part: source
with registration as (
  select
    trim(InternalPatientNumber, ' ') as patient,
    SeqNo,
    pas_text(GpCode) as gp_code,
    coalesce(pas_day(FromDate), pas_day(FromDtTmInt)) as from_day,
    coalesce(pas_day(ToDate), pas_day(PmiPatientGpHistoryToDateIndexKey)) as to_day,
    coalesce(pas_text(ToDate), pas_text(PmiPatientGpHistoryToDateIndexKey)) is null as is_open
  from source.GPHISTORY
),
ordered as (
  select
    *,
    case when from_day is not null
      then lead(from_day) over (partition by patient order by from_day nulls first, SeqNo)
      -- Where no start is held: another one that began before this one ended, and ended no earlier.
      when not is_open
      then min(from_day) over (partition by patient order by to_day, from_day nulls first rows between 1 following and unbounded following)
    end as next_from_day,
    count(*) filter (is_open) over (
      partition by patient order by from_day nulls first, SeqNo rows between 1 following and unbounded following
    ) as open_later
  from registration
),
present as (
  select patient.number, min(pas_text(held.GpCode)) as gp_code
  from pmi.patient as patient
  join source.PATDATA as held on trim(held.InternalPatientNumber, ' ') = patient.survivor
  group by patient.number
)
select pas_key(ordered.patient, ordered.SeqNo) as key
from ordered
left join present on present.number = ordered.patient
where to_day < from_day
   or to_day > next_from_day
   or (is_open and next_from_day is not null)
   or (is_open and open_later > 0)
   or (is_open and ordered.gp_code <> present.gp_code)
-- part: population_target
select count(*)
from target.LOAD_PMIGPAUDIT
-- part: target
with registration as (
  select
    split_part(external_system_id, '|', 1) as patient,
    split_part(external_system_id, '|', 2) as seq_no,
    loadpmi_record_number,
    gp_national_code,
    pas_day(applies_start) as from_day,
    pas_day(applies_end) as to_day
  from target.LOAD_PMIGPAUDIT
),
ordered as (
  select
    *,
    case when from_day is not null
      then lead(from_day) over (partition by patient order by from_day nulls first, seq_no)
      when to_day is not null
      then min(from_day) over (partition by patient order by to_day, from_day nulls first rows between 1 following and unbounded following)
    end as next_from_day,
    count(*) filter (to_day is null) over (
      partition by patient order by from_day nulls first, seq_no rows between 1 following and unbounded following
    ) as open_later
  from registration
)
select pas_key(ordered.patient, ordered.seq_no) as key
from ordered
left join target.LOAD_PMI as present on present.record_number = ordered.loadpmi_record_number
where to_day < from_day
   or to_day > next_from_day
   or (to_day is null and next_from_day is not null)
   or (to_day is null and open_later > 0)
   or (to_day is null and ordered.gp_national_code <> present.gp_national_code)
   -- The present registration is in LOAD_PMI.
   or (present.external_system_id = ordered.patient and to_day > pas_day(present.practice_applies_from))
