-- by: patient
-- The tracked steps of each visit in one text, in their order: code and moment, parted by semicolons.
with step as (
  select
    trim(InternalPatientNumber, ' ') as number,
    trim(EpisodeNumber, ' ') as episode,
    trim(PtApptStartDtimeInt, ' ') as start_text,
    coalesce(trim(ResCode, ' '), '') as res_code,
    pas_text(TrackingStep) as code,
    coalesce(pas_moment(SchPatientTrackingStepDatetimeNeutral), pas_moment(PtTrackingStepDate)) as moment
  from source.OPATTTRACK
)
select number, episode, start_text, res_code, string_agg(code || ' ' || moment, ';' order by moment, code) as steps
from step
group by number, episode, start_text, res_code
