-- title: Clocks that run, with the weeks that they have run for
-- tables: RTTPERIOD, RTTPTPATHWAY
-- key: patient, pathway, period
-- load-table: LOAD_RTT_PERIODS
-- decided-by: clock_stop
with pathway as (
  select
    trim(InternalPatientNumber, ' ') as patient,
    trim(PathwayNumber, ' ') as pathway,
    min(pas_text(RttSpeciality)) as specialty
  from source.RTTPTPATHWAY
  group by all
),
clock as (
  select
    _table, _row,
    trim(InternalPatientNumber, ' ') as patient,
    trim(PathwayNumber, ' ') as pathway,
    trim(PPeriodId, ' ') as period,
    coalesce(pas_text(RttStartDateTimeInt), pas_text(RttStartDate)) as started
  from source.RTTPERIOD
  where coalesce(pas_text(RttEndDateTimeInt), pas_text(RttEndDate)) is null
),
weeks as (
  select
    *,
    date_diff('day', strptime(pas_day(started), '%Y%m%d'), strptime(substr(getvariable('snapshot'), 1, 8), '%Y%m%d')) // 7 as waited
  from clock
)
select
  weeks.patient,
  weeks.pathway,
  weeks.period,
  coalesce(pas_moment(started), pas_day(started) || '0000') as clock_start,
  coalesce(specialty.target_code, pathway.specialty) as pathway_specialty,
  case
    when waited < 18 then '00-17'
    when waited < 52 then '18-51'
    when waited < 65 then '52-64'
    when waited < 78 then '65-77'
    when waited < 104 then '78-103'
    when waited >= 104 then '104+'
  end as weeks,
  _table,
  _row
from weeks
left join pathway on pathway.patient = weeks.patient and pathway.pathway = weeks.pathway
left join crosswalk.specialty as specialty on specialty.source_code = pathway.specialty
