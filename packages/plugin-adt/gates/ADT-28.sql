-- id: ADT-28
-- title: An estimated discharge is one that somebody estimated, and not before the admission
-- severity: warn
-- stage: target
-- hazard: none
-- sign_off: bed management lead
-- why: Beds are planned by these dates. The supplier advises the day after admission where none is held; no such date is loaded
--   here, so one that the extract does not hold for a patient in hospital was made up.
-- fix: Ask the ward for the date, correct it in the old system, then extract again; never fill it in.
-- nothing: no estimated discharge is held or delivered
-- part: population_source
select count(*)
from source.ADMITDISCH
where coalesce(pas_text(ExpDateofDischInt), pas_text(ExpDateofDischarge)) is not null
-- part: source
select pas_key(InternalPatientNumber, EpisodeNumber) as key
from source.ADMITDISCH
where pas_day(coalesce(pas_text(ExpDateofDischInt), pas_text(ExpDateofDischarge)))
  < pas_day(coalesce(pas_text(IpAdmDtimeInt), pas_text(AdmissionDate)))
-- part: population_target
select count(estimated_discharge_date)
from target.LOAD_ADT_ADMISSIONS
-- part: target
select external_system_id as key
from target.LOAD_ADT_ADMISSIONS as delivered
where pas_day(estimated_discharge_date) < pas_day(admit_date)
  or (
    estimated_discharge_date is not null
    and discharge_date is null
    and not exists (
      from source.ADMITDISCH as held
      where pas_key(held.InternalPatientNumber, held.EpisodeNumber) = delivered.external_system_id
        and coalesce(pas_text(held.ExpDateofDischInt), pas_text(held.ExpDateofDischarge)) is not null
    )
  )
