-- id: ADT-06
-- title: Episodes begin with the admission, end with the discharge, and lie between them
-- severity: error
-- stage: target
-- hazard: none
-- sign_off: patient administration lead
-- why: The loader refuses a spell whose episodes do not fill it to the minute, and the whole stay with it. A spell without
--   any episode is such a spell, too.
-- fix: Correct admission, discharge or episode in the old system by the ward's records; no time is moved here.
-- part: population_source
select count(*)
from source.ADMITDISCH
-- part: source
with spell as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber) as key,
    min(pas_moment(coalesce(pas_text(IpAdmDtimeInt), pas_text(AdmissionDate)))) as admitted,
    max(pas_moment(coalesce(pas_text(IpDschDtimeInt), pas_text(DischargeDate)))) as discharged
  from source.ADMITDISCH
  group by 1
),
episode as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber) as key,
    min(pas_moment(EpsActvDtimeInt)) as first_start,
    max(pas_moment(EpsActvDtimeInt)) as last_start,
    max(pas_moment(coalesce(pas_text(ConsultantEpisodeEndDttm), pas_text(EpisodeEndDt)))) as last_end
  from source.CONSEPISODE
  group by 1
)
select spell.key
from spell
left join episode on episode.key = spell.key
where first_start is distinct from admitted
  or last_start > discharged
  or (discharged is not null and last_end is distinct from discharged)
-- part: population_target
select count(*)
from target.LOAD_ADT_ADMISSIONS
-- part: target
with episode as (
  select
    adt_adm_record_number,
    min(pas_moment(start_date)) as first_start,
    max(pas_moment(start_date)) as last_start,
    max(pas_moment(end_date)) as last_end
  from target.LOAD_ADT_EPISODES
  group by 1
)
select external_system_id as key
from target.LOAD_ADT_ADMISSIONS as spell
left join episode on episode.adt_adm_record_number = spell.record_number
where first_start is distinct from pas_moment(admit_date)
  or last_start > pas_moment(discharge_date)
  or (discharge_date is not null and last_end is distinct from pas_moment(discharge_date))
