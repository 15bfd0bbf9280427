-- by: patient
-- Every appointment and contact, whichever table holds it, and whether the patient came. A cancellation counts before a
-- status, and what lies after the snapshot was not attended. Where class and category disagree, or one of them is no known
-- code, nobody knows whether it was new.
with held as (
  select
    'CPPTCONTACT' as source_table, _row as source_row, true as is_community,
    InternalPatientNumber, EpisodeNumber, ContactDatetimeInt as start_text, null::varchar as ResCode,
    upper(pas_text(ApptAttendanceCode)) as status, null::varchar as cancel_by, null::varchar as cancelled_on,
    null::varchar as late_reason,
    case upper(pas_text(InitialContact)) when 'YES' then '1' when 'Y' then '1' when 'NO' then '2' when 'N' then '2' end as class,
    null::varchar as category
  from source.CPPTCONTACT
  union all
  select
    'HWSAPP', _row, true, InternalPatientNumber, EpisodeNumber, PtApptStartDtimeInt, ResCode, upper(pas_text(ApptStatus)),
    upper(pas_text(CancelBy)), coalesce(pas_text(ApptCancDTimeInt), pas_text(ApptCancDate)), null, pas_text(ApptClass),
    pas_text(ApptCategory)
  from source.HWSAPP
  union all
  select
    'HWSAPPIS', _row, true, InternalPatientNumber, EpisodeNumber, PtApptStartDtimeInt, ResCode, upper(pas_text(ApptStatus)),
    upper(pas_text(CancelBy)), coalesce(pas_text(ApptCancDTimeInt), pas_text(ApptCancDate)), null, pas_text(ApptClass),
    pas_text(ApptCategory)
  from source.HWSAPPIS
  union all
  select
    'OPA', _row, coalesce(pas_text(ApplicationIndicator) = '3', false), InternalPatientNumber, EpisodeNumber,
    PtApptStartDtimeInt, ResCode, upper(pas_text(ApptStatus)), upper(pas_text(CancelBy)),
    coalesce(pas_text(ApptCancDTimeInt), pas_text(ApptCancDate)), pas_text(EbookingDNAReason), pas_text(ApptClass),
    pas_text(ApptCategory)
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
    coalesce(status in ('ATT', 'SATT', 'WLK'), false) as has_come,
    cancel_by is not null or cancelled_on is not null as is_cancelled,
    coalesce(pas_moment(start_text) > getvariable('snapshot'), false) as is_future,
    coalesce(pas_moment(start_text) <= getvariable('snapshot'), false) as is_past,
    case
      when upper(class) in ('1', 'NEW') then 'NEW'
      when upper(class) in ('2', 'FOL') then 'FOLLOW-UP'
      when class is not null then 'UNKNOWN'
    end as by_class,
    case
      when upper(category) in ('1', 'NEW') then 'NEW'
      when upper(category) in ('2', 'FOL') then 'FOLLOW-UP'
      when category is not null then 'UNKNOWN'
    end as by_category
  from held
)
select
  source_table, source_row, is_community, number, episode, start_text, res_code, moment, day, status, cancel_by,
  late_reason, is_cancelled, is_future, is_past,
  has_come and not is_cancelled and not is_future as is_attended,
  has_come and (is_cancelled or is_future) as is_contradicted,
  case
    when least(by_class, by_category) = greatest(by_class, by_category) then nullif(least(by_class, by_category), 'UNKNOWN')
  end as kind
from read
