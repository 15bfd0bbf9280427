-- title: Who waits for admission, since when, and the admission that is offered
-- tables: WLCURRENT, WLENTRY, CURRENTPREADMISSIONS, PREADMISSION
-- key: patient, episode
-- load-table: LOAD_IWL
-- decided-by: status, date_removed
-- WLCURRENT is the list as it is now. What it leaves out of an entry stands in WLENTRY.
with held as (
  select
    _table, _row,
    trim(InternalPatientNumber, ' ') as patient,
    trim(EpisodeNumber, ' ') as episode,
    pas_text(OriginalDateOnList) as original,
    coalesce(pas_text(WlOnListDtTmInt), pas_text(DateOnList)) as listed,
    pas_text(Specialty) as specialty,
    pas_text(WlCode) as list
  from source.WLCURRENT
),
entered as (
  select
    trim(InternalPatientNumber, ' ') as patient,
    trim(EpisodeNumber, ' ') as episode,
    min(pas_text(OriginalDateOnList)) as original,
    min(coalesce(pas_text(WlOnListDtTmInt), pas_text(WLOnListDate))) as listed,
    min(pas_text(Specialty)) as specialty,
    min(pas_text(WlCode)) as list
  from source.WLENTRY
  group by all
),
member as (
  select
    held._table, held._row, held.patient, held.episode,
    pas_day(coalesce(held.original, entered.original, held.listed, entered.listed)) as waiting_since,
    coalesce(held.specialty, entered.specialty) as specialty,
    coalesce(held.list, entered.list) as list
  from held
  left join entered on entered.patient = held.patient and entered.episode = held.episode
),
-- The offer that stands; where none is marked as standing, one that lies ahead and was not called off.
standing as (
  select
    trim(InternalPatientNumber, ' ') as patient,
    trim(EpisodeNumber, ' ') as episode,
    true as is_marked,
    coalesce(pas_text(EpsCurrExpAdmDtimeInt), pas_text(TCIDate)) as tci,
    pas_text(TCITime) as tci_time
  from source.CURRENTPREADMISSIONS
  union all
  select
    trim(InternalPatientNumber, ' '), trim(EpisodeNumber, ' '), false,
    coalesce(pas_text(TCIDtTimeInt), pas_text(TCIDate)), pas_text(TCITime)
  from source.PREADMISSION
  where coalesce(pas_text(CancelledBy), pas_text(CancelReasonCd), pas_text(WlPatientCharterCancellationDateInt), pas_text(PreOpCancelled)) is null
    and coalesce(upper(pas_text(CancelDeferInd)) in ('N', 'NO', '0'), true)
),
timed as (
  select
    patient, episode, is_marked,
    coalesce(
      pas_moment(tci),
      pas_day(tci) || case when regexp_full_match(tci_time, '[0-9]{2}:?[0-9]{2}') then replace(tci_time, ':', '') else '0000' end
    ) as moment,
    -- A day without a time lies ahead from the next day on.
    pas_moment(tci) >= getvariable('snapshot') or pas_day(tci) > substr(getvariable('snapshot'), 1, 8) as is_ahead
  from standing
),
offer as (
  select patient, episode, min(moment) as moment
  from (
    select *, bool_or(is_marked) over (partition by patient, episode) as has_marked
    from timed
  )
  where is_marked or (not has_marked and is_ahead)
  group by patient, episode
),
weeks as (
  select
    *,
    date_diff('day', strptime(waiting_since, '%Y%m%d'), strptime(substr(getvariable('snapshot'), 1, 8), '%Y%m%d')) // 7 as waited
  from member
)
select
  weeks.patient,
  weeks.episode,
  coalesce(specialty.target_code, weeks.specialty) as specialty,
  coalesce(waiting_list.target_code, weeks.list) as waitlist_profile,
  waiting_since as waitlist_date,
  case
    when waited < 18 then '00-17'
    when waited < 52 then '18-51'
    when waited < 65 then '52-64'
    when waited < 78 then '65-77'
    when waited < 104 then '78-103'
    when waited >= 104 then '104+'
  end as weeks,
  offer.moment as tci_date,
  case
    when offer.moment > getvariable('snapshot') then strftime(strptime(offer.moment, '%Y%m%d%H%M'), '%G-W%V')
  end as tci_week,
  _table,
  _row
from weeks
left join offer on offer.patient = weeks.patient and offer.episode = weeks.episode
left join crosswalk.specialty as specialty on specialty.source_code = weeks.specialty
left join crosswalk.waiting_list as waiting_list on waiting_list.source_code = weeks.list
