-- id: GEN-08
-- title: A date that is held in two forms is the same in both
-- severity: error
-- stage: source
-- hazard: none
-- sign_off: data quality lead
-- why: Staff read the one form and the migration loads the other; where they differ, nobody knows which is right. Fields
--   are those that the descriptions in source/ call each other's pair; a form that is no date is another rule's matter.
-- fix: Find out which of the two is right and enter the date again in the old system, so that it writes both.
-- nothing: no date is held in two forms
-- each: source table with pairs of date, datetime, date-short, datetime-short and date-int, datetime-int, datetime-reversed
-- part: population_source
select count(*)
from source.{table}
-- part: source
with held as (
  select {key}, unnest({fields}) as date
  from source.{table}
),
-- Nearly all are the same at a glance; only the others are worth a closer look.
unlike as (
  select {key}, trim(date.value, ' ') as shown, date.pair as internal
  from held
  where not starts_with(
    date.pair[7:8] || '/' || date.pair[5:6] || '/' || date.pair[1:4] || ' ' || date.pair[9:10] || ':' || date.pair[11:12],
    date.value
  )
),
read as (
  select
    {key},
    shown,
    pas_day(shown) as shown_day,
    pas_moment(shown) as shown_moment,
    pas_day(internal) as day,
    pas_moment(internal) as moment
  from unlike
)
select pas_key('{table}', {key}) as key
from read
where shown_day <> day
   or shown_moment <> moment
   -- Two digits of a year name no century: what they do say is held against the other form.
   or case when regexp_full_match(shown, '[0-9]{2}/[0-9]{2}/[0-9]{2}( [0-9]{2}:[0-9]{2})?')
     then left(shown, 8) <> day[7:8] || '/' || day[5:6] || '/' || day[3:4]
       or nullif(shown[10:], '') <> moment[9:10] || ':' || moment[11:12]
   end
