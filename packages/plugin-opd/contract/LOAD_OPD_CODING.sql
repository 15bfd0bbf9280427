-- by: patient
-- Codes of appointments, one row each, in their order: primary, subsidiary, then the secondary ones as they were numbered.
-- Codes of a referral belong to no appointment; codes of community contacts have no place in the target.
-- An appointment has one row below; a key that two rows share is decided by its own rows.
with appointment as (
  select
    number, episode, start_text, coalesce(res_code, '') as res_code,
    bool_and(is_community) as is_community, bool_and(is_archived) as is_archived
  from opd.encounter
  where source_table = 'OPA'
  group by 1, 2, 3, 4
),
codes as (
  select
    a._table, a._row, a.InternalPatientNumber, a.EpisodeNumber, a.PtApptStartDtimeInt, a.ResCode,
    'DIAG' as kind, 'PRIMARY' as rank, null::varchar as sequence, a.AttPriDiagCode as code, null::varchar as read_code,
    null::varchar as note
  from source.OPA as a
  union all
  select
    a._table, a._row, a.InternalPatientNumber, a.EpisodeNumber, a.PtApptStartDtimeInt, a.ResCode,
    'DIAG', 'SUBSIDIARY', null, a.AttSubDiagCode, null, null
  from source.OPA as a
  union all
  select
    a._table, a._row, a.InternalPatientNumber, a.EpisodeNumber, a.PtApptStartDtimeInt, a.ResCode,
    'PROC', 'PRIMARY', null, coalesce(pas_text(a.ApptPrimaryProcedureCode), attendance.procedure_code), a.ReadPrimary,
    attendance.coding_comment
  from source.OPA as a
  left join opd.attendance as attendance
    on attendance.number = trim(a.InternalPatientNumber, ' ')
    and attendance.episode = trim(a.EpisodeNumber, ' ')
    and attendance.start_text = trim(a.PtApptStartDtimeInt, ' ')
    and attendance.res_code = coalesce(trim(a.ResCode, ' '), '')
  union all
  select
    _table, _row, InternalPatientNumber, EpisodeNumber, PtApptStartDtimeInt, ResCode, 'DIAG', 'SECONDARY',
    pas_text(SeqNo), SchAttDiagCod, SchAttRdCodSec,
    coalesce(pas_text(SchatDiagDervdDesc1), SchatDiagDervdDesc2)
  from source.OPADIAGNOSIS
  union all
  select
    _table, _row, InternalPatientNumber, EpisodeNumber, PtApptStartDtimeInt, ResCode, 'PROC', 'SECONDARY',
    pas_text(OpAppointmentProcedureSequenceNumber), Operation, ReadCodeRepeatGroupSecondaryProcedureCode, null
  from source.OPPROCEDURE
  union all
  select
    _table, _row, InternalPatientNumber, EpisodeNumber, null, null, 'REFERRAL', null,
    OpEpisodeSecondaryDiagnosisSequenceNumber, Diagnosis, null, null
  from source.OPDIAGNOSIS
),
-- A primary code is always the first. Rows that are alike in all that counts keep one place: they are one row.
numbered as (
  select *, 1 as n
  from codes
  where rank = 'PRIMARY' or kind = 'REFERRAL' or coalesce(pas_text(code), pas_text(read_code)) is null
  union all
  select
    *,
    1 + dense_rank() over (
      partition by
        trim(InternalPatientNumber, ' '), trim(EpisodeNumber, ' '), trim(PtApptStartDtimeInt, ' '),
        coalesce(trim(ResCode, ' '), ''), kind
      order by rank = 'SECONDARY', try_cast(sequence as integer), sequence, pas_text(code), pas_text(read_code), note
    )
  from codes
  where rank in ('SUBSIDIARY', 'SECONDARY') and coalesce(pas_text(code), pas_text(read_code)) is not null
)
select
  codes._table,
  codes._row,
  case
    when codes.kind = 'REFERRAL' then 'CODE_OF_REFERRAL'
    when coalesce(pas_text(codes.code), pas_text(codes.read_code)) is null then 'NOTHING_HELD'
    when appointment.is_community then 'COMMUNITY_CONTACT'
    when appointment.is_archived then 'ARCHIVED'
  end as _exclude,
  case
    when patient.number is null then 'PATIENT_UNKNOWN'
    when patient.survivor is null then patient.fault
    when pas_text(codes.code) is null then 'READ_CODE_ONLY'
    when codes.rank = 'SECONDARY' and codes.sequence is null then 'SEQUENCE_MISSING'
  end as _reject,
  codes.InternalPatientNumber,
  codes.EpisodeNumber,
  codes.PtApptStartDtimeInt,
  codes.ResCode,
  codes.kind,
  codes.n,
  codes.rank,
  codes.code,
  case
    when codes.kind = 'DIAG' and diagnosis.code is null then 'N'
    when codes.kind = 'PROC' and operation.code is null then 'N'
  end as is_unknown,
  codes.note,
  patient.survivor
from numbered as codes
left join appointment
  on appointment.number = trim(codes.InternalPatientNumber, ' ')
  and appointment.episode = trim(codes.EpisodeNumber, ' ')
  and appointment.start_text = trim(codes.PtApptStartDtimeInt, ' ')
  and appointment.res_code = coalesce(trim(codes.ResCode, ' '), '')
left join pmi.patient as patient on patient.number = trim(codes.InternalPatientNumber, ' ')
left join opd.disease as diagnosis
  on diagnosis.code = case when codes.kind = 'DIAG' then replace(pas_text(codes.code), '.', '') end
left join opd.operation as operation
  on operation.code = case when codes.kind = 'PROC' then replace(pas_text(codes.code), '.', '') end
