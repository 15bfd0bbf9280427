-- id: PMI-28
-- title: A patient's practice is the one of the patient's GP, and its start is the one that the GP history proves
-- severity: error
-- stage: target
-- hazard: none
-- sign_off: patient administration lead
-- why: Letters go to the practice. The loader asks for a start with every GP, but none is made up where the history proves
--   none, so a start is missed only where it could be had. Which practice a GP had on an earlier day V83 does not hold.
-- fix: Correct the practice in the GP master file, or the registration in the patient's GP history, then extract again.
-- optional: source.GP, source.GPHISTORY
-- nothing: no GP is held
-- part: population_source
select count(*)
from source.GPHISTORY
where pas_text(GpCode) is not null
  and pas_text(Practice) is not null
  and coalesce(pas_text(ToDate), pas_text(PmiPatientGpHistoryToDateIndexKey)) is null
-- part: source
with gp as (
  select trim(GpCode, ' ') as code, min(upper(pas_text(PracticeCode))) as practice
  from source.GP
  where coalesce(pas_text(MfRecStsInd), '0') = '0'
  group by 1
  having count(distinct upper(pas_text(PracticeCode))) = 1
)
select pas_key(history.InternalPatientNumber) as key
from source.GPHISTORY as history
join gp on gp.code = trim(history.GpCode, ' ')
where coalesce(pas_text(history.ToDate), pas_text(history.PmiPatientGpHistoryToDateIndexKey)) is null
  and upper(pas_text(history.Practice)) <> gp.practice
-- part: population_target
select count(*)
from target.LOAD_PMI
where gp_national_code is not null
-- part: target
with gp as (
  select trim(GpCode, ' ') as code, min(upper(pas_text(PracticeCode))) as practice
  from source.GP
  where coalesce(pas_text(MfRecStsInd), '0') = '0'
  group by 1
  having count(distinct upper(pas_text(PracticeCode))) = 1
),
-- The last registration of a patient, if nobody closed it and it has a readable start.
open_registration as (
  select
    trim(InternalPatientNumber, ' ') as number,
    arg_max(trim(GpCode, ' '), coalesce(pas_day(FromDate), pas_day(FromDtTmInt))) as gp_code,
    max(coalesce(pas_day(FromDate), pas_day(FromDtTmInt))) as from_day
  from source.GPHISTORY
  group by 1
  having arg_max(coalesce(pas_text(ToDate), pas_text(PmiPatientGpHistoryToDateIndexKey), 'open'), coalesce(pas_day(FromDate), pas_day(FromDtTmInt))) = 'open'
    and count(*) = count(coalesce(pas_day(FromDate), pas_day(FromDtTmInt)))
),
registered as (
  select trim(InternalPatientNumber, ' ') as number, min(pas_text(GpCode)) as gp_code
  from source.PATDATA
  group by 1
)
select patient.external_system_id as key
from target.LOAD_PMI as patient
join registered on registered.number = patient.external_system_id
left join gp on gp.code = registered.gp_code
left join open_registration
  on open_registration.number = registered.number and open_registration.gp_code = registered.gp_code
where patient.gp_national_code is not null
  and (
    upper(patient.practice_national_code) <> gp.practice
    or (open_registration.from_day is not null and pas_day(patient.practice_applies_from) is distinct from open_registration.from_day)
  )
