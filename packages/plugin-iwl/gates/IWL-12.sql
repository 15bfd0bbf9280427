-- id: IWL-12
-- title: Admissions from the list have their entry, and emergencies have none
-- severity: error
-- stage: source
-- hazard: none
-- sign_off: waiting list lead
-- why: Without its entry nobody can tell how long the patient waited; an emergency with a day on a list counts as a wait that
--   never was.
-- fix: Correct the method of admission in the old system, or list the patient under the number of the admission.
-- nothing: nobody was admitted
-- optional: source.MOA, source.WLENTRY, source.WLCURRENT
-- parameter: waiting_list = ["11"]
-- parameter: emergency = "[238].*"
-- part: population_source
select count(*)
from source.ADMITDISCH
-- part: source
with method as (
  select trim(MethodOfAdmission, ' ') as code, min(pas_text(InternalValue)) as national
  from source.MOA
  group by 1
),
listed as (
  select pas_key(InternalPatientNumber, EpisodeNumber) as key from source.WLENTRY
  union
  select pas_key(InternalPatientNumber, EpisodeNumber) from source.WLCURRENT
)
select pas_key(spell.InternalPatientNumber, spell.EpisodeNumber) as key
from source.ADMITDISCH as spell
join method on method.code = trim(spell.MethodOfAdmission, ' ')
where (
    method.national in {waiting_list}
    and pas_key(spell.InternalPatientNumber, spell.EpisodeNumber) not in (select key from listed)
  )
  or (
    regexp_full_match(method.national, {emergency})
    and coalesce(pas_text(spell.WlDateCcyy), pas_text(spell.DateOnWl)) is not null
  )
-- part: population_target
select count(*)
from target.LOAD_ADT_ADMISSIONS
-- part: target
with method as (
  select trim(MethodOfAdmission, ' ') as code, min(pas_text(InternalValue)) as national
  from source.MOA
  group by 1
)
select delivered.external_system_id as key
from target.LOAD_ADT_ADMISSIONS as delivered
join source.ADMITDISCH as spell on pas_key(spell.InternalPatientNumber, spell.EpisodeNumber) = delivered.external_system_id
join method on method.code = trim(spell.MethodOfAdmission, ' ')
where (
    method.national in {waiting_list}
    and not exists (from target.LOAD_IWL as entry where entry.record_number = delivered.loadiwl_record_number)
  )
  or (
    regexp_full_match(method.national, {emergency})
    and delivered.wl_date is not null
  )
