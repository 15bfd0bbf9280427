-- by: patient
-- Every outpatient waiting list entry, whichever table holds it. The same entry may stand in several: one that is still on
-- the list counts before its removal, a later removal before an earlier one; the rest are merged into it.
with held as (
  select
    'OPWLENTRY' as source_table, _row as source_row, 'OUTPATIENT' as area, InternalPatientNumber, EpisodeNumber,
    TreatmentCode as list_code, coalesce(pas_text(OpWlDateIdxDateOnWaitingListNeutral), pas_text(DateOnList)) as on_list,
    false as is_removed, null::varchar as removed_on, null::varchar as removal_code, null::varchar as removal_description
  from source.OPWLENTRY
  union all
  select
    'OPWLREMENTRY', _row, 'OUTPATIENT', InternalPatientNumber, EpisodeNumber, TreatmentCode,
    coalesce(pas_text(DateOnListInt), pas_text(DateOnList)), true,
    coalesce(pas_text(OpWlRemDatetimeInt), pas_text(OpWlRemDatetimeExt)), pas_text(OpWlRemovalCode), pas_text(OpWlRemovalDesc)
  from source.OPWLREMENTRY
  union all
  select
    'CPSOPWLIST', _row, 'COMMUNITY', InternalPatientNumber, EpisodeNumber, WListCode,
    coalesce(pas_text(DateOnListInt), pas_text(DateOnList)),
    coalesce(pas_text(RemovalDateTimeInt), pas_text(RemovalDateTimeExt), pas_text(ReasonForRemoval)) is not null,
    coalesce(pas_text(RemovalDateTimeInt), pas_text(RemovalDateTimeExt)), pas_text(ReasonForRemoval),
    pas_text(ReasonForRemovalDesc)
  from source.CPSOPWLIST
),
read as (
  select
    source_table, source_row, area, is_removed, removed_on, removal_code, removal_description,
    trim(InternalPatientNumber, ' ') as number,
    trim(EpisodeNumber, ' ') as episode,
    trim(list_code, ' ') as list_code,
    coalesce(pas_day(on_list), on_list) as on_list_day,
    coalesce(pas_moment(removed_on), pas_day(removed_on), '') as removal_moment
  from held
),
ranked as (
  select
    *,
    dense_rank() over (entry order by is_removed, removal_moment desc, source_table = 'CPSOPWLIST') as preference,
    bool_or(not is_removed) over (partition by number, episode, list_code, on_list_day) as has_live,
    max(removal_moment) over (partition by number, episode, list_code, on_list_day) as last_removal
  from read
  window entry as (partition by number, episode, list_code, on_list_day)
)
select
  source_table, source_row, area, number, episode, list_code, on_list_day, is_removed, removed_on, removal_code,
  removal_description,
  case
    when preference = 1 then null
    when is_removed and has_live then 'STILL_ON_LIST'
    when is_removed and removal_moment < last_removal then 'LATER_REMOVAL'
    else 'SAME_ENTRY'
  end as merged_into
from ranked
