-- id: ADT-13
-- title: Every patient in hospital is on a ward in use, alone in a bed, and there is a bed
-- severity: blocker
-- stage: target
-- hazard: H-11
-- sign_off: bed management lead
-- why: On day one the bed board is what wards work from; two patients in one bed, or one on a ward that is closed, are patients
--   whom nobody finds. Whether a ward holds more patients than beds is judged where the feed of beds is given.
-- fix: Walk to the ward; correct ward or bed in the old system, or have the escalation beds signed, then extract again.
-- optional: source.ROOMSTAY, feed.beds
-- nothing: nobody is in hospital
-- part: population_source
select count(*)
from source.ROOMSTAY
where coalesce(pas_text(EndDateTmInt), pas_text(EndDate)) is null
-- part: source
with bed as (
  select distinct
    pas_key(InternalPatientNumber, EpisodeNumber) as key,
    pas_text(Ward) as ward,
    coalesce(pas_text(Room), '') as room,
    pas_text(BedID) as bed
  from source.ROOMSTAY
  where coalesce(pas_text(EndDateTmInt), pas_text(EndDate)) is null
    and pas_text(BedID) is not null
)
select key
from bed
qualify count(*) over (partition by ward, room, bed) > 1
-- part: population_target
select count(*)
from target.LOAD_ADT_WARDSTAYS
where end_date is null
-- part: target
with present as (
  select
    split_part(external_system_id, '|', 1) || '|' || split_part(external_system_id, '|', 2) as key,
    ward,
    bed_location
  from target.LOAD_ADT_WARDSTAYS
  where end_date is null
),
in_use as (
  select distinct code.target_code as ward
  from source.WARD as held
  join run.codes as code on code.crosswalk = 'ward' and code.source_code = pas_text(held.Ward)
  where coalesce(pas_text(held.MfRecStsInd), '0') = '0'
),
counted as (
  select
    present.*,
    count(distinct key) over (partition by ward, bed_location) as in_bed,
    count(distinct key) over (partition by ward) as on_ward
  from present
)
select key
from counted
where ward is null
  or ward not in (select ward from in_use)
  or (bed_location is not null and in_bed > 1)
union all
select distinct 'ward|' || counted.ward
from counted
join feed.beds as beds on pas_text(beds.ward) = counted.ward
where on_ward > try_cast(pas_text(beds.beds) as integer) + coalesce(try_cast(pas_text(beds.escalation_beds) as integer), 0)
