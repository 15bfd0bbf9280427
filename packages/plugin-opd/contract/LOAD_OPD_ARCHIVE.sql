-- Outpatient appointments before the cut-off, flat: address and GP as they were on the day, meanings instead of codes. An
-- appointment is live or archived, never both; those of service groups are all live, for the archive has no place for them.
with old as (
  select
    e.source_row as row, e.number, e.episode, e.start_text, coalesce(e.res_code, '') as res_code, e.day, e.status,
    e.outcome_code, e.is_contradicted, e.is_attended, patient.survivor
  from opd.encounter as e
  left join pmi.patient as patient on patient.number = e.number
  where e.source_table = 'OPA' and e.is_archived and not e.is_community
),
-- History is kept under the number that the patient had; the survivor's counts where that number has none.
known_as as (
  select row, day, number as held_number, false as is_survivor
  from old
  union all
  select row, day, survivor, true
  from old
  where survivor <> number
),
address as (
  select
    known_as.row,
    arg_min(
      struct_pack(
        line_1 := period.line_1, line_2 := period.line_2, line_3 := period.line_3, line_4 := period.line_4,
        line_5 := period.line_5, postcode := period.postcode
      ),
      (known_as.is_survivor, period.from_day)
    ) as home
  from known_as
  join pmi.address_period as period
    on period.number = known_as.held_number and known_as.day between period.from_day and period.to_day
  group by known_as.row
),
registration as (
  select
    known_as.row,
    arg_min(period.gp_code, (known_as.is_survivor, period.from_day)) as gp_code,
    arg_min(coalesce(period.practice_code, ''), (known_as.is_survivor, period.from_day)) as practice_code
  from known_as
  join pmi.gp_period as period
    on period.number = known_as.held_number and known_as.day between period.from_day and period.to_day
  group by known_as.row
),
gp_name as (
  select
    trim(GpCode, ' ') as code,
    case when count(distinct coalesce(pas_text(GpName), pas_text(Surname))) = 1 then any_value(coalesce(pas_text(GpName), pas_text(Surname))) end as name
  from source.GP
  where pas_text(GpCode) is not null
  group by 1
),
first_attendance as (
  select number, episode, min(day) as day
  from opd.encounter
  where source_table = 'OPA' and is_attended and not is_community
  group by 1, 2
),
attendance as (
  select
    trim(InternalPatientNumber, ' ') as number,
    trim(EpisodeNumber, ' ') as episode,
    trim(PtApptStartDtimeInt, ' ') as start_text,
    coalesce(trim(ResCode, ' '), '') as res_code,
    case
      when count(distinct pas_text(SchReasonForCancellationCodeAppointment)) = 1
        then any_value(pas_text(SchReasonForCancellationCodeAppointment))
    end as cancellation_code,
    case
      when count(distinct pas_text(KornerEpisodePrimaryProcedureCode)) = 1
        then any_value(pas_text(KornerEpisodePrimaryProcedureCode))
    end as procedure_code,
    case
      when count(distinct pas_text(OpAppointmentProcedureCodingComment)) = 1
        then any_value(pas_text(OpAppointmentProcedureCodingComment))
    end as coding_comment
  from source.OPAPPOINTATTEND
  where pas_day(PtApptStartDtimeInt) < getvariable('archive_before')
  group by 1, 2, 3, 4
),
discharge as (
  select
    trim(InternalPatientNumber, ' ') as number,
    trim(EpisodeNumber, ' ') as episode,
    case when count(distinct pas_text(ReasonCode)) = 1 then any_value(pas_text(ReasonCode)) end as reason
  from source.OPDISCHARGE
  group by 1, 2
),
operation as (
  select replace(code, '.', '') as code, case when count(distinct description) = 1 then any_value(description) end as name
  from reference.procedure
  group by 1
),
disease as (
  select replace(code, '.', '') as code, case when count(distinct description) = 1 then any_value(description) end as name
  from reference.diagnosis
  group by 1
),
secondary_operation as (
  select
    trim(p.InternalPatientNumber, ' ') as number,
    trim(p.EpisodeNumber, ' ') as episode,
    trim(p.PtApptStartDtimeInt, ' ') as start_text,
    coalesce(trim(p.ResCode, ' '), '') as res_code,
    replace(coalesce(pas_text(p.Operation), pas_text(p.ReadCodeRepeatGroupSecondaryProcedureCode)), '.', '') as code,
    row_number() over (
      partition by trim(p.InternalPatientNumber, ' '), trim(p.EpisodeNumber, ' '), trim(p.PtApptStartDtimeInt, ' '), coalesce(trim(p.ResCode, ' '), '')
      order by
        try_cast(pas_text(p.OpAppointmentProcedureSequenceNumber) as integer) nulls last,
        pas_text(p.OpAppointmentProcedureSequenceNumber), p._row
    ) as slot
  from source.OPPROCEDURE as p
  where pas_day(p.PtApptStartDtimeInt) < getvariable('archive_before')
    and coalesce(pas_text(p.Operation), pas_text(p.ReadCodeRepeatGroupSecondaryProcedureCode)) is not null
),
named_operation as (
  select secondary_operation.*, operation.name, operation.code is not null as is_known
  from secondary_operation
  left join operation on operation.code = secondary_operation.code
),
codes as (
  select
    number, episode, start_text, res_code,
    list(struct_pack(code := code, name := name) order by slot) as slots,
    bool_and(is_known) as are_known,
    string_agg(concat_ws(' ', code, name), ', ' order by slot) filter (where slot > 10) as beyond
  from named_operation
  group by 1, 2, 3, 4
),
secondary_disease as (
  select
    trim(d.InternalPatientNumber, ' ') as number,
    trim(d.EpisodeNumber, ' ') as episode,
    trim(d.PtApptStartDtimeInt, ' ') as start_text,
    coalesce(trim(d.ResCode, ' '), '') as res_code,
    string_agg(
      concat_ws(
        ' ', coalesce(disease.code, pas_text(d.SchAttDiagCod), pas_text(d.SchAttRdCodSec)),
        coalesce(disease.name, pas_text(d.SchatDiagDervdDesc1), pas_text(d.SchatDiagDervdDesc2))
      ),
      ', ' order by try_cast(pas_text(d.SeqNo) as integer) nulls last, pas_text(d.SeqNo), d._row
    ) as text
  from source.OPADIAGNOSIS as d
  left join disease on disease.code = replace(pas_text(d.SchAttDiagCod), '.', '')
  where pas_day(d.PtApptStartDtimeInt) < getvariable('archive_before')
  group by 1, 2, 3, 4
),
person as (
  select
    trim(InternalPatientNumber, ' ') as number,
    min(coalesce(pas_text(InternalDateOfBirth), PtDoB)) as date_of_birth,
    min(Sex) as sex,
    min(Forenames) as forenames,
    min(Surname) as surname
  from source.PATDATA
  group by 1
  having count(*) = 1
)
select
  a._table,
  a._row,
  null::varchar as _exclude,
  case
    when patient.number is null then 'PATIENT_UNKNOWN'
    when patient.survivor is null then patient.fault
  end as _reject,
  'OUTPATIENT' as area,
  a.InternalPatientNumber,
  a.EpisodeNumber,
  a.PtApptStartDtimeInt,
  a.ResCode,
  patient.survivor,
  patient.main_crn,
  person.date_of_birth,
  person.sex,
  person.forenames,
  person.surname,
  address.home.line_1 as line_1,
  address.home.line_2 as line_2,
  address.home.line_3 as line_3,
  address.home.line_4 as line_4,
  address.home.line_5 as line_5,
  address.home.postcode as postcode,
  a.ApptConractId,
  a.ApptPurchRef,
  clinic.provider_code,
  a.ApptPurchaser,
  referral_source.name as referral_source,
  -- The GP that the appointment itself names is the GP of the day, whatever the history says.
  coalesce(pas_text(a.EpiGp), registration.gp_code) as gp_code,
  gp.doh_code as gp_doh_code,
  gp.national_code as gp_national_code,
  coalesce(
    case when coalesce(pas_text(a.EpiGp), registration.gp_code) = registration.gp_code then nullif(registration.practice_code, '') end,
    gp.practice_code
  ) as practice_code,
  gp_name.name as gp_name,
  coalesce(pas_text(a.ReferralDateInt), a.ReferralDate) as referral_date,
  referral_reason.name as referral_reason,
  referrer.gmc_code as referrer_gmc,
  referrer.name as referrer_name,
  first_attendance.day as first_attendance,
  coalesce(pas_text(a.OpDischargeDTimeInt), a.DischDate) as discharge_date,
  referral_end.name as discharge_reason,
  hospital.name as hospital_name,
  clinic.name as clinic_name,
  specialty.description as specialty,
  consultant.gmc_code as consultant_gmc,
  consultant.name as consultant_name,
  transport.name as transport,
  a.RefPriority,
  e.outcome_code,
  case when e.is_contradicted then 'Y' end as is_contradicted,
  e.status,
  a.ApptClass,
  a.ApptCategory,
  referral.walk_in as referral_walk_in,
  coalesce(pas_text(a.DateApptBookedInt), a.ApptBookedDate) as booked_date,
  booking_type.name as booking_type,
  appointment_type.name as appointment_type,
  tracking.steps,
  case when e.is_attended then 'Y' end as is_attended,
  disposal.name as disposal,
  coalesce(pas_text(a.ApptCancDTimeInt), a.ApptCancDate) as cancelled_date,
  coalesce(pas_text(a.ReasonForCanc), cancellation.name) as cancellation_reason,
  replace(coalesce(pas_text(a.ApptPrimaryProcedureCode), attendance.procedure_code, pas_text(a.ReadPrimary)), '.', '') as primary_code,
  primary_operation.name as primary_name,
  case
    when coalesce(pas_text(a.ApptPrimaryProcedureCode), attendance.procedure_code, pas_text(a.ReadPrimary), codes.slots[1].code) is not null
      and (primary_operation.code is not null or coalesce(pas_text(a.ApptPrimaryProcedureCode), attendance.procedure_code, pas_text(a.ReadPrimary)) is null)
      and coalesce(codes.are_known, true)
      then 'OPCS4'
  end as scheme,
  codes.slots[1].code as procedure_1_code,
  codes.slots[1].name as procedure_1_name,
  codes.slots[2].code as procedure_2_code,
  codes.slots[2].name as procedure_2_name,
  codes.slots[3].code as procedure_3_code,
  codes.slots[3].name as procedure_3_name,
  codes.slots[4].code as procedure_4_code,
  codes.slots[4].name as procedure_4_name,
  codes.slots[5].code as procedure_5_code,
  codes.slots[5].name as procedure_5_name,
  codes.slots[6].code as procedure_6_code,
  codes.slots[6].name as procedure_6_name,
  codes.slots[7].code as procedure_7_code,
  codes.slots[7].name as procedure_7_name,
  codes.slots[8].code as procedure_8_code,
  codes.slots[8].name as procedure_8_name,
  codes.slots[9].code as procedure_9_code,
  codes.slots[9].name as procedure_9_name,
  codes.slots[10].code as procedure_10_code,
  codes.slots[10].name as procedure_10_name,
  codes.beyond as procedures_beyond,
  a.ApptComment,
  a.CancelComment,
  case when appointment_type.name is null then pas_text(a.ApptType) end as appointment_type_code,
  case when clinic.name is null then pas_text(a.ClinicCode) end as clinic_code,
  concat_ws(' ', coalesce(primary_disease.code, pas_text(a.AttPriDiagCode)), primary_disease.name) as primary_diagnosis,
  concat_ws(' ', coalesce(subsidiary_disease.code, pas_text(a.AttSubDiagCode)), subsidiary_disease.name) as subsidiary_diagnosis,
  secondary_disease.text as secondary_diagnoses,
  attendance.coding_comment
