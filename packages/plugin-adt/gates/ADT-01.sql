-- id: ADT-01
-- title: Nobody is discharged before being admitted
-- severity: blocker
-- stage: source
-- hazard: none
-- sign_off: bed management lead
-- why: A stay that ends before it begins has no length, no ward and no place in any count; such a spell is rejected whole.
-- fix: Look up both times in the ward's records, correct the wrong one in the old system, then extract again.
-- part: population_source
select count(*)
from source.ADMITDISCH
where coalesce(pas_text(IpDschDtimeInt), pas_text(DischargeDate)) is not null
-- part: source
with spell as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber) as key,
    coalesce(pas_text(IpAdmDtimeInt), pas_text(AdmissionDate)) as admitted,
    coalesce(pas_text(IpDschDtimeInt), pas_text(DischargeDate)) as discharged
  from source.ADMITDISCH
)
select key
from spell
where pas_moment(discharged) < pas_moment(admitted)
  or pas_day(discharged) < pas_day(admitted)
-- part: population_target
select count(*)
from target.LOAD_ADT_ADMISSIONS
where discharge_date is not null
-- part: target
select external_system_id as key
from target.LOAD_ADT_ADMISSIONS
where pas_moment(discharge_date) < pas_moment(admit_date)
  or pas_day(discharge_date) < pas_day(admit_date)
