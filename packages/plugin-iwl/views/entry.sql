-- by: patient
-- Every list entry under its own key, one row each, whichever of the two tables holds it: when it began and how it ended.
-- What rows of one entry contradict each other in stays empty. An entry that is on the list now has not ended, whatever
-- else is held of it; one that was admitted ended with the admission, and any other with the last removal.
with held as (
  select
    trim(InternalPatientNumber, ' ') as number,
    trim(EpisodeNumber, ' ') as episode,
    false as is_current,
    pas_text(OriginalDateOnList) as original_text,
    coalesce(pas_text(WlOnListDtTmInt), pas_text(WLOnListDate)) as listed_text
  from source.WLENTRY
  union all
  select
    trim(InternalPatientNumber, ' '), trim(EpisodeNumber, ' '), true, pas_text(OriginalDateOnList),
    coalesce(pas_text(WlOnListDtTmInt), pas_text(DateOnList))
  from source.WLCURRENT
),
entry as (
  select
    number,
    episode,
    bool_or(is_current) as is_current,
    case when count(distinct original_text) = 1 then min(pas_day(original_text)) end as original_day,
    count(original_text) > 0 as has_original,
    case when count(distinct pas_day(listed_text)) = 1 then any_value(pas_day(listed_text)) end as listed_day,
    case when count(distinct pas_moment(listed_text)) = 1 then any_value(pas_moment(listed_text)) end as listed_moment
  from held
  group by number, episode
),
admission as (
  select
    trim(InternalPatientNumber, ' ') as number,
    trim(EpisodeNumber, ' ') as episode,
    case
      when count(distinct coalesce(pas_text(IpAdmDtimeInt), pas_text(AdmissionDate))) = 1
        then any_value(coalesce(pas_text(IpAdmDtimeInt), pas_text(AdmissionDate)))
    end as admitted_text,
    case when count(distinct pas_text(MethodOfAdmission)) = 1 then any_value(pas_text(MethodOfAdmission)) end as method
  from source.ADMITDISCH
  group by 1, 2
),
removals as (
  select
    trim(InternalPatientNumber, ' ') as number,
    trim(EpisodeNumber, ' ') as episode,
    coalesce(pas_text(EpsActvDtimeInt), pas_text(ActivityDate)) as removed_text,
    pas_text(Reason) as reason,
    pas_text(Comment) as comment,
    pas_text(OpCancelled) as operation_cancelled,
    dense_rank() over (
      partition by trim(InternalPatientNumber, ' '), trim(EpisodeNumber, ' ')
      order by coalesce(pas_moment(coalesce(pas_text(EpsActvDtimeInt), ActivityDate)), '') desc
    ) as recency
  from source.WLREMOVAL
),
removal as (
  select
    number,
    episode,
    case when count(distinct removed_text) = 1 then any_value(removed_text) end as removed_text,
    case when count(distinct reason) = 1 then any_value(reason) end as reason,
    case when count(distinct comment) = 1 then any_value(comment) end as comment,
    bool_or(operation_cancelled = '1') as was_cancelled_on_the_day
  from removals
  where recency = 1
  group by number, episode
)
select
  entry.number,
  entry.episode,
  entry.is_current,
  case when has_original then original_day else listed_day end as wait_day,
  entry.listed_day,
  entry.listed_moment,
  admission.number is not null as is_admitted,
  admission.method,
  removal.number is not null as is_removed,
  pas_day(removal.removed_text) as removed_day,
  removal.reason as removal_reason,
  removal.comment as removal_comment,
  -- Only an operation that was called off on its day, and the entry taken off after the admission, prove it.
  coalesce(
    admission.number is not null and removal.was_cancelled_on_the_day
      and pas_day(removal.removed_text) >= pas_day(admission.admitted_text),
    false
  ) as is_untreated,
  case
    when is_current then null
    when admission.number is not null then admission.admitted_text
    else removal.removed_text
  end as ended_text,
  case
    when is_current then null
    when admission.number is not null then pas_day(admission.admitted_text)
    else pas_day(removal.removed_text)
  end as ended_day,
  case
    when is_current then null
    when admission.number is not null then pas_moment(admission.admitted_text)
    else pas_moment(removal.removed_text)
  end as ended_moment
from entry
left join admission on admission.number = entry.number and admission.episode = entry.episode
left join removal on removal.number = entry.number and removal.episode = entry.episode
