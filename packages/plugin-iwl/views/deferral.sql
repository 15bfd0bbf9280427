-- by: patient
-- Suspensions and postponements in pieces: the first as it was agreed, then each extension, beginning where the piece
-- before it ended, so that no day counts twice. V83 holds one record an extension and repeats the suspension in each.
-- An extension is a piece of its own where the days prove it: each later than the one before, the last one the end that
-- V83 holds now. Where they do not, one piece runs from the agreed end to the end held now; where even these two prove
-- nothing, the suspension is one piece.
with held as (
  select
    'SUSP' as kind,
    _table as source_table,
    _row as source_row,
    trim(InternalPatientNumber, ' ') as number,
    trim(EpisodeNumber, ' ') as episode,
    pas_text(EpsActvDtimeInt) as entered,
    coalesce(pas_text(SuspensionStartDate), pas_text(EpsActvDtimeInt)) as start_text,
    pas_text(SuspendedUntil) as agreed_end,
    pas_text(SuspendedUntil_1) as latest_end,
    pas_text(WlSuspensionExtensionRepeatGroupKey) as extension_key,
    pas_text(Extended) as extended_to,
    pas_text(Extension) as extension_reason,
    pas_text(ExtensionBy) as extension_by,
    pas_text(SuspReason) as reason_code,
    pas_text(Reason) as reason,
    pas_text(InitiatedBy) as initiated_by
  from source.WLSUSPENSION
  union all
  select
    'POST', _table, _row, trim(InternalPatientNumber, ' '), trim(EpisodeNumber, ' '), pas_text(EpsActvDtimeInt),
    pas_text(EpsActvDtimeInt), pas_text(DeferredUntil), pas_text(WaitingListDeferralEndDateTimeInternal),
    pas_text(WlDeferralExtensionDetailsRepeatGroupKey), pas_text(Extended), pas_text(ExtensionReason), null, null,
    pas_text(Reason), null
  from source.WLPOSTPONEMENT
),
numbered as (
  select
    *,
    coalesce(extended_to, extension_reason, extension_by) is not null as is_extension,
    row_number() over (
      partition by
        kind, number, episode, entered, start_text, agreed_end, latest_end, extension_key, extended_to, extension_reason,
        extension_by, reason_code, reason, initiated_by
      order by source_row
    ) as copy
  from held
),
ordered as (
  select
    *,
    row_number() over in_order as place,
    case when is_extension then sum(case when is_extension then 1 else 0 end) over in_order end as extension_place,
    first_value(agreed_end) over in_order as first_agreed_end,
    last_value(latest_end) over (in_order rows between unbounded preceding and unbounded following) as last_end,
    coalesce(lag(extended_to) over extensions, first_value(agreed_end) over in_order) as end_before
  from numbered
  where copy = 1
  window
    in_order as (
      partition by kind, number, episode, entered
      order by try_cast(extension_key as integer) nulls first, extension_key, source_row
    ),
    extensions as (
      partition by kind, number, episode, entered, is_extension
      order by try_cast(extension_key as integer) nulls first, extension_key, source_row
    )
),
judged as (
  select
    *,
    sum(case when is_extension then 1 else 0 end) over suspension as extensions,
    bool_and(not is_extension or (pas_day(extended_to) is not null and coalesce(pas_day(extended_to) > pas_day(end_before), false)))
      over suspension
      and (max(last_end) over suspension is null
        or max(pas_day(extended_to)) filter (is_extension) over suspension is not distinct from pas_day(max(last_end) over suspension)
      ) as is_chained,
    coalesce(pas_day(last_end) > pas_day(first_agreed_end), false) as was_prolonged,
    string_agg(extension_reason, '; ' order by extension_place) over suspension as extension_reasons
  from ordered
  window suspension as (partition by kind, number, episode, entered)
),
told as (
  select
    *,
    case
      when extensions = 0 then 'NONE'
      when is_chained then 'CHAINED'
      when was_prolonged then 'LAST'
      else 'WHOLE'
    end as shape
  from judged
),
pieces as (
  select
    *,
    case when is_extension then '0' else coalesce(extension_key, '0') end as n,
    start_text as piece_start,
    case when shape in ('CHAINED', 'LAST') then agreed_end else coalesce(latest_end, agreed_end) end as piece_end,
    case when shape = 'WHOLE' then concat_ws('; ', reason, extension_reasons) else reason end as words,
    initiated_by as by_whom,
    shape = 'WHOLE' as is_doubtful,
    null as merged_into
  from told
  where place = 1 or not is_extension
  union all
  select
    *,
    coalesce(nullif(extension_key, '0'), cast(extension_place as varchar)),
    end_before,
    extended_to,
    extension_reason,
    extension_by,
    false,
    null
  from told
  where shape = 'CHAINED' and is_extension
  union all
  select
    *,
    coalesce(nullif(extension_key, '0'), cast(extension_place as varchar)),
    first_agreed_end,
    last_end,
    extension_reasons,
    extension_by,
    extensions > 1,
    null
  from told
  where shape = 'LAST' and extension_place = extensions
  union all
  -- Records that make no piece of their own.
  select *, extension_key, null, null, null, null, false, 'EXTENSION_OF_SAME_SUSPENSION'
  from told
  where is_extension and place > 1 and (shape = 'WHOLE' or (shape = 'LAST' and extension_place < extensions))
)
select
  source_table, source_row, kind, number, episode, entered, n, piece_start, piece_end, reason_code, words, by_whom,
  is_doubtful, merged_into
from pieces
union all
select source_table, source_row, kind, number, episode, entered, extension_key, null, null, null, null, null, false, 'DUPLICATE_ROW'
from numbered
where copy > 1
