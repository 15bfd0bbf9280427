-- title: Sensitive records
-- tables: PATDATA, PATIENTNEEDS, PATIENTNEEDMF
-- key: patient, kind, code, registered
-- load-table: LOAD_PMISTAFFWARNINGS
-- A withheld identity, and needs that restrict access to the record. The load tables have no field for a withheld identity:
-- until the trust's signed rule for sensitive records is in force, such a patient is on the source side alone.
select
  trim(InternalPatientNumber, ' ') as patient,
  'WITHHELD' as kind,
  pas_text(WithheldIdentityReason) as code,
  null as registered,
  null as warning_code,
  _table,
  _row
from source.PATDATA
where pas_text(WithheldIdentityReason) is not null
union all
select
  trim(need.InternalPatientNumber, ' '),
  'NEED',
  trim(need.SeqNo, ' '),
  null,
  coalesce(pair.target_code, 'NEED:' || pas_text(need.PatientNeed)),
  need._table,
  need._row
from source.PATIENTNEEDS as need
left join crosswalk.staff_warning as pair on pair.source_code = 'NEED:' || pas_text(need.PatientNeed)
where exists (
  from source.PATIENTNEEDMF as master
  where pas_text(master.PatientNeed) = pas_text(need.PatientNeed)
    and (pas_text(master.RestrictAccessInt) = '1' or upper(pas_text(master.RestrictedAccess)) in ('Y', 'YES'))
)
