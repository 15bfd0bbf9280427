-- Every appointment and contact, whichever table holds it, and what became of it. A cancellation counts before a status, a
-- status before none; an appointment after the snapshot has no outcome yet, one before it that nobody cashed up lacks its.
with held as (
  select
    'CPPTCONTACT' as source_table, _row as source_row, true as is_community,
    InternalPatientNumber, EpisodeNumber, ContactDatetimeInt as start_text, null::varchar as ResCode,
    upper(pas_text(ApptAttendanceCode)) as status, null::varchar as cancel_by, null::varchar as cancelled_on,
    null::varchar as late_reason
  from source.CPPTCONTACT
  union all
  select
    'HWSAPP', _row, true, InternalPatientNumber, EpisodeNumber, PtApptStartDtimeInt, ResCode, upper(pas_text(ApptStatus)),
    upper(pas_text(CancelBy)), coalesce(pas_text(ApptCancDTimeInt), pas_text(ApptCancDate)), null
  from source.HWSAPP
  union all
  select
    'HWSAPPIS', _row, true, InternalPatientNumber, EpisodeNumber, PtApptStartDtimeInt, ResCode, upper(pas_text(ApptStatus)),
    upper(pas_text(CancelBy)), coalesce(pas_text(ApptCancDTimeInt), pas_text(ApptCancDate)), null
  from source.HWSAPPIS
  union all
  select
    'OPA', _row, coalesce(pas_text(ApplicationIndicator) = '3', false), InternalPatientNumber, EpisodeNumber,
    PtApptStartDtimeInt, ResCode, upper(pas_text(ApptStatus)), upper(pas_text(CancelBy)),
    coalesce(pas_text(ApptCancDTimeInt), pas_text(ApptCancDate)), pas_text(EbookingDNAReason)
  from source.OPA
),
read as (
  select
    source_table, source_row, is_community, cancel_by, late_reason,
    trim(InternalPatientNumber, ' ') as number,
    trim(EpisodeNumber, ' ') as episode,
    trim(start_text, ' ') as start_text,
    pas_text(ResCode) as res_code,
    pas_moment(start_text) as moment,
    pas_day(start_text) as day,
    case when status <> 'NR' then status end as status,
    cancel_by is not null or cancelled_on is not null as is_cancelled,
    coalesce(pas_moment(start_text) > getvariable('snapshot'), false) as is_future,
    coalesce(pas_moment(start_text) <= getvariable('snapshot'), false) as is_past
  from held
)
select
  source_table, source_row, is_community, number, episode, start_text, res_code, moment, day, status, is_cancelled, is_future,
  not is_cancelled and not is_future and coalesce(status in ('ATT', 'SATT', 'WLK'), false) as is_attended,
  coalesce(status in ('ATT', 'SATT', 'WLK'), false) and (is_cancelled or is_future) as is_contradicted,
  coalesce(day < getvariable('archive_before'), false) as is_archived,
  case
    when is_cancelled then 'CANCELLED-' || coalesce(cancel_by, '?')
    when is_future then 'FUTURE-' || status
    when status in ('NATT', 'DNA') and late_reason = '2' then 'LATE'
    when status is not null then status
    when is_past then 'MISSING'
  end as outcome_code
from read
