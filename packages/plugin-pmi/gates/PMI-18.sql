-- id: PMI-18
-- title: No name is as long as its field
-- severity: warn
-- stage: source
-- hazard: none
-- sign_off: data quality lead
-- why: Who fills the 24 places of the surname or the 20 of the forenames was very likely cut short there, and is found
--   neither by the whole name nor nationally; the target has room for more.
-- fix: Take the whole name from the national record.
-- optional: source.MERGEDID
-- parameter: surname_places = 24
-- parameter: forename_places = 20
-- part: population_source
select count(*)
from source.PATDATA
where coalesce(pas_text(Surname), pas_text(Forenames)) is not null
  and trim(InternalPatientNumber, ' ') not in (select trim(OldID, ' ') from source.MERGEDID where pas_text(OldID) is not null)
-- part: source
select pas_key(InternalPatientNumber) as key
from source.PATDATA
where (length(rtrim(Surname, ' ')) = {surname_places} or length(rtrim(Forenames, ' ')) = {forename_places})
  and trim(InternalPatientNumber, ' ') not in (select trim(OldID, ' ') from source.MERGEDID where pas_text(OldID) is not null)
-- part: population_target
select count(*)
from target.LOAD_PMI
where coalesce(pat_name_family, pat_name_1) is not null
-- part: target
select external_system_id as key
from target.LOAD_PMI
where length(pat_name_family) = {surname_places}
   or length(concat_ws(' ', pat_name_1, pat_name_2, pat_name_3)) = {forename_places}
