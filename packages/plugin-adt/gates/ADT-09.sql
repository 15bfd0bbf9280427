-- id: ADT-09
-- title: The finished extract and the episodes say the same of every finished episode
-- severity: error
-- stage: source
-- hazard: H-11
-- sign_off: clinical coding lead
-- why: Two tables that disagree over a finished episode let history and returns be told in two ways; one that is taken for open
--   because the finished extract has none puts a patient under the wrong consultant.
-- fix: Compare both tables in the old system and let it rebuild the finished extract, or correct the episode.
-- part: population_source
select
  (select count(*) from source.CONSEPISODE where coalesce(pas_text(ConsultantEpisodeEndDttm), pas_text(EpisodeEndDt)) is not null)
  + (select count(*) from source.FCEEXT)
-- part: source
with episode as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber, FCENumber) as key,
    pas_key(InternalPatientNumber, EpisodeNumber, ltrim(pas_text(FCENumber), '0')) as id,
    pas_moment(EpsActvDtimeInt) as start,
    pas_moment(coalesce(pas_text(ConsultantEpisodeEndDttm), pas_text(EpisodeEndDt))) as stop,
    pas_text(ConsultantCode) as consultant,
    pas_text(SpecialtyCode) as specialty
  from source.CONSEPISODE
  where coalesce(pas_text(ConsultantEpisodeEndDttm), pas_text(EpisodeEndDt)) is not null
),
finished as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber, FceSequenceNo) as key,
    pas_key(InternalPatientNumber, EpisodeNumber, ltrim(pas_text(FceSequenceNo), '0')) as id,
    coalesce(pas_moment(FCEStartDTimeInt), pas_moment(concat_ws(' ', pas_text(FCEStartDate), pas_text(FCEStartTime)))) as start,
    pas_moment(concat_ws(' ', pas_text(FCEEndDate), pas_text(FCEEndTime))) as stop,
    pas_text(Consultant) as consultant,
    pas_text(Specialty) as specialty
  from source.FCEEXT
)
select coalesce(episode.key, finished.key) as key
from episode
full join finished on finished.id = episode.id
where episode.id is null
  or finished.id is null
  or episode.consultant is distinct from finished.consultant
  or episode.specialty is distinct from finished.specialty
  or episode.start is distinct from finished.start
  or episode.stop <> finished.stop
-- part: population_target
select count(*)
from target.LOAD_ADT_EPISODES
where end_date is null
-- part: target
select external_system_id as key
from target.LOAD_ADT_EPISODES as delivered
where end_date is null
  and not exists (
    from source.CONSEPISODE as held
    where pas_key(held.InternalPatientNumber, held.EpisodeNumber, held.FCENumber) = delivered.external_system_id
      and coalesce(pas_text(held.ConsultantEpisodeEndDttm), pas_text(held.EpisodeEndDt)) is null
  )
