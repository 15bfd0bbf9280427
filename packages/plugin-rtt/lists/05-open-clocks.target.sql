-- tables: LOAD_RTT_PERIODS, LOAD_RTT_PATHWAYS
with clock as (
  select
    *,
    date_diff('day', strptime(pas_day(clock_start), '%Y%m%d'), strptime(substr(getvariable('snapshot'), 1, 8), '%Y%m%d')) // 7 as waited
  from target.LOAD_RTT_PERIODS
  where clock_stop is null
)
select
  split_part(clock.external_system_id, '|', 1) as patient,
  split_part(clock.external_system_id, '|', 2) as pathway,
  split_part(clock.external_system_id, '|', 3) as period,
  pas_moment(clock.clock_start) as clock_start,
  pathway.pathway_specialty,
  case
    when waited < 18 then '00-17'
    when waited < 52 then '18-51'
    when waited < 65 then '52-64'
    when waited < 78 then '65-77'
    when waited < 104 then '78-103'
    when waited >= 104 then '104+'
  end as weeks
from clock
left join target.LOAD_RTT_PATHWAYS as pathway on pathway.record_number = clock.loadrttpwy_record_number
