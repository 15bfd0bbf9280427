-- id: GEN-20
-- title: One record a patient and episode number, where that is the key
-- severity: error
-- stage: source
-- hazard: H-04
-- sign_off: data quality lead
-- why: Two different records under one key double referrals, pathways and waits.
-- fix: Decide in the old system which of the records is the right one, remove the other, then extract again.
-- each: source table with key InternalPatientNumber, EpisodeNumber
-- part: population_source
select count(*)
from source.{table}
-- part: source
select pas_key('{table}', InternalPatientNumber, EpisodeNumber) as key
from source.{table}
group by all
having count(*) > 1