from source.OPA as a
join old as e on e.row = a._row
left join pmi.patient as patient on patient.number = e.number
left join person on person.number = patient.survivor
left join address on address.row = a._row
left join registration on registration.row = a._row
left join pmi.gp as gp on gp.code = coalesce(pas_text(a.EpiGp), registration.gp_code)
left join gp_name on gp_name.code = coalesce(pas_text(a.EpiGp), registration.gp_code)
left join opd.outpatient_referral as referral on referral.number = e.number and referral.episode = e.episode
left join reference.consultant as referrer on referrer.code = referral.referring_consultant
left join first_attendance on first_attendance.number = e.number and first_attendance.episode = e.episode
left join attendance
  on attendance.number = e.number
  and attendance.episode = e.episode
  and attendance.start_text = e.start_text
  and attendance.res_code = e.res_code
left join codes
  on codes.number = e.number
  and codes.episode = e.episode
  and codes.start_text = e.start_text
  and codes.res_code = e.res_code
left join secondary_disease
  on secondary_disease.number = e.number
  and secondary_disease.episode = e.episode
  and secondary_disease.start_text = e.start_text
  and secondary_disease.res_code = e.res_code
left join opd.tracking as tracking
  on tracking.number = e.number
  and tracking.episode = e.episode
  and tracking.start_text = e.start_text
  and tracking.res_code = e.res_code
