-- by: patient
-- Every clock period under its own key, one row each. What rows of one key contradict each other in stays empty: none of
-- them is loaded. A stop that is held and cannot be read is no open clock.
with held as (
  select
    pas_text(InternalPatientNumber) as number,
    pas_text(PathwayNumber) as pathway_number,
    pas_text(PPeriodId) as period_id,
    coalesce(pas_text(RttStartDateTimeInt), pas_text(RttStartDate)) as start_text,
    coalesce(pas_text(RttEndDateTimeInt), pas_text(RttEndDate)) as stop_text
  from source.RTTPERIOD
)
select
  number,
  pathway_number,
  period_id,
  case when count(distinct start_text) = 1 then any_value(pas_moment(start_text)) end as start_moment,
  case when count(distinct stop_text) = 1 then any_value(pas_moment(stop_text)) end as stop_moment,
  case when count(distinct start_text) = 1 then any_value(pas_day(start_text)) end as start_day,
  case when count(distinct stop_text) = 1 then any_value(pas_day(stop_text)) end as stop_day,
  count(stop_text) = 0 as is_open
from held
group by number, pathway_number, period_id
