-- by: patient
-- Every offer of an admission date, whichever table holds it, and what became of it. The offer that stands now is held in
-- both tables: it is found again by its moment among the offers of its entry that were not cancelled, and is one row.
-- An offer that nobody cancelled led to the admission of that day; it came to nothing where the entry ended before it;
-- otherwise only one that stands now, or lies ahead while the entry waits, is known to be live.
with offers as (
  select
    _table as source_table,
    _row as source_row,
    trim(InternalPatientNumber, ' ') as number,
    trim(EpisodeNumber, ' ') as episode,
    pas_text(EpsActvDtimeInt) as entered,
    coalesce(pas_text(TCIDtTimeInt), pas_text(TCIDate)) as tci_text,
    pas_text(TCITime) as tci_time,
    coalesce(pas_text(CancelledBy), pas_text(CancelReasonCd), pas_text(WlPatientCharterCancellationDateInt), pas_text(PreOpCancelled)) is not null
      or coalesce(upper(pas_text(CancelDeferInd)) not in ('N', 'NO', '0'), false) as is_cancelled
  from source.PREADMISSION
  union all
  select
    _table, _row, trim(InternalPatientNumber, ' '), trim(EpisodeNumber, ' '), null,
    coalesce(pas_text(EpsCurrExpAdmDtimeInt), pas_text(TCIDate)), pas_text(TCITime), false
  from source.CURRENTPREADMISSIONS
),
offer as (
  select
    * exclude (tci_text, tci_time),
    source_table = 'CURRENTPREADMISSIONS' as stands_now,
    -- A time that is held apart completes a day, and does not change a moment.
    case
      when pas_moment(tci_text) is null and pas_day(tci_text) is not null and regexp_full_match(tci_time, '[0-9]{2}:?[0-9]{2}')
        then pas_day(tci_text) || replace(tci_time, ':', '')
      else tci_text
    end as tci_text
  from offers
),
timed as (
  select *, pas_day(tci_text) as day, coalesce(pas_moment(tci_text), pas_day(tci_text), tci_text) as moment
  from offer
),
standing as (
  select source_row, number, episode, moment
  from timed
  where stands_now
  qualify count(*) over (partition by number, episode) = 1
),
pair as (
  select standing.source_row as standing_row, timed.source_row as offer_row
  from standing
  join timed
    on timed.number = standing.number
    and timed.episode = standing.episode
    and timed.moment = standing.moment
    and not timed.stands_now
    and not timed.is_cancelled
  qualify row_number() over (partition by standing.source_row order by timed.entered desc, timed.source_row) = 1
),
paired as (
  select 'CURRENTPREADMISSIONS' as source_table, standing_row as source_row, standing_row, offer_row from pair
  union all
  select 'PREADMISSION', offer_row, standing_row, offer_row from pair
),
standing_entry as (
  select distinct number, episode from timed where stands_now
)
select
  timed.source_table,
  timed.source_row,
  timed.number,
  timed.episode,
  case when timed.stands_now then 'CURRENT' else timed.entered end as part,
  timed.tci_text,
  timed.stands_now and pair.offer_row is not null as is_merged,
  case when not timed.stands_now then pair.standing_row end as standing_row,
  case
    when timed.is_cancelled then 'C'
    when entry.number is null then null
    when not entry.is_current and entry.is_admitted and timed.day = entry.ended_day then case when entry.is_untreated then 'N' else 'A' end
    when not entry.is_current and timed.day > entry.ended_day then 'C'
    when entry.is_current and (timed.stands_now or pair.standing_row is not null) then 'L'
    when entry.is_current and standing_entry.number is null
      and (pas_moment(timed.tci_text) >= getvariable('snapshot') or timed.day > substr(getvariable('snapshot'), 1, 8)) then 'L'
  end as status
from timed
left join paired as pair on pair.source_table = timed.source_table and pair.source_row = timed.source_row
left join iwl.entry as entry on entry.number = timed.number and entry.episode = timed.episode
left join standing_entry on standing_entry.number = timed.number and standing_entry.episode = timed.episode
