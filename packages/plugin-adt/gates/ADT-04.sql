-- id: ADT-04
-- title: One open episode per current inpatient, and none for who has left
-- severity: blocker
-- stage: target
-- hazard: H-11
-- sign_off: bed management lead
-- why: Without exactly one open episode nobody knows which consultant a patient in hospital is under.
-- fix: Ask the ward who looks after the patient, end or open the episode in the old system, then extract again.
-- part: population_source
select count(*)
from source.ADMITDISCH
-- part: source
with spell as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber) as key,
    bool_or(coalesce(pas_text(IpDschDtimeInt), pas_text(DischargeDate)) is null) as is_open
  from source.ADMITDISCH
  group by 1
),
open_episode as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber) as key,
    count(*) as episodes
  from source.CONSEPISODE
  where coalesce(pas_text(ConsultantEpisodeEndDttm), pas_text(EpisodeEndDt)) is null
  group by 1
)
select spell.key
from spell
left join open_episode on open_episode.key = spell.key
where coalesce(episodes, 0) <> case when is_open then 1 else 0 end
-- part: population_target
select count(*)
from target.LOAD_ADT_ADMISSIONS
-- part: target
with open_episode as (
  select
    adt_adm_record_number,
    count(*) as episodes
  from target.LOAD_ADT_EPISODES
  where end_date is null
  group by 1
)
select spell.external_system_id as key
from target.LOAD_ADT_ADMISSIONS as spell
left join open_episode on open_episode.adt_adm_record_number = spell.record_number
where coalesce(episodes, 0) <> case when spell.discharge_date is null then 1 else 0 end
