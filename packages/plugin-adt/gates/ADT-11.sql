-- id: ADT-11
-- title: Ward stays fill their episodes and are cut where the consultant changes
-- severity: error
-- stage: target
-- hazard: none
-- sign_off: bed management lead
-- why: The loader hangs a ward stay on one episode; one that reaches beyond it is refused, and a gap loses the patient's place.
--   Where a stay ends with home leave the next may begin later, and a spell for which no stay is held is loaded without one.
-- fix: Correct the ward stay in the old system by the ward's records; if the extract is right, mend how stays are cut.
-- optional: source.CONSWARDSTAY, source.INPATIENTSUSPEND
-- part: population_source
select (select count(*) from source.WARDSTAY) + (select count(*) from source.CONSWARDSTAY)
-- part: source
with held as (
  select
    InternalPatientNumber, EpisodeNumber, EpsActvDtimeInt, true as is_cut,
    coalesce(pas_text(EndDtTimeInt), pas_text(EndDate)) as stop
  from source.CONSWARDSTAY
  union all
  select
    InternalPatientNumber, EpisodeNumber, EpsActvDtimeInt, false,
    coalesce(pas_text(EndDtTimeInt), pas_text(EndDate))
  from source.WARDSTAY
),
stay as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber) as spell,
    pas_key(InternalPatientNumber, EpisodeNumber, EpsActvDtimeInt) as key,
    pas_moment(EpsActvDtimeInt) as start,
    pas_moment(stop) as stop
  from held
  qualify is_cut = bool_or(is_cut) over (partition by pas_key(InternalPatientNumber, EpisodeNumber))
),
spell as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber) as key,
    min(pas_moment(coalesce(pas_text(IpAdmDtimeInt), pas_text(AdmissionDate)))) as admitted,
    max(pas_moment(coalesce(pas_text(IpDschDtimeInt), pas_text(DischargeDate)))) as discharged
  from source.ADMITDISCH
  group by 1
),
leave as (
  select distinct
    pas_key(InternalPatientNumber, EpisodeNumber) as spell,
    pas_moment(EpsActvDtimeInt) as start
  from source.INPATIENTSUSPEND
),
followed as (
  select
    stay.*,
    leave.start is not null as ends_with_leave,
    lead(stay.key) over in_order is null as is_last,
    lag(stay.key) over in_order is null as is_first,
    lead(stay.start) over in_order as next_start
  from stay
  left join leave on leave.spell = stay.spell and leave.start = stay.stop
  window in_order as (partition by stay.spell order by stay.start, coalesce(stay.stop, '999999999999'), stay.key)
)
select followed.key
from followed
join spell on spell.key = followed.spell
where (is_first and start <> admitted)
  or start < admitted
  or stop > discharged
  or (is_last and stop < discharged and not ends_with_leave)
  or (not is_last and (stop is null or stop > next_start or (stop < next_start and not ends_with_leave)))
-- part: population_target
select count(*)
from target.LOAD_ADT_WARDSTAYS
-- part: target
with stay as (
  select
    spell.external_system_id as spell,
    stay.external_system_id as key,
    pas_moment(stay.start_date) as start,
    pas_moment(stay.end_date) as stop,
    pas_moment(episode.start_date) as episode_start,
    pas_moment(episode.end_date) as episode_stop,
    pas_moment(spell.admit_date) as admitted,
    pas_moment(spell.discharge_date) as discharged
  from target.LOAD_ADT_WARDSTAYS as stay
  join target.LOAD_ADT_EPISODES as episode on episode.record_number = stay.adt_eps_record_number
  join target.LOAD_ADT_ADMISSIONS as spell on spell.record_number = episode.adt_adm_record_number
),
leave as (
  select distinct
    pas_key(InternalPatientNumber, EpisodeNumber) as spell,
    pas_moment(EpsActvDtimeInt) as start
  from source.INPATIENTSUSPEND
),
followed as (
  select
    stay.*,
    leave.start is not null as ends_with_leave,
    lead(stay.key) over in_order is null as is_last,
    lag(stay.key) over in_order is null as is_first,
    lead(stay.start) over in_order as next_start
  from stay
  left join leave on leave.spell = stay.spell and leave.start = stay.stop
  window in_order as (partition by stay.spell order by stay.start, coalesce(stay.stop, '999999999999'), stay.key)
)
select key
from followed
where start < episode_start
  or coalesce(stop, '999999999999') > coalesce(episode_stop, '999999999999')
  or (is_first and start <> admitted)
  or (is_last and stop is distinct from discharged and not ends_with_leave)
  or (not is_last and (stop is null or stop > next_start or (stop < next_start and not ends_with_leave)))
