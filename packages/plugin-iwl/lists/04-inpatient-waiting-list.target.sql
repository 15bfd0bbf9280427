-- tables: LOAD_IWL, LOAD_IWL_TCIS
-- W waits, L has an admission offered, D is suspended; an entry without any status has not visibly left the list.
with offer as (
  select loadiwl_record_number as entry, min(pas_moment(tci_date)) as moment
  from target.LOAD_IWL_TCIS
  where status = 'L'
  group by 1
),
member as (
  select
    *,
    pas_day(waitlist_date) as waiting_since,
    date_diff('day', strptime(pas_day(waitlist_date), '%Y%m%d'), strptime(substr(getvariable('snapshot'), 1, 8), '%Y%m%d')) // 7 as waited
  from target.LOAD_IWL
  where date_removed is null
    and coalesce(status, 'W') in ('W', 'L', 'D')
)
select
  split_part(external_system_id, '|', 1) as patient,
  split_part(external_system_id, '|', 2) as episode,
  specialty,
  waitlist_profile,
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
  end as tci_week
from member
left join offer on offer.entry = member.record_number
