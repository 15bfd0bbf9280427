-- id: GEN-19
-- title: All files were extracted at one time, and not before the instant they stand for
-- severity: blocker
-- stage: source
-- hazard: H-12
-- sign_off: data migration lead
-- why: Files of different instants give orphans that are none, and hide those that are.
-- fix: Extract all tables again after the system is frozen.
-- nothing: control.csv does not say when the files were extracted (extracted_at)
-- parameter: max_skew_min = 0
-- part: population_source
select count(extracted_at)
from run.inputs
-- part: source
select "table" as key
from (
  select "table", cast(extracted_at as timestamp) as instant, min(cast(extracted_at as timestamp)) over () as earliest
  from run.inputs
  where extracted_at is not null
)
where instant > earliest + to_minutes({max_skew_min})
  or instant < pas_now()
