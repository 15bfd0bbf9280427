-- id: PMI-09
-- title: Every patient has one whole date of birth
-- severity: error
-- stage: source
-- hazard: H-02
-- sign_off: patient administration lead
-- why: Staff make sure by name and date of birth whom they have before them; a date in two versions identifies nobody.
-- fix: Ask for a proof of the date and correct it in the old system, in every form that it is held in.
-- part: population_source
select count(*)
from source.PATDATA
-- part: source
with written as (
  select
    InternalPatientNumber,
    pas_text(InternalDateOfBirth) as internal_text,
    pas_text(PtDoB) as shown_text,
    pas_day(InternalDateOfBirth) as internal_day,
    pas_day(PtDoB) as shown_day,
    try_cast(PtDobDayInt as integer) as day,
    try_cast(PtDobMonthInt as integer) as month,
    try_cast(PtDobYearInt as integer) as year
  from source.PATDATA
),
-- A form that the extract leaves out says nothing; one that stands there and is no date, or half a one, does.
read as (
  select
    InternalPatientNumber,
    internal_day,
    shown_day,
    case when year is not null and month is not null and day is not null
      then pas_day(printf('%04d%02d%02d', year, month, day))
    end as day_of_parts,
    (internal_text is not null and internal_day is null)
      or (shown_text is not null and shown_day is null)
      or coalesce(day, 1) = 0
      or coalesce(month, 1) = 0
      or ((day is null) <> (month is null) or (month is null) <> (year is null)) as is_partial
  from written
)
select pas_key(InternalPatientNumber) as key
from read
where is_partial
   or coalesce(internal_day, shown_day, day_of_parts) is null
   or internal_day <> shown_day
   or internal_day <> day_of_parts
   or shown_day <> day_of_parts
-- part: population_target
select count(*)
from target.LOAD_PMI
-- part: target
select external_system_id as key
from target.LOAD_PMI
where pas_day(date_of_birth) is null
