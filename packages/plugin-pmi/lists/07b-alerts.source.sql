-- title: Alerts, safeguarding, risks and needs
-- tables: PMISPECIALREG, PATDATA, PATIENTNEEDS
-- key: patient, kind, code, registered
-- load-table: LOAD_PMISTAFFWARNINGS
-- A flag counts as set unless it plainly says no. Deaths are on a list of their own.
with held as (
  select
    _table, _row, InternalPatientNumber, 'REG' as kind, SpecialRegister as code, ActivityDateTime as registered,
    'REG:' || pas_text(SpecialRegister) as warning
  from source.PMISPECIALREG
  union all
  select _table, _row, InternalPatientNumber, 'RISK', '1', null, 'RISK:' || pas_text(RiskFactorCode) from source.PATDATA
  union all
  select _table, _row, InternalPatientNumber, 'RISK', '2', null, 'RISK:' || pas_text(RiskFactorCode_1) from source.PATDATA
  union all
  select _table, _row, InternalPatientNumber, 'MRSA', null, null, case when upper(pas_text(MRSA)) not in ('N', 'NO', '0') then 'MRSA' end
  from source.PATDATA
  union all
  select _table, _row, InternalPatientNumber, 'CPIS', null, null, case when upper(pas_text(IsCPISExists)) not in ('N', 'NO', '0') then 'CPIS' end
  from source.PATDATA
  union all
  select _table, _row, InternalPatientNumber, 'NEED', SeqNo, null, 'NEED:' || pas_text(PatientNeed) from source.PATIENTNEEDS
)
select
  trim(InternalPatientNumber, ' ') as patient,
  kind,
  trim(code, ' ') as code,
  trim(registered, ' ') as registered,
  coalesce(pair.target_code, warning) as warning_code,
  _table,
  _row
from held
left join crosswalk.staff_warning as pair on pair.source_code = held.warning
where warning is not null
