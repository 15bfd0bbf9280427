-- id: ADT-18
-- title: Who died in hospital died that day in the patient index, too
-- severity: blocker
-- stage: source
-- hazard: H-05
-- sign_off: clinical safety officer
-- why: A death that the ward recorded and the index did not leaves appointments and letters going out to the bereaved.
-- fix: Confirm the death and its date by the certificate or the national index, and record it with the patient.
-- optional: source.MERGEDID
-- nothing: nobody was discharged as having died
-- parameter: died = [4]
-- part: population_source
select count(*)
from source.ADMITDISCH
where pas_text(MethodOfDischarge) in (
  select pas_text(MethodOfDischarge)
  from source.MOD
  where coalesce(pas_text(InternalValue), pas_text(MethodOfDischarge)) in {died}
)
-- part: source
with deadly as (
  select distinct pas_text(MethodOfDischarge) as code
  from source.MOD
  where coalesce(pas_text(InternalValue), pas_text(MethodOfDischarge)) in {died}
),
discharge as (
  select
    pas_key(held.InternalPatientNumber, held.EpisodeNumber) as key,
    coalesce(patient.survivor, trim(held.InternalPatientNumber, ' ')) as person,
    pas_day(coalesce(pas_text(IpDschDtimeInt), pas_text(DischargeDate))) as day
  from source.ADMITDISCH as held
  join deadly on deadly.code = pas_text(held.MethodOfDischarge)
  left join pmi.patient as patient on patient.number = trim(held.InternalPatientNumber, ' ')
),
death as (
  select
    trim(InternalPatientNumber, ' ') as person,
    max(pas_day(coalesce(pas_text(PtDateOfDeathInt), pas_text(PtDateOfDeath)))) as day
  from source.PATDATA
  group by 1
)
select discharge.key
from discharge
left join death on death.person = discharge.person
where death.day is null
  or death.day <> discharge.day
-- part: population_target
select count(*)
from target.LOAD_ADT_ADMISSIONS
where discharge_type in {died}
-- part: target
select spell.external_system_id as key
from target.LOAD_ADT_ADMISSIONS as spell
left join target.LOAD_PMI as patient on patient.main_crn = spell.main_crn
where spell.discharge_type in {died}
  and (pas_day(patient.date_of_death) is null or pas_day(patient.date_of_death) <> pas_day(spell.discharge_date))
