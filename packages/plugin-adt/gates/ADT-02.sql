-- id: ADT-02
-- title: Who is in hospital, and on which ward, is the same wherever it is asked
-- severity: blocker
-- stage: recon
-- hazard: H-11
-- sign_off: bed management lead
-- why: A patient who is missing from the in-house list gets no food, drugs or ward round; one too many blocks a bed. The extract
--   is held against itself (admissions, ward stays, and the midnight bed state where there is one, net of the day's
--   movements), the delivered list against the extract. Who is really in which bed only the walk on cutover night tells.
-- fix: Walk to the ward; settle in the old system where the patient is, then extract again.
-- optional: source.MIDNIGHTBEDSTATE, source.INPATIENTSUSPEND
-- nothing: nobody is in hospital
-- part: population_source
select count(*)
from source.ADMITDISCH
where coalesce(pas_text(IpDschDtimeInt), pas_text(DischargeDate)) is null
-- part: source
with spell as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber) as key,
    bool_or(coalesce(pas_text(IpDschDtimeInt), pas_text(DischargeDate)) is null) as is_open,
    min(pas_moment(coalesce(pas_text(IpAdmDtimeInt), pas_text(AdmissionDate)))) as admitted,
    max(pas_moment(coalesce(pas_text(IpDschDtimeInt), pas_text(DischargeDate)))) as discharged
  from source.ADMITDISCH
  group by 1
),
stay as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber) as key,
    pas_moment(EpsActvDtimeInt) as start,
    coalesce(pas_text(EndDtTimeInt), pas_text(EndDate)) as stop,
    pas_text(WardCode) as ward
  from source.WARDSTAY
),
placed as (
  select
    key,
    bool_or(stop is null) as is_open,
    arg_max(stop, start) as last_stop
  from stay
  group by key
),
leave as (
  select distinct
    pas_key(InternalPatientNumber, EpisodeNumber) as key,
    pas_moment(EpsActvDtimeInt) as start
  from source.INPATIENTSUSPEND
),
-- Which midnight a day's statistics mean, the first or the last of it, is not said: who was there at both has to be listed,
-- and who is listed has to have been there at one of them.
night as (
  select
    max(pas_day(StatisticsDate)) as day,
    max(pas_day(StatisticsDate)) || '0000' as first_midnight,
    strftime(max(pas_date(StatisticsDate)) + 1, '%Y%m%d0000') as last_midnight
  from source.MIDNIGHTBEDSTATE
),
counted as (
  select distinct
    pas_key(InternalPatientNumber, EpisodeNumber) as key,
    pas_text(Ward) as ward
  from source.MIDNIGHTBEDSTATE
  where pas_day(StatisticsDate) = (select day from night)
),
present as (
  select
    key,
    admitted <= first_midnight and coalesce(discharged, '999999999999') > last_midnight as is_whole_day
  from spell, night
  where admitted <= last_midnight
    and coalesce(discharged, '999999999999') >= first_midnight
),
wards_of_day as (
  select stay.key, stay.ward
  from stay, night
  where stay.start <= last_midnight
    and coalesce(pas_moment(stay.stop), '999999999999') >= first_midnight
)
select coalesce(spell.key, placed.key) as key
from spell
full join placed on placed.key = spell.key
left join leave on leave.key = spell.key and leave.start = pas_moment(placed.last_stop)
where coalesce(spell.is_open, false) <> coalesce(placed.is_open, false)
  and not (spell.is_open and leave.key is not null)
union
select key
from present
where is_whole_day
  and key not in (select key from counted)
  and key not in (select key from leave)
union
select counted.key
from counted
where counted.key not in (select key from present)
  or (
    exists (from wards_of_day where wards_of_day.key = counted.key)
    and not exists (from wards_of_day where wards_of_day.key = counted.key and wards_of_day.ward = counted.ward)
  )
-- part: population_target
select count(*)
from target.LOAD_ADT_ADMISSIONS
where discharge_date is null
-- part: target
with held as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber) as key
  from source.ADMITDISCH
  group by 1
  having bool_or(coalesce(pas_text(IpDschDtimeInt), pas_text(DischargeDate)) is null)
),
last_ward as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber) as key,
    arg_max(pas_text(WardCode), pas_moment(EpsActvDtimeInt)) as ward
  from source.WARDSTAY
  group by 1
),
wanted as (
  select held.key, last_ward.ward, code.target_code
  from held
  left join last_ward on last_ward.key = held.key
  left join run.codes as code on code.crosswalk = 'ward' and code.source_code = last_ward.ward
),
delivered_ward as (
  select
    episode.adt_adm_record_number,
    arg_max(coalesce(stay.ward, ''), pas_moment(stay.start_date)) as ward
  from target.LOAD_ADT_WARDSTAYS as stay
  join target.LOAD_ADT_EPISODES as episode on episode.record_number = stay.adt_eps_record_number
  where stay.end_date is null
  group by 1
),
delivered as (
  select spell.external_system_id as key, delivered_ward.ward
  from target.LOAD_ADT_ADMISSIONS as spell
  left join delivered_ward on delivered_ward.adt_adm_record_number = spell.record_number
  where spell.discharge_date is null
)
select coalesce(wanted.key, delivered.key) as key
from wanted
full join delivered on delivered.key = wanted.key
where wanted.key is null
  or delivered.key is null
  or coalesce(wanted.target_code, '') <> coalesce(delivered.ward, '')
