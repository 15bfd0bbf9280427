-- id: ADT-10
-- title: A spell's ward stays follow each other without gap or overlap, from admission to discharge
-- severity: error
-- stage: source
-- hazard: none
-- sign_off: bed management lead
-- why: Stays that overlap put the patient in two places, and a gap leaves nobody knowing where; such a spell is not loaded.
--   Both tables of stays are judged, each by itself. After a stay that ended with home leave the next may begin later or not at
--   all; times that cannot be read, and spells for which no stay is held, are for other rules.
-- fix: Ask the wards when the patient was moved, correct the stays in the old system, then extract again.
-- optional: source.WARDSTAY, source.CONSWARDSTAY, source.INPATIENTSUSPEND
-- nothing: no ward stay is held
-- part: population_source
select (select count(*) from source.WARDSTAY) + (select count(*) from source.CONSWARDSTAY)
-- part: source
with held as (
  select
    'WARDSTAY' as held_in, InternalPatientNumber, EpisodeNumber, EpsActvDtimeInt,
    coalesce(pas_text(EndDtTimeInt), pas_text(EndDate)) as stop_text
  from source.WARDSTAY
  union all
  select
    'CONSWARDSTAY', InternalPatientNumber, EpisodeNumber, EpsActvDtimeInt,
    coalesce(pas_text(EndDtTimeInt), pas_text(EndDate))
  from source.CONSWARDSTAY
),
stay as (
  select
    held_in,
    pas_key(InternalPatientNumber, EpisodeNumber) as spell,
    pas_moment(EpsActvDtimeInt) as start,
    pas_moment(stop_text) as stop,
    stop_text is null as is_open
  from held
),
spell as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber) as key,
    min(pas_moment(coalesce(pas_text(IpAdmDtimeInt), pas_text(AdmissionDate)))) as admitted,
    max(pas_moment(coalesce(pas_text(IpDschDtimeInt), pas_text(DischargeDate)))) as discharged,
    bool_and(coalesce(pas_text(IpDschDtimeInt), pas_text(DischargeDate)) is null) as is_here
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
    lag(stay.spell) over in_order is null as is_first,
    lead(stay.spell) over in_order is null as is_last,
    lead(stay.start) over in_order as next_start,
    bool_and(stay.start is not null and (stay.stop is not null or stay.is_open)) over (partition by stay.held_in, stay.spell) as has_order
  from stay
  left join leave on leave.spell = stay.spell and leave.start = stay.stop
  window in_order as (partition by stay.held_in, stay.spell order by stay.start, coalesce(stay.stop, '999999999999'))
)
select distinct spell.key
from followed
join spell on spell.key = followed.spell
where has_order
  and case
    when start < admitted or stop > discharged then true
    when is_first and start > admitted then true
    when is_last and is_open then not is_here
    when is_last then not ends_with_leave and (is_here or stop < discharged)
    else is_open or stop > next_start or start = next_start or (stop < next_start and not ends_with_leave)
  end
-- part: population_target
select count(*)
from target.LOAD_ADT_WARDSTAYS
-- part: target
with stay as (
  select
    spell.external_system_id as spell,
    pas_moment(stay.start_date) as start,
    pas_moment(stay.end_date) as stop,
    stay.end_date is null as is_open,
    pas_moment(spell.admit_date) as admitted,
    pas_moment(spell.discharge_date) as discharged,
    spell.discharge_date is null as is_here
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
    lag(stay.spell) over in_order is null as is_first,
    lead(stay.spell) over in_order is null as is_last,
    lead(stay.start) over in_order as next_start
  from stay
  left join leave on leave.spell = stay.spell and leave.start = stay.stop
  window in_order as (partition by stay.spell order by stay.start, coalesce(stay.stop, '999999999999'))
)
select distinct spell as key
from followed
where case
  when start < admitted or stop > discharged then true
  when is_first and start > admitted then true
  when is_last and is_open then not is_here
  when is_last then not ends_with_leave and (is_here or stop < discharged)
  else is_open or stop > next_start or start = next_start or (stop < next_start and not ends_with_leave)
end
