-- id: ADT-05
-- title: One open ward stay per current inpatient, and none for who has left
-- severity: blocker
-- stage: target
-- hazard: H-11
-- sign_off: bed management lead
-- why: A patient in hospital is on one ward; two or none send staff and relatives to the wrong bed. A patient on home leave
--   keeps the place that the leave began from.
-- fix: Ask the ward where the patient is, correct the stay in the old system, then extract again.
-- optional: source.CONSWARDSTAY, source.INPATIENTSUSPEND
-- part: population_source
select count(*)
from source.ADMITDISCH
-- part: source
with spell as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber) as key,
    bool_or(coalesce(pas_text(IpDschDtimeInt), pas_text(DischargeDate)) is null) as is_open
  from source.ADMITDISCH
  group by 1
),
held as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber) as key, true as is_cut,
    pas_moment(EpsActvDtimeInt) as start, coalesce(pas_text(EndDtTimeInt), pas_text(EndDate)) as stop
  from source.CONSWARDSTAY
  union all
  select
    pas_key(InternalPatientNumber, EpisodeNumber), false,
    pas_moment(EpsActvDtimeInt), coalesce(pas_text(EndDtTimeInt), pas_text(EndDate))
  from source.WARDSTAY
),
-- The table that is cut at consultants stands for the spells that it holds.
stay as (
  select *
  from held
  qualify is_cut = bool_or(is_cut) over (partition by key)
),
placed as (
  select
    key,
    count(*) filter (stop is null) as open_stays,
    arg_max(stop, start) as last_stop
  from stay
  group by key
),
leave as (
  select distinct
    pas_key(InternalPatientNumber, EpisodeNumber) as key,
    pas_moment(EpsActvDtimeInt) as start
  from source.INPATIENTSUSPEND
)
select spell.key
from spell
left join placed on placed.key = spell.key
left join leave on leave.key = spell.key and leave.start = pas_moment(placed.last_stop)
where case
  when not is_open then coalesce(open_stays, 0) > 0
  when leave.key is not null and open_stays = 0 then false
  else coalesce(open_stays, 0) <> 1
end
-- part: population_target
select count(*)
from target.LOAD_ADT_ADMISSIONS
-- part: target
with open_stay as (
  select
    episode.adt_adm_record_number,
    count(*) as stays
  from target.LOAD_ADT_WARDSTAYS as stay
  join target.LOAD_ADT_EPISODES as episode on episode.record_number = stay.adt_eps_record_number
  where stay.end_date is null
  group by 1
)
select spell.external_system_id as key
from target.LOAD_ADT_ADMISSIONS as spell
left join open_stay on open_stay.adt_adm_record_number = spell.record_number
where coalesce(stays, 0) <> case when spell.discharge_date is null then 1 else 0 end
