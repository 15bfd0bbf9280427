-- id: ADT-26
-- title: Finished episodes are coded
-- severity: warn
-- stage: source
-- hazard: none
-- sign_off: clinical coding lead
-- why: Somebody has to decide in which system the rest is coded; what nobody codes is neither paid nor counted. Coding may take
--   some days. After that a few of the last two months may be missing; if more than that share are, all of them are listed, as
--   is everything older that stays live. The completion flag tells, and where it says neither, the day of completion. In the
--   new system an episode without a diagnosis counts as not coded.
-- fix: Code the episodes in the old system before the freeze, or have signed who codes them in the new one.
-- nothing: no episode has ended
-- parameter: coding_days = 3
-- parameter: recent_days = 60
-- parameter: max_percent = 5
-- parameter: complete = ["1", "Y"]
-- parameter: incomplete = ["0", "N"]
-- part: population_source
select count(*)
from source.CONSEPISODE
where coalesce(pas_text(ConsultantEpisodeEndDttm), pas_text(EpisodeEndDt)) is not null
  and pas_key(InternalPatientNumber, EpisodeNumber) not in (
    select pas_key(InternalPatientNumber, EpisodeNumber)
    from source.ADMITDISCH
    where pas_day(coalesce(pas_text(IpDschDtimeInt), pas_text(DischargeDate))) < getvariable('archive_before')
  )
-- part: source
with archived as (
  select pas_key(InternalPatientNumber, EpisodeNumber) as key
  from source.ADMITDISCH
  where pas_day(coalesce(pas_text(IpDschDtimeInt), pas_text(DischargeDate))) < getvariable('archive_before')
),
finished as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber, FCENumber) as key,
    date_diff(
      'day',
      pas_date(coalesce(pas_text(ConsultantEpisodeEndDttm), pas_text(EpisodeEndDt))),
      cast(pas_now() as date)
    ) as days_ago,
    case
      when upper(pas_text(AdtKornerCodingCompleteIndicator)) in {complete} then true
      when upper(pas_text(AdtKornerCodingCompleteIndicator)) in {incomplete} then false
      else coalesce(pas_text(AdtKornerCodingCompleteDateinternal), pas_text(CodingCompleteDt)) is not null
    end as is_coded
  from source.CONSEPISODE
  where coalesce(pas_text(ConsultantEpisodeEndDttm), pas_text(EpisodeEndDt)) is not null
    and pas_key(InternalPatientNumber, EpisodeNumber) not in (select key from archived)
),
backlog as (
  select
    count(*) filter (days_ago > {coding_days} and not is_coded) * 100 > count(*) * {max_percent} as is_long
  from finished
  where days_ago <= {recent_days}
)
select key
from finished
where days_ago > {coding_days}
  and not is_coded
  and (days_ago > {recent_days} or (select is_long from backlog))
-- part: population_target
select count(*)
from target.LOAD_ADT_EPISODES
where end_date is not null
-- part: target
with coded as (
  select distinct adt_eps_record_number as record_number
  from target.LOAD_ADT_CODING
  where split_part(external_system_id, '|', 4) = 'DIAG'
    and diagnosis is not null
),
finished as (
  select
    episode.external_system_id as key,
    date_diff('day', pas_date(episode.end_date), cast(pas_now() as date)) as days_ago,
    coded.record_number is not null as is_coded
  from target.LOAD_ADT_EPISODES as episode
  left join coded on coded.record_number = episode.record_number
  where episode.end_date is not null
),
backlog as (
  select
    count(*) filter (days_ago > {coding_days} and not is_coded) * 100 > count(*) * {max_percent} as is_long
  from finished
  where days_ago <= {recent_days}
)
select key
from finished
where days_ago > {coding_days}
  and not is_coded
  and (days_ago > {recent_days} or (select is_long from backlog))
