-- id: PMI-08
-- title: Every patient has a hospital number that nobody else has
-- severity: blocker
-- stage: source
-- hazard: H-02
-- sign_off: patient administration lead
-- why: Every load table finds its patient by the hospital number; where two share one, or nearly, one gets the other's care.
-- fix: Give the patient a hospital number of their own in the old system, or merge the two records there.
-- optional: source.MERGEDID
-- part: population_source
select count(*)
from source.PATDATA
where trim(InternalPatientNumber, ' ') not in (select trim(OldID, ' ') from source.MERGEDID where pas_text(OldID) is not null)
-- part: source
with live as (
  select trim(InternalPatientNumber, ' ') as patient, upper(regexp_replace(DistrictNumber, '\s', '', 'g')) as number
  from source.PATDATA
  where trim(InternalPatientNumber, ' ') not in (select trim(OldID, ' ') from source.MERGEDID where pas_text(OldID) is not null)
)
select patient as key
from live
qualify coalesce(number, '') = ''
     or min(patient) over (partition by number) <> max(patient) over (partition by number)
-- part: population_target
select count(*)
from target.LOAD_PMI
-- part: target
select external_system_id as key
from target.LOAD_PMI
qualify main_crn is null
     or count(*) over (partition by upper(regexp_replace(main_crn, '\s', '', 'g'))) > 1
