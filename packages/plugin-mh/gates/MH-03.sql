-- id: MH-03
-- title: No detention expires later than the law allows for its section
-- severity: blocker
-- stage: target
-- hazard: H-13
-- sign_off: mental health act lead
-- why: Beyond the longest time of a section nobody may be kept; the first day counts as the first, so that section 2 of the 1st
--   ends with the 28th. A section that may be renewed is judged by the renewal in force, or the next one within the weeks in
--   which it may be made. Sections without a fixed time (restrictions, hospital directions, other acts) are not judged, nor
--   is the extension of section 2 while a relative is displaced, which is waived by name.
-- fix: Read the section papers; correct the expiry in the register that the trust brings in.
-- nothing: no expiry is delivered, which V83 does not hold
-- parameter: renewal_months = 2
-- parameter: holding_power_hours = 36
-- parameter: shortened_from = "99991231"
-- part: population_target
select count(expiry_date)
from target.LOAD_MH_DETENTION_MASTER
-- part: target
with longest as (
  select code, unit, cast(unnest(steps) as integer) as step
  from (
    values
      ('02', 'day', [28]),
      ('03', 'month', list_concat([6], list_transform(range(1, 61), n -> n * 12))),
      ('03 shortened', 'month', list_concat([3, 6], list_transform(range(1, 61), n -> n * 12))),
      ('04', 'hour', [72]),
      ('05', 'hour', [72]),
      ('06', 'hour', [6]),
      ('07', 'day', [28, 56, 84]),
      ('08', 'day', [28, 56, 84]),
      ('10', 'month', list_concat([6], list_transform(range(1, 61), n -> n * 12))),
      ('12', 'day', [84, 112, 140, 168, 196, 224, 252, 280, 308, 336, 365]),
      ('16', 'month', list_concat([6], list_transform(range(1, 61), n -> n * 12))),
      ('19', 'hour', [{holding_power_hours}]),
      ('20', 'hour', [{holding_power_hours}]),
      ('35', 'month', list_concat([6], list_transform(range(1, 61), n -> n * 12))),
      ('36', 'month', list_concat([6], list_transform(range(1, 61), n -> n * 12)))
  ) as section(code, unit, steps)
),
status as (
  select
    mh_dm_record_number as detention,
    legal_status as code,
    pas_timestamp(start_date) as start,
    last_value(legal_status) over (
      partition by mh_dm_record_number order by pas_timestamp(start_date) rows between unbounded preceding and unbounded following
    ) as last_code
  from target.LOAD_MH_DETENTION_TRANSFERS
),
placed as (
  select
    *,
    max(case when code is distinct from last_code then start end) over (partition by detention) as other_start,
    arg_max(case when code is distinct from last_code then code end, start) over (partition by detention) as other_code
  from status
),
-- Section 2 after section 4 counts from the admission under section 4.
section as (
  select
    detention,
    any_value(last_code) as code,
    coalesce(
      min(case when last_code = '02' and other_code = '04' then other_start end),
      min(start) filter (other_start is null or start > other_start)
    ) as start
  from placed
  group by detention
),
judged as (
  select
    master.external_system_id as key,
    pas_timestamp(master.expiry_date) as expiry,
    coalesce(pas_timestamp(master.end_date), pas_now()) as judged_at,
    section.start,
    case
      when section.code = '03' and strftime(section.start, '%Y%m%d') >= {shortened_from} then '03 shortened'
      else section.code
    end as code
  from target.LOAD_MH_DETENTION_MASTER as master
  join section on section.detention = master.record_number
  where master.expiry_date is not null
),
bounded as (
  select
    key,
    expiry,
    judged_at + to_months(case when unit = 'month' then cast({renewal_months} as integer) else 0 end) as renewable_until,
    case unit
      when 'hour' then start + to_hours(step)
      when 'day' then date_trunc('day', start) + to_days(step)
      else date_trunc('day', start) + to_months(step)
    end as bound
  from judged
  join longest on longest.code = judged.code
)
select key
from bounded
group by key
having max(expiry) > coalesce(min(bound) filter (bound > renewable_until), max(bound))
