-- id: GEN-09
-- title: Every internal date is one that the calendar and the clock have
-- severity: error
-- stage: source
-- hazard: none
-- sign_off: data quality lead
-- why: Day 00, 29 February of a common year or 24:00 turn silently into another day where a program rounds them; the
--   migration refuses them. A moment whose time was lost is no moment; whether a year can be right is another rule's
--   matter. Fields are those that the descriptions in source/ give as internal dates and moments.
-- fix: Find out when it was and enter date and time again in the old system.
-- nothing: no internal date is held
-- parameter: days_alone = [KH07StartWaitInt]
-- each: source table with fields of date-int, datetime-int, datetime-reversed
-- part: population_source
select count(*)
from source.{table}
-- part: source
with held as (
  select {key}, unnest({fields}) as date
  from source.{table}
),
written as (
  select {key}, date.value as value, date.type <> 'date-int' and date.field not in {days_alone} as is_moment
  from held
),
-- Nearly all are right at a glance; only the others are worth a closer look.
doubtful as (
  select {key}, is_moment, trim(value, ' ') as text
  from written
  where not regexp_full_match(
    value,
    '(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|1[0-9]|2[0-8])(([01][0-9]|2[0-3])[0-5][0-9])?'
  )
    or (is_moment and strlen(value) < 12)
),
-- In a leap year where its own cannot be right: whether it can is not asked here.
read as (
  select
    {key},
    is_moment,
    case when regexp_full_match(text, '[0-9]+') and text[1:2] not in ('18', '19', '20', '21', '79', '80')
      then '2000' || text[5:]
      else text
    end as text
  from doubtful
  where text <> ''
)
select pas_key('{table}', {key}) as key
from read
where case when is_moment then pas_moment(text) else pas_day(text) end is null
