-- id: IWL-15
-- title: Expected stays are loaded in hours, theatre times in minutes
-- severity: warn
-- stage: recon
-- hazard: none
-- sign_off: waiting list lead
-- why: A stay of two days that is loaded as two hours books a chair instead of a bed. V83 holds days; a day case has no night
--   and no hours. Its theatre times are taken for minutes; one below the least or above the most is likely in another unit.
-- fix: Correct the figure in the old system, or the contract if the unit is another one.
-- nothing: no entry has an expected stay or a theatre time
-- parameter: max_days = 365
-- parameter: min_minutes = 5
-- parameter: max_minutes = 900
-- part: population_source
select (select count(*) from source.WLENTRY where coalesce(pas_text(ExpectedLos), pas_text(TheatreTime)) is not null)
  + (select count(*) from source.WLCURRENT where coalesce(pas_text(ExpectedLos), pas_text(TheatreTime)) is not null)
-- part: source
with held as (
  select pas_key(InternalPatientNumber, EpisodeNumber) as key, pas_text(ExpectedLos) as days, pas_text(TheatreTime) as minutes
  from source.WLENTRY
  union all
  select pas_key(InternalPatientNumber, EpisodeNumber), pas_text(ExpectedLos), pas_text(TheatreTime)
  from source.WLCURRENT
)
select key
from held
where (days is not null and coalesce(try_cast(days as integer) not between 0 and {max_days}, true))
   or (minutes is not null and coalesce(try_cast(minutes as integer) not between {min_minutes} and {max_minutes}, true))
-- part: population_target
select count(*)
from target.LOAD_IWL
where coalesce(admission_duration, est_theatre_time) is not null
-- part: target
with entered as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber) as key,
    max(pas_text(ExpectedLos)) as days,
    max(pas_text(TheatreTime)) as minutes
  from source.WLENTRY
  group by 1
),
listed as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber) as key,
    max(pas_text(ExpectedLos)) as days,
    max(pas_text(TheatreTime)) as minutes
  from source.WLCURRENT
  group by 1
)
select delivered.external_system_id as key
from target.LOAD_IWL as delivered
left join entered on entered.key = delivered.external_system_id
left join listed on listed.key = delivered.external_system_id
where (
    delivered.admission_duration is not null
    and coalesce(
      try_cast(delivered.admission_duration as integer) <> 24 * try_cast(coalesce(listed.days, entered.days) as integer)
      or try_cast(delivered.admission_duration as integer) > 24 * {max_days},
      true
    )
  )
  or (
    delivered.est_theatre_time is not null
    and coalesce(
      try_cast(delivered.est_theatre_time as integer) <> try_cast(coalesce(listed.minutes, entered.minutes) as integer)
      or try_cast(delivered.est_theatre_time as integer) not between {min_minutes} and {max_minutes},
      true
    )
  )
