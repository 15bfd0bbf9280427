-- id: RTT-13
-- title: No clock runs on past an admission for treatment
-- severity: error
-- stage: source
-- hazard: H-06
-- sign_off: RTT performance lead
-- why: The first treatment ends the wait on the day of admission; who was treated and still waits hides who really does.
--   Judged by elective admissions from the list (11, 12) on the clock's pathway; whether one was for treatment or only for a
--   test V83 does not say.
-- fix: Ask what the patient was admitted for; stop the clock on that day if it was the treatment, then extract again.
-- parameter: methods = [11, 12]
-- optional: source.WLREMOVAL
-- part: population_source
select count(*)
from source.RTTPERIOD
where coalesce(pas_text(RttEndDateTimeInt), pas_text(RttEndDate)) is null
-- part: source
with method as (
  select trim(MethodOfAdmission, ' ') as code
  from source.MOA
  where pas_text(InternalValue) in {methods}
),
-- An operation that was called off, with the entry taken off or put back after the admission, treated nobody.
called_off as (
  select trim(InternalPatientNumber, ' ') as number, trim(EpisodeNumber, ' ') as episode
  from source.WLREMOVAL
  where pas_text(OpCancelled) = '1'
),
admission as (
  select
    trim(InternalPatientNumber, ' ') as number,
    trim(EpisodeNumber, ' ') as episode,
    pas_moment(coalesce(pas_text(IpAdmDtimeInt), AdmissionDate)) as admitted
  from source.ADMITDISCH
  where trim(MethodOfAdmission, ' ') in (select code from method)
),
treatment as (
  select distinct
    admission.number,
    trim(link.PathwayNumber, ' ') as pathway,
    admission.admitted
  from admission
  join source.RTTPTEPIPATHWAY as link
    on trim(link.InternalPatientNumber, ' ') = admission.number and trim(link.EpisodeNumber, ' ') = admission.episode
  left join called_off on called_off.number = admission.number and called_off.episode = admission.episode
  where called_off.number is null
    and admission.admitted <= getvariable('snapshot')
)
select pas_key(clock.InternalPatientNumber, clock.PathwayNumber, clock.PPeriodId) as key
from source.RTTPERIOD as clock
join treatment
  on treatment.number = trim(clock.InternalPatientNumber, ' ') and treatment.pathway = trim(clock.PathwayNumber, ' ')
where coalesce(pas_text(clock.RttEndDateTimeInt), pas_text(clock.RttEndDate)) is null
  and substr(treatment.admitted, 1, 8) >= pas_day(coalesce(pas_text(clock.RttStartDateTimeInt), clock.RttStartDate))
  and treatment.admitted > coalesce(pas_moment(clock.RttStartDateTimeInt), '')
