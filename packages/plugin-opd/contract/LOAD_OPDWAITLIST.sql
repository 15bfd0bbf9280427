-- by: patient
-- Every entry of an outpatient or community waiting list, on it or taken off it, once.
-- An entry is booked while an appointment booked from it lies ahead. A suspension that covers the snapshot comes from the
-- feed, for V83 holds none.
with entries as (
  select
    _table, _row, AppointmentType as appointment_type, Comment as list_comment, TransportCode as transport,
    ShortNotice as short_notice, ProcedureType as procedure_type, ResponseComments as response_comment,
    null::varchar as removal_comment, null::varchar as urgency,
    coalesce(pas_text(FollUpApptReqDtEXT), FollUpApptReqdDtEXT) as due_date,
    pas_text(OpWlDateAppointmentRequiredInternal) as due_month,
    null::varchar as own_specialty, null::varchar as own_consultant
  from source.OPWLENTRY
  union all
  select
    _table, _row, AppointmentType, Comment, TransportCode, ShortNotice, ProcedureType, ResponseComments, OpWlRemovalComment,
    null, null, coalesce(pas_text(WlDateAppReqInt), pas_text(WlDateAppReq)), pas_text(OpWlPatientSpecialty),
    pas_text(OpWlPatientCons)
  from source.OPWLREMENTRY
  union all
  select
    _table, _row, ApptType, Comment, TransportCode, ShortNotice, null, null, RemovalComment, Urgency, null,
    coalesce(pas_text(DateApptReqdInt), pas_text(DateApptReqd)), null, null
  from source.CPSOPWLIST
),
list as (
  select
    trim(TreatmentCode, ' ') as code,
    case when count(distinct pas_text(Description)) = 1 then any_value(pas_text(Description)) end as name,
    case when count(distinct pas_text(HospitalCode)) = 1 then any_value(pas_text(HospitalCode)) end as hospital_code,
    case when count(distinct pas_text(Specialty)) = 1 then any_value(pas_text(Specialty)) end as specialty,
    case when count(distinct pas_text(Consultant)) = 1 then any_value(pas_text(Consultant)) end as consultant
  from source.OPWLMF
  where pas_text(TreatmentCode) is not null
  group by 1
),
appointment_type as (
  select
    trim(AppointmentTypeCode, ' ') as code,
    case
      when count(distinct pas_text(SchedulingAppointmentClassification)) = 1
        then any_value(pas_text(SchedulingAppointmentClassification))
    end as class,
    case when count(distinct pas_text(ApptCategory)) = 1 then any_value(pas_text(ApptCategory)) end as category
  from source.APPTYP
  where pas_text(AppointmentTypeCode) is not null
  group by 1
),
-- What became of the appointments that were booked from an entry.
booked as (
  select
    encounter.number, encounter.episode, link.list_code, link.on_list_day,
    bool_or(encounter.is_future and not encounter.is_cancelled) as has_future,
    bool_or(not encounter.is_cancelled) as has_kept
  from opd.booked_from_list as link
  join opd.encounter as encounter on encounter.source_table = 'OPA' and encounter.source_row = link.source_row
  where link.list_code is not null
  group by 1, 2, 3, 4
),
suspended as (
  select distinct
    trim(patient_number, ' ') as number,
    trim(episode_number, ' ') as episode,
    trim(list_code, ' ') as list_code,
    coalesce(pas_day(date_on_list), trim(date_on_list, ' ')) as on_list_day
  from feed."op-suspensions"
  where pas_day(deferral_start) <= substr(getvariable('snapshot'), 1, 8)
    and coalesce(pas_day(deferral_end), '99999999') >= substr(getvariable('snapshot'), 1, 8)
)
select
  entries._table,
  entries._row,
  entry.merged_into as _merge,
  case
    when patient.number is null then 'PATIENT_UNKNOWN'
    when patient.survivor is null then patient.fault
  end as _reject,
  entry.number,
  entry.episode,
  entry.list_code,
  entry.on_list_day,
  patient.survivor,
  patient.main_crn,
  entry.area,
  list.name as list_name,
  list.hospital_code,
  coalesce(entries.own_specialty, list.specialty, referral.specialty) as specialty,
  coalesce(entries.own_consultant, list.consultant, referral.consultant) as consultant,
  entries.appointment_type,
  appointment_type.class as appointment_class,
  appointment_type.category as appointment_category,
  upper(pas_text(entries.short_notice)) as short_notice,
  case
    when entry.is_removed and booked.has_kept then 'REMOVED-BOOKED'
    when entry.is_removed then 'REMOVED'
    when suspended.number is not null then 'SUSPENDED'
    when booked.has_future then 'BOOKED'
    else 'ON-LIST'
  end as state,
  entries.due_date,
  entries.due_month,
  entry.removal_code,
  entry.removed_on,
  entries.list_comment,
  entries.procedure_type,
  entries.response_comment,
  entries.removal_comment,
  entries.urgency,
  entries.transport
from entries
join opd.list_entry as entry on entry.source_table = entries._table and entry.source_row = entries._row
left join pmi.patient as patient on patient.number = entry.number
left join list on list.code = entry.list_code
left join appointment_type on appointment_type.code = trim(entries.appointment_type, ' ')
left join opd.outpatient_referral as referral on referral.number = entry.number and referral.episode = entry.episode
left join booked
  on booked.number = entry.number
  and booked.episode = entry.episode
  and booked.list_code = entry.list_code
  and booked.on_list_day = entry.on_list_day
left join suspended
  on suspended.number = entry.number
  and suspended.episode = entry.episode
  and suspended.list_code = entry.list_code
  and suspended.on_list_day = entry.on_list_day
