-- id: ADT-15
-- title: No patient is in hospital twice at the same time
-- severity: error
-- stage: source
-- hazard: H-02
-- sign_off: medical records lead
-- why: A person is in one bed; two stays at once are one of them entered twice, or one of them somebody else's. Both are loaded
--   and both are listed, for neither table says which is wrong. Merged numbers count as the person they were merged into.
-- fix: Look into both casenotes; end, remove or move the wrong stay, or undo the merge, in the old system.
-- optional: source.MERGEDID
-- part: population_source
select count(*)
from source.ADMITDISCH
-- part: source
with spell as (
  select
    pas_key(held.InternalPatientNumber, held.EpisodeNumber) as key,
    coalesce(patient.survivor, trim(held.InternalPatientNumber, ' ')) as person,
    pas_moment(coalesce(pas_text(IpAdmDtimeInt), pas_text(AdmissionDate))) as start,
    case
      when coalesce(pas_text(IpDschDtimeInt), pas_text(DischargeDate)) is null then '999999999999'
      else pas_moment(coalesce(pas_text(IpDschDtimeInt), pas_text(DischargeDate)))
    end as stop
  from source.ADMITDISCH as held
  left join pmi.patient as patient on patient.number = trim(held.InternalPatientNumber, ' ')
),
beside as (
  select
    key, start, stop,
    max(stop) over (in_order rows between unbounded preceding and 1 preceding) as latest_before,
    min(start) over (in_order rows between 1 following and unbounded following) as next_start
  from spell
  where start <= stop
  window in_order as (partition by person order by start, stop, key)
)
select key
from beside
where latest_before > start
  or next_start < stop
-- part: population_target
select count(*)
from target.LOAD_ADT_ADMISSIONS
-- part: target
with spell as (
  select
    external_system_id as key,
    main_crn as person,
    pas_moment(admit_date) as start,
    coalesce(pas_moment(discharge_date), '999999999999') as stop
  from target.LOAD_ADT_ADMISSIONS
),
beside as (
  select
    key, start, stop,
    max(stop) over (in_order rows between unbounded preceding and 1 preceding) as latest_before,
    min(start) over (in_order rows between 1 following and unbounded following) as next_start
  from spell
  where start <= stop
  window in_order as (partition by person order by start, stop, key)
)
select key
from beside
where latest_before > start
  or next_start < stop
