-- by: patient
-- One row a spell, with the first thing in which it contradicts itself: a spell is loaded whole or not at all, and no
-- time is moved to make it fit. What is sound and was discharged before the cut-off goes to the archive.
with episodes as (
  select
    number,
    episode,
    count(*) as episodes,
    count(*) filter (is_open) as open_episodes,
    bool_or(start_moment is null or (end_moment is null and not is_open)) as time_is_invalid,
    bool_or(end_moment < start_moment) as ends_before_start,
    bool_or(next_start > end_moment) as has_gap,
    bool_or(next_start < end_moment or next_start = start_moment or (is_open and next_start is not null)) as has_overlap,
    min(start_moment) as first_start,
    max(end_moment) as last_end
  from adt.consultant_episode
  group by number, episode
),
stays_in_order as (
  select *, lead(start_moment) over (partition by number, episode order by stay) as next_start
  from adt.ward_stay
  where not continues
),
stays as (
  select
    number,
    episode,
    count(*) filter (end_text is null) as open_stays,
    bool_or(start_moment is null or (end_moment is null and end_text is not null)) as time_is_invalid,
    bool_or(end_moment < start_moment) as ends_before_start,
    bool_or(next_start > end_moment and not ends_with_leave) as has_gap,
    bool_or(next_start < end_moment or next_start = start_moment or (end_text is null and next_start is not null)) as has_overlap,
    min(start_moment) as first_start,
    max(end_moment) as last_end,
    arg_max(ends_with_leave, stay) as ends_on_leave
  from stays_in_order
  group by number, episode
),
judged as (
  select
    spell.*,
    case
      when admitted is null then 'ADMISSION_TIME_INVALID'
      when discharged is null and not is_open then 'DISCHARGE_TIME_INVALID'
      when discharged < admitted then 'DISCHARGE_BEFORE_ADMISSION'
      when episodes.episodes is null then 'SPELL_WITHOUT_EPISODE'
      when episodes.time_is_invalid then 'EPISODE_TIME_INVALID'
      when episodes.ends_before_start then 'EPISODE_ENDS_BEFORE_START'
      when open_episodes > 1 then 'TWO_OPEN_EPISODES'
      when is_open and open_episodes = 0 then 'NO_OPEN_EPISODE'
      when not is_open and open_episodes > 0 then 'OPEN_EPISODE_AFTER_DISCHARGE'
      when episodes.first_start < admitted or episodes.last_end > discharged then 'EPISODE_OUTSIDE_SPELL'
      when episodes.has_overlap then 'EPISODE_OVERLAP'
      when episodes.has_gap or episodes.first_start > admitted or episodes.last_end < discharged then 'EPISODE_GAP'
      when stays.time_is_invalid then 'STAY_TIME_INVALID'
      when stays.ends_before_start then 'STAY_ENDS_BEFORE_START'
      when open_stays > 1 then 'TWO_OPEN_STAYS'
      when is_open and coalesce(open_stays, 0) = 0 then 'NO_OPEN_STAY'
      when not is_open and open_stays > 0 then 'OPEN_STAY_AFTER_DISCHARGE'
      when stays.first_start < admitted or stays.last_end > discharged then 'STAY_OUTSIDE_EPISODES'
      when stays.has_overlap then 'STAY_OVERLAP'
      when stays.has_gap or stays.first_start > admitted or (stays.last_end < discharged and not ends_on_leave) then 'STAY_GAP'
    end as fault
  from adt.admission as spell
  left join episodes on episodes.number = spell.number and episodes.episode = spell.episode
  left join stays on stays.number = spell.number and stays.episode = spell.episode
)
select
  *,
  coalesce(fault is null and substr(discharged, 1, 8) < getvariable('archive_before'), false) as is_archived
from judged
