-- by: patient
-- Outpatient appointments before the cut-off, flat: address and GP as they were on the day, meanings instead of codes. An
-- appointment is live or archived, never both; those of service groups are all live, for the archive has no place for them.
with gp_name as (
  select
    trim(GpCode, ' ') as code,
    case when count(distinct coalesce(pas_text(GpName), pas_text(Surname))) = 1 then any_value(coalesce(pas_text(GpName), pas_text(Surname))) end as name
  from source.GP
  where pas_text(GpCode) is not null
  group by 1
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
),
-- Meanings of codes are looked up beside the few columns that they need: each look-up of a wide row costs memory for all of it.
words as materialized (
  select
    a._row,
    referral_source.name as referral_source,
    referral_reason.name as referral_reason,
    referral_end.name as discharge_reason,
    transport.name as transport,
    booking_type.name as booking_type,
    appointment_type.name as appointment_type,
    disposal.name as disposal,
    cancellation.name as cancellation_reason,
    clinic.provider_code as provider_code,
    clinic.name as clinic_name,
    hospital.name as hospital_name,
    specialty.description as specialty,
    consultant.gmc_code as consultant_gmc,
    consultant.name as consultant_name,
    referral.walk_in as referral_walk_in,
    referrer.gmc_code as referrer_gmc,
    referrer.name as referrer_name,
    primary_operation.code as primary_operation_code,
    primary_operation.name as primary_operation_name,
    primary_disease.code as primary_disease_code,
    primary_disease.name as primary_disease_name,
    subsidiary_disease.code as subsidiary_disease_code,
    subsidiary_disease.name as subsidiary_disease_name
  from source.OPA as a
  join opd.archived_appointment as e on e.source_row = a._row
  left join opd.outpatient_referral as referral on referral.number = e.number and referral.episode = e.episode
  left join reference.consultant as referrer on referrer.code = referral.referring_consultant
  left join opd.clinic as clinic on clinic.code = pas_text(a.ClinicCode)
  left join reference.hospital as hospital on hospital.code = clinic.hospital_code
  left join reference.specialty as specialty on specialty.code = pas_text(a.ClinicSpecialty)
  left join reference.consultant as consultant on consultant.code = pas_text(a.ClinicConsultant)
  left join opd.operation as primary_operation
    on primary_operation.code = replace(coalesce(pas_text(a.ApptPrimaryProcedureCode), e.procedure_code), '.', '')
  left join opd.disease as primary_disease on primary_disease.code = replace(pas_text(a.AttPriDiagCode), '.', '')
  left join opd.disease as subsidiary_disease on subsidiary_disease.code = replace(pas_text(a.AttSubDiagCode), '.', '')
  left join opd.code_name as referral_source on referral_source.kind = 'REFERRAL_SOURCE' and referral_source.code = pas_text(a.RefBy)
  left join opd.code_name as referral_reason on referral_reason.kind = 'REFERRAL_REASON' and referral_reason.code = pas_text(a.ReasonForRef)
  left join opd.code_name as referral_end on referral_end.kind = 'REFERRAL_END' and referral_end.code = e.discharge_reason
  left join opd.code_name as transport on transport.kind = 'TRANSPORT' and transport.code = pas_text(a.Transport)
  left join opd.code_name as booking_type on booking_type.kind = 'BOOKING_TYPE' and booking_type.code = pas_text(a.BookingType)
  left join opd.code_name as appointment_type on appointment_type.kind = 'APPOINTMENT_TYPE' and appointment_type.code = pas_text(a.ApptType)
  left join opd.code_name as disposal on disposal.kind = 'DISPOSAL' and disposal.code = pas_text(a.Disposal)
  left join opd.code_name as cancellation on cancellation.kind = 'CANCELLATION' and cancellation.code = e.cancellation_code
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
  e.line_1,
  e.line_2,
  e.line_3,
  e.line_4,
  e.line_5,
  e.postcode,
  a.ApptConractId,
  a.ApptPurchRef,
  words.provider_code,
  a.ApptPurchaser,
  words.referral_source,
  -- The GP that the appointment itself names is the GP of the day, whatever the history says.
  coalesce(pas_text(a.EpiGp), e.gp_code) as gp_code,
  gp.doh_code as gp_doh_code,
  gp.national_code as gp_national_code,
  coalesce(
    case when coalesce(pas_text(a.EpiGp), e.gp_code) = e.gp_code then nullif(e.practice_code, '') end,
    gp.practice_code
  ) as practice_code,
  gp_name.name as gp_name,
  coalesce(pas_text(a.ReferralDateInt), a.ReferralDate) as referral_date,
  words.referral_reason,
  words.referrer_gmc,
  words.referrer_name,
  e.first_attendance,
  coalesce(pas_text(a.OpDischargeDTimeInt), a.DischDate) as discharge_date,
  words.discharge_reason,
  words.hospital_name,
  words.clinic_name,
  words.specialty,
  words.consultant_gmc,
  words.consultant_name,
  words.transport,
  a.RefPriority,
  e.outcome_code,
  case when e.is_contradicted then 'Y' end as is_contradicted,
  e.status,
  a.ApptClass,
  a.ApptCategory,
  words.referral_walk_in,
  coalesce(pas_text(a.DateApptBookedInt), a.ApptBookedDate) as booked_date,
  words.booking_type,
  words.appointment_type,
  e.steps,
  case when e.is_attended then 'Y' end as is_attended,
  words.disposal,
  coalesce(pas_text(a.ApptCancDTimeInt), a.ApptCancDate) as cancelled_date,
  coalesce(pas_text(a.ReasonForCanc), words.cancellation_reason) as cancellation_reason,
  replace(coalesce(pas_text(a.ApptPrimaryProcedureCode), e.procedure_code, pas_text(a.ReadPrimary)), '.', '') as primary_code,
  words.primary_operation_name as primary_name,
  case
    when coalesce(pas_text(a.ApptPrimaryProcedureCode), e.procedure_code, pas_text(a.ReadPrimary), e.procedure_1_code) is not null
      and (words.primary_operation_code is not null or coalesce(pas_text(a.ApptPrimaryProcedureCode), e.procedure_code, pas_text(a.ReadPrimary)) is null)
      and coalesce(e.are_known, true)
      then 'OPCS4'
  end as scheme,
  e.procedure_1_code,
  e.procedure_1_name,
  e.procedure_2_code,
  e.procedure_2_name,
  e.procedure_3_code,
  e.procedure_3_name,
  e.procedure_4_code,
  e.procedure_4_name,
  e.procedure_5_code,
  e.procedure_5_name,
  e.procedure_6_code,
  e.procedure_6_name,
  e.procedure_7_code,
  e.procedure_7_name,
  e.procedure_8_code,
  e.procedure_8_name,
  e.procedure_9_code,
  e.procedure_9_name,
  e.procedure_10_code,
  e.procedure_10_name,
  e.beyond as procedures_beyond,
  a.ApptComment,
  a.CancelComment,
  case when words.appointment_type is null then pas_text(a.ApptType) end as appointment_type_code,
  case when words.clinic_name is null then pas_text(a.ClinicCode) end as clinic_code,
  concat_ws(' ', coalesce(words.primary_disease_code, pas_text(a.AttPriDiagCode)), words.primary_disease_name) as primary_diagnosis,
  concat_ws(' ', coalesce(words.subsidiary_disease_code, pas_text(a.AttSubDiagCode)), words.subsidiary_disease_name) as subsidiary_diagnosis,
  e.secondary_diagnoses,
  e.coding_comment
from source.OPA as a
join opd.archived_appointment as e on e.source_row = a._row
join words on words._row = a._row
left join pmi.patient as patient on patient.number = e.number
left join person on person.number = patient.survivor
left join pmi.gp as gp on gp.code = coalesce(pas_text(a.EpiGp), e.gp_code)
left join gp_name on gp_name.code = coalesce(pas_text(a.EpiGp), e.gp_code)
union all by name
select
  'OPA' as _table,
  source_row as _row,
  case when getvariable('archive_before') is null then 'NO_CUT_OFF' else 'LIVE' end as _exclude
from opd.encounter
where source_table = 'OPA' and (is_community or not is_archived)
