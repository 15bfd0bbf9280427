-- by: patient
-- Every outpatient appointment, cancelled ones too: waits are wrong without them. Those of service groups are loaded as
-- community appointments. One of the inpatient application is loaded where its episode is an outpatient referral; without
-- one there is nothing to hang it on.
with missed as (
  select
    trim(InternalPatientNumber, ' ') as number,
    trim(EpisodeNumber, ' ') as episode,
    trim(PtApptStartDtimeInt, ' ') as start_text,
    coalesce(trim(ResCode, ' '), '') as res_code,
    string_agg(distinct pas_text(Comment), ', ' order by pas_text(Comment)) as comment
  from source.APPOINTMENTDNA
  group by 1, 2, 3, 4
)
select
  a._table,
  a._row,
  case when e.is_community then 'COMMUNITY_CONTACT' when e.is_archived then 'ARCHIVED' end as _exclude,
  case
    when patient.number is null then 'PATIENT_UNKNOWN'
    when patient.survivor is null then patient.fault
    when pas_text(a.ApplicationIndicator) = '1' and referral.number is null then 'INPATIENT_APPOINTMENT'
  end as _reject,
  a.InternalPatientNumber,
  a.EpisodeNumber,
  a.PtApptStartDtimeInt,
  a.ResCode,
  patient.survivor,
  patient.main_crn,
  link.list_code,
  link.on_list_day,
  case when link.list_code is not null then e.number end as list_number,
  case when link.list_code is not null then e.episode end as list_episode,
  case when clock.is_proved then e.number end as clock_number,
  clock.pathway_number as clock_pathway,
  clock.period_id as clock_period,
  clock.action as clock_action,
  case when not clock.is_proved then 'Y' end as clock_unproved,
  case when visit.kind is not null then e.number end as visit_number,
  visit.pathway_number as visit_pathway,
  visit.moment_text as visit_moment,
  visit.type_text as visit_type,
  case when ending.kind is not null then e.number end as ending_number,
  ending.pathway_number as ending_pathway,
  ending.moment_text as ending_moment,
  ending.type_text as ending_type,
  a.ApptClass,
  a.ApptCategory,
  coalesce(pas_text(a.DateApptBookedInt), a.ApptBookedDate) as booked_date,
  a.BookingType,
  a.ClinicCode,
  a.ApptType,
  a.ClinicConsultant,
  doctor.consultant_code as doctor_consultant,
  a.Transport,
  e.status,
  referral.walk_in as referral_walk_in,
  tracking.steps,
  case when e.is_attended then 'Y' end as is_attended,
  e.outcome_code,
  case when e.is_contradicted then 'Y' end as is_contradicted,
  coalesce(pas_text(a.ApptCancDTimeInt), a.ApptCancDate) as cancelled_date,
  a.ApptComment,
  disposal.name as disposal,
  case when disposal.name is null then pas_text(a.Disposal) end as disposal_code,
  coalesce(pas_text(a.ReasonForCanc), cancellation.name, attendance.cancellation_code) as cancellation_reason,
  a.CancelComment,
  missed.comment as missed_comment,
  a.EbookingReferenceNumber,
  case
    when regexp_full_match(replace(a.EbookingReferenceNumber, ' ', ''), '[0-9]{12}') then a.CABServiceCode
  end as cab_service
from source.OPA as a
join opd.encounter as e on e.source_table = 'OPA' and e.source_row = a._row
left join pmi.patient as patient on patient.number = e.number
left join opd.outpatient_referral as referral on referral.number = e.number and referral.episode = e.episode
left join opd.booked_from_list as link on link.source_row = a._row
left join opd.encounter_clock as clock on clock.source_table = 'OPA' and clock.source_row = a._row
left join opd.encounter_event as visit
  on visit.source_table = 'OPA' and visit.source_row = a._row and visit.kind = 'VISIT'
left join opd.encounter_event as ending
  on ending.source_table = 'OPA' and ending.source_row = a._row and ending.kind = 'DISCHARGE'
left join opd.clinic_doctor as doctor on doctor.code = e.res_code
left join opd.tracking as tracking
  on tracking.number = e.number
  and tracking.episode = e.episode
  and tracking.start_text = e.start_text
  and tracking.res_code = coalesce(e.res_code, '')
left join opd.attendance as attendance
  on attendance.number = e.number
  and attendance.episode = e.episode
  and attendance.start_text = e.start_text
  and attendance.res_code = coalesce(e.res_code, '')
left join missed
  on missed.number = e.number
  and missed.episode = e.episode
  and missed.start_text = e.start_text
  and missed.res_code = coalesce(e.res_code, '')
left join opd.code_name as cancellation
  on cancellation.kind = 'CANCELLATION' and cancellation.code = attendance.cancellation_code
left join opd.code_name as disposal on disposal.kind = 'DISPOSAL' and disposal.code = pas_text(a.Disposal)
