-- id: GEN-21
-- title: Every record of a patient names one that is registered, or merged into one that is
-- severity: error
-- stage: source
-- hazard: H-01
-- sign_off: data migration lead
-- why: Activity of a patient whom nobody can find is a patient lost to follow-up.
-- fix: Find the patient in the old system and register, merge or delete the number there, then extract again.
-- each: source table with InternalPatientNumber
-- optional: source.MERGEDID
-- part: population_source
select count(*)
from source.{table}
-- part: source
select pas_key('{table}', InternalPatientNumber) as key
from source.{table} as record
where not exists (
  from pmi.patient
  where patient.number = trim(record.InternalPatientNumber, ' ')
    and (patient.is_registered or patient.survivor is not null)
)
