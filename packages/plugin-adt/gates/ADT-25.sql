-- id: ADT-25
-- title: Procedures lie within their episode, and coding was completed after it
-- severity: error
-- stage: source
-- hazard: none
-- sign_off: clinical coding lead
-- why: A procedure dated outside its episode was done under another consultant, in another stay, or on another day; coding that
--   was completed before the end cannot know what happened. Days are compared: the first and the last one belong to the
--   episode. Keys are episodes, those of secondary procedures too.
-- fix: Look up the day in the casenotes or the theatre system; correct the date, or code under the right episode.
-- optional: source.CONSEPISPROC
-- nothing: no day of a procedure or of coding is held
-- part: population_source
select
  (
    select count(*)
    from source.CONSEPISODE
    where coalesce(
      pas_text(KornerEpisodeProcedureDateInternal), pas_text(PrimProoocDt),
      pas_text(AdtKornerCodingCompleteDateinternal), pas_text(CodingCompleteDt)
    ) is not null
  )
  + (
    select count(*)
    from source.CONSEPISPROC
    where coalesce(pas_text(ProcedureDateInt), pas_text(ProcedureDate)) is not null
  )
-- part: source
with episode as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber, FCENumber) as key,
    pas_day(EpsActvDtimeInt) as start,
    pas_day(coalesce(pas_text(ConsultantEpisodeEndDttm), pas_text(EpisodeEndDt))) as stop,
    pas_day(coalesce(pas_text(KornerEpisodeProcedureDateInternal), pas_text(PrimProoocDt))) as operated,
    pas_day(coalesce(pas_text(AdtKornerCodingCompleteDateinternal), pas_text(CodingCompleteDt))) as coded
  from source.CONSEPISODE
)
select key
from episode
where operated < start
  or operated > stop
  or coded < stop
union
select episode.key
from source.CONSEPISPROC as held
join episode on episode.key = pas_key(held.InternalPatientNumber, held.EpisodeNumber, held.FCENumber)
where pas_day(coalesce(pas_text(held.ProcedureDateInt), pas_text(held.ProcedureDate))) < episode.start
  or pas_day(coalesce(pas_text(held.ProcedureDateInt), pas_text(held.ProcedureDate))) > episode.stop
-- part: population_target
select count(*)
from target.LOAD_ADT_CODING
where split_part(external_system_id, '|', 4) = 'PROC'
  and diagnosis_date is not null
-- part: target
-- The new system has no day on which coding was completed.
select episode.external_system_id as key
from target.LOAD_ADT_CODING as code
join target.LOAD_ADT_EPISODES as episode on episode.record_number = code.adt_eps_record_number
where split_part(code.external_system_id, '|', 4) = 'PROC'
  and (
    pas_day(code.diagnosis_date) < pas_day(episode.start_date)
    or pas_day(code.diagnosis_date) > pas_day(episode.end_date)
  )
