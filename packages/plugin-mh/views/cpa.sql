-- Care programmes of the feed, each with its patient. The feed names patients by the number that people see; a number that
-- is registered for two different patients names nobody.
with registered as (
  select pas_text(p.DistrictNumber) as district_number, patient.survivor, patient.main_crn
  from source.PATDATA as p
  join pmi.patient as patient on patient.number = trim(p.InternalPatientNumber, ' ')
),
person as (
  select
    district_number,
    case when count(distinct coalesce(survivor, '')) = 1 then min(survivor) end as survivor,
    case when count(distinct coalesce(survivor, '')) = 1 then min(main_crn) end as main_crn,
    count(distinct coalesce(survivor, '')) as patients
  from registered
  where district_number is not null
  group by district_number
)
select
  cpa._table,
  cpa._row,
  cpa.cpa_id,
  cpa.cpa_type,
  cpa.key_worker_staff_id,
  cpa.key_worker_name,
  cpa.care_coordinator,
  cpa.care_coordinator_name,
  cpa.applies_start,
  cpa.applies_end,
  cpa.next_review_date,
  cpa.notes,
  person.survivor,
  person.main_crn,
  case
    when person.district_number is null then 'PATIENT_UNKNOWN'
    when person.patients > 1 then 'PATIENT_AMBIGUOUS'
  end as fault,
  person.patients = 1 and coalesce(pas_day(cpa.applies_end) < getvariable('archive_before'), false) as is_archived
from feed.cpa as cpa
left join person on person.district_number = pas_text(cpa.district_number)
