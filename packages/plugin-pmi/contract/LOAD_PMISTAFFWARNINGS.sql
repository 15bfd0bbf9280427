-- by: patient
-- Everything that staff have to know before they meet a patient. A flag counts as set unless it plainly says no: a
-- warning too many can be taken back, one too few cannot. Those of a merged-away record are carried over. A death
-- without a date is carried as a warning, not as a date; one that only a merged-away record tells of is for people to
-- settle, for its survivor may be alive.
with death as (
  select
    trim(InternalPatientNumber, ' ') as number,
    bool_or(coalesce(upper(pas_text(PtDeathIndInt)) not in ('N', 'NO', '0'), false)) as is_flagged,
    bool_or(pas_text(PtDateOfDeathInt) is not null or pas_text(PtDateOfDeath) is not null) as is_dated
  from source.PATDATA
  group by 1
),
warnings as (
  select
    _table, _row, InternalPatientNumber, 'REG' as kind, SpecialRegister as code, ActivityDateTime as registered_at,
    'REG:' || pas_text(SpecialRegister) as warning, SpecialRegisterDescription as comment,
    coalesce(pas_text(DateEntered), ActivityDateTime) as from_date
  from source.PMISPECIALREG
  union all
  select _table, _row, InternalPatientNumber, 'RISK', '1', null, 'RISK:' || pas_text(RiskFactorCode), RiskFactorCode, null from source.PATDATA
  union all
  select _table, _row, InternalPatientNumber, 'RISK', '2', null, 'RISK:' || pas_text(RiskFactorCode_1), RiskFactorCode_1, null from source.PATDATA
  union all
  select
    _table, _row, InternalPatientNumber, 'MRSA', null, null,
    case when upper(pas_text(MRSA)) not in ('N', 'NO', '0') then 'MRSA' end, MRSA, coalesce(pas_text(MRSASetDtInt), MRSASetDt)
  from source.PATDATA
  union all
  select
    _table, _row, InternalPatientNumber, 'CPIS', null, null,
    case when upper(pas_text(IsCPISExists)) not in ('N', 'NO', '0') then 'CPIS' end, IsCPISExists, null
  from source.PATDATA
  union all
  select
    _table, _row, InternalPatientNumber, 'DIED', null, null,
    case
      when patient.state = 'merged' and (death.is_flagged or death.is_dated) then 'DIED'
      when death.is_flagged and not death.is_dated then 'DIED'
    end,
    PtDeathIndInt, null
  from source.PATDATA
  join death on death.number = trim(InternalPatientNumber, ' ')
  left join pmi.patient as patient on patient.number = death.number
  union all
  select
    _table, _row, InternalPatientNumber, 'NEED', SeqNo, null, 'NEED:' || pas_text(PatientNeed),
    concat_ws('; ', pas_text(PatientNeedDesc), pas_text(PatientNeedsComments)), null
  from source.PATIENTNEEDS
),
counted as (
  select *, count(warning) over (partition by _table, _row) as parts
  from warnings
)
select
  counted._table,
  counted._row,
  case when parts = 0 then 'NOTHING_HELD' end as _exclude,
  case
    when kind = 'DIED' and patient.state = 'merged' and (survivor_death.is_flagged or survivor_death.is_dated) then 'DEATH_OF_SURVIVOR'
  end as _merge,
  case
    when patient.number is null then 'PATIENT_UNKNOWN'
    when kind = 'DIED' and patient.state = 'merged' then 'DEATH_OF_MERGED_RECORD'
  end as _reject,
  counted.InternalPatientNumber,
  kind,
  code,
  registered_at,
  warning,
  comment,
  from_date,
  patient.survivor,
  patient.main_crn
from counted
left join pmi.patient as patient on patient.number = trim(counted.InternalPatientNumber, ' ')
left join death as survivor_death on survivor_death.number = patient.survivor
where warning is not null
   or (parts = 0 and (_table <> 'PATDATA' or kind = 'MRSA'))
