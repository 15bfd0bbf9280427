-- title: Patients in hospital, by ward and bed
-- tables: ADMITDISCH, CONSWARDSTAY, WARDSTAY, ROOMSTAY
-- key: patient, episode
-- load-table: LOAD_ADT_ADMISSIONS
-- decided-by: discharge_date
-- A spell without a discharge is in hospital, on the ward of its last stay; CONSWARDSTAY counts where it holds the spell.
with spell as (
  select
    _table, _row,
    trim(InternalPatientNumber, ' ') as patient,
    trim(EpisodeNumber, ' ') as episode,
    pas_moment(coalesce(pas_text(IpAdmDtimeInt), AdmissionDate)) as admitted
  from source.ADMITDISCH
  where pas_text(IpDschDtimeInt) is null and pas_text(DischargeDate) is null
),
stay as (
  select
    trim(InternalPatientNumber, ' ') as patient, trim(EpisodeNumber, ' ') as episode, '1' as preference,
    pas_moment(EpsActvDtimeInt) as began, coalesce(pas_text(EndDtTimeInt), pas_text(EndDate)) is null as is_open,
    pas_text(WardCode) as ward
  from source.CONSWARDSTAY
  union all
  select
    trim(InternalPatientNumber, ' '), trim(EpisodeNumber, ' '), '0',
    pas_moment(EpsActvDtimeInt), coalesce(pas_text(EndDtTimeInt), pas_text(EndDate)) is null, pas_text(WardCode)
  from source.WARDSTAY
),
present as (
  select
    patient, episode, began, ward
  from stay
  qualify row_number() over (
    partition by patient, episode
    order by preference desc, began desc nulls last, is_open desc, ward
  ) = 1
),
bed as (
  select
    present.patient, present.episode,
    concat_ws(' ', pas_text(Room), pas_text(BedID)) as bed
  from present
  join source.ROOMSTAY as room
    on trim(room.InternalPatientNumber, ' ') = present.patient
    and trim(room.EpisodeNumber, ' ') = present.episode
    and pas_text(room.Ward) = present.ward
    and coalesce(pas_moment(EndDateTmInt), '999999999999') > present.began
  qualify row_number() over (
    partition by present.patient, present.episode
    order by pas_moment(EpsActvDtimeInt) desc nulls last, coalesce(pas_moment(EndDateTmInt), '999999999999') desc, bed
  ) = 1
)
select
  spell.patient,
  spell.episode,
  spell.admitted as admit_date,
  coalesce(ward.target_code, present.ward) as ward,
  bed.bed as bed_location,
  _table,
  _row
from spell
left join present on present.patient = spell.patient and present.episode = spell.episode
left join crosswalk.ward as ward on ward.source_code = present.ward
left join bed on bed.patient = spell.patient and bed.episode = spell.episode