left join discharge on discharge.number = e.number and discharge.episode = e.episode
left join opd.clinic as clinic on clinic.code = pas_text(a.ClinicCode)
left join reference.hospital as hospital on hospital.code = clinic.hospital_code
left join reference.specialty as specialty on specialty.code = pas_text(a.ClinicSpecialty)
left join reference.consultant as consultant on consultant.code = pas_text(a.ClinicConsultant)
left join operation as primary_operation
  on primary_operation.code = replace(coalesce(pas_text(a.ApptPrimaryProcedureCode), attendance.procedure_code), '.', '')
left join disease as primary_disease on primary_disease.code = replace(pas_text(a.AttPriDiagCode), '.', '')
left join disease as subsidiary_disease on subsidiary_disease.code = replace(pas_text(a.AttSubDiagCode), '.', '')
left join opd.code_name as referral_source on referral_source.kind = 'REFERRAL_SOURCE' and referral_source.code = pas_text(a.RefBy)
left join opd.code_name as referral_reason on referral_reason.kind = 'REFERRAL_REASON' and referral_reason.code = pas_text(a.ReasonForRef)
left join opd.code_name as referral_end on referral_end.kind = 'REFERRAL_END' and referral_end.code = discharge.reason
left join opd.code_name as transport on transport.kind = 'TRANSPORT' and transport.code = pas_text(a.Transport)
left join opd.code_name as booking_type on booking_type.kind = 'BOOKING_TYPE' and booking_type.code = pas_text(a.BookingType)
left join opd.code_name as appointment_type on appointment_type.kind = 'APPOINTMENT_TYPE' and appointment_type.code = pas_text(a.ApptType)
left join opd.code_name as disposal on disposal.kind = 'DISPOSAL' and disposal.code = pas_text(a.Disposal)
left join opd.code_name as cancellation on cancellation.kind = 'CANCELLATION' and cancellation.code = attendance.cancellation_code
union all by name
select
  'OPA' as _table,
  source_row as _row,
  case when getvariable('archive_before') is null then 'NO_CUT_OFF' else 'LIVE' end as _exclude
from opd.encounter
where source_table = 'OPA' and (is_community or not is_archived)
