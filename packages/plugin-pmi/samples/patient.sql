-- title: Everybody who is registered and was not merged into somebody else
-- tables: PATDATA, MERGEDID
-- patient-column: InternalPatientNumber
select distinct trim(InternalPatientNumber, ' ') as patient
from source.PATDATA as patient
where not exists (
  from source.MERGEDID as merged
  where trim(merged.OldID, ' ') = trim(patient.InternalPatientNumber, ' ')
)
