-- id: ADT-03
-- title: Who has not been discharged has no discharge
-- severity: blocker
-- stage: target
-- hazard: H-03
-- sign_off: bed management lead
-- why: An empty discharge is what says that a patient is in hospital; a date that nobody recorded sends a real inpatient home.
-- fix: Stop the load; find in the contract where the date comes from, and leave it empty where the extract holds none.
-- part: population_target
select count(*)
from target.LOAD_ADT_ADMISSIONS as delivered
where exists (
  from source.ADMITDISCH as held
  where pas_key(held.InternalPatientNumber, held.EpisodeNumber) = delivered.external_system_id
    and pas_text(held.IpDschDtimeInt) is null
    and pas_text(held.DischargeDate) is null
)
-- part: target
select external_system_id as key
from target.LOAD_ADT_ADMISSIONS as delivered
where delivered.discharge_date is not null
  and exists (
    from source.ADMITDISCH as held
    where pas_key(held.InternalPatientNumber, held.EpisodeNumber) = delivered.external_system_id
      and pas_text(held.IpDschDtimeInt) is null
      and pas_text(held.DischargeDate) is null
  )
