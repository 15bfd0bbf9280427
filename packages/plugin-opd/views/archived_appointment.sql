-- by: patient
-- What stood about each archived appointment of the outpatient system elsewhere than in its booking: where the patient
-- lived and was registered on the day, how the visit went, and its codes in one row.
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
first_attendance as (
  select number, episode, min(day) as day
  from opd.encounter
  where source_table = 'OPA' and is_attended and not is_community
  group by 1, 2
),
discharge as (
  select
    trim(InternalPatientNumber, ' ') as number,
    trim(EpisodeNumber, ' ') as episode,
    case when count(distinct pas_text(ReasonCode)) = 1 then any_value(pas_text(ReasonCode)) end as reason
  from source.OPDISCHARGE
  group by 1, 2
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
  left join opd.operation as operation on operation.code = secondary_operation.code
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
  left join opd.disease as disease on disease.code = replace(pas_text(d.SchAttDiagCod), '.', '')
  where pas_day(d.PtApptStartDtimeInt) < getvariable('archive_before')
  group by 1, 2, 3, 4
)
select
  old.row as source_row,
  old.number,
  old.episode,
  old.status,
  old.outcome_code,
  old.is_contradicted,
  old.is_attended,
  address.home.line_1 as line_1,
  address.home.line_2 as line_2,
  address.home.line_3 as line_3,
  address.home.line_4 as line_4,
  address.home.line_5 as line_5,
  address.home.postcode as postcode,
  registration.gp_code,
  registration.practice_code,
  first_attendance.day as first_attendance,
  attendance.cancellation_code,
  attendance.procedure_code,
  attendance.coding_comment,
  discharge.reason as discharge_reason,
  tracking.steps,
  codes.slots[1].code as procedure_1_code, codes.slots[1].name as procedure_1_name,
  codes.slots[2].code as procedure_2_code, codes.slots[2].name as procedure_2_name,
  codes.slots[3].code as procedure_3_code, codes.slots[3].name as procedure_3_name,
  codes.slots[4].code as procedure_4_code, codes.slots[4].name as procedure_4_name,
  codes.slots[5].code as procedure_5_code, codes.slots[5].name as procedure_5_name,
  codes.slots[6].code as procedure_6_code, codes.slots[6].name as procedure_6_name,
  codes.slots[7].code as procedure_7_code, codes.slots[7].name as procedure_7_name,
  codes.slots[8].code as procedure_8_code, codes.slots[8].name as procedure_8_name,
  codes.slots[9].code as procedure_9_code, codes.slots[9].name as procedure_9_name,
  codes.slots[10].code as procedure_10_code, codes.slots[10].name as procedure_10_name,
  codes.are_known,
  codes.beyond,
  secondary_disease.text as secondary_diagnoses
from old
left join address on address.row = old.row
left join registration on registration.row = old.row
left join first_attendance on first_attendance.number = old.number and first_attendance.episode = old.episode
left join opd.attendance as attendance
  on attendance.number = old.number
  and attendance.episode = old.episode
  and attendance.start_text = old.start_text
  and attendance.res_code = old.res_code
left join codes
  on codes.number = old.number
  and codes.episode = old.episode
  and codes.start_text = old.start_text
  and codes.res_code = old.res_code
left join secondary_disease
  on secondary_disease.number = old.number
  and secondary_disease.episode = old.episode
  and secondary_disease.start_text = old.start_text
  and secondary_disease.res_code = old.res_code
left join opd.tracking as tracking
  on tracking.number = old.number
  and tracking.episode = old.episode
  and tracking.start_text = old.start_text
  and tracking.res_code = old.res_code
left join discharge on discharge.number = old.number and discharge.episode = old.episode
