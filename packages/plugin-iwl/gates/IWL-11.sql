-- id: IWL-11
-- title: Nobody who was admitted from the list still waits on it
-- severity: error
-- stage: source
-- hazard: H-06
-- sign_off: waiting list lead
-- why: A patient who was treated and is still listed is called in again, and their clock runs on. The list counts as it stands:
--   nobody is taken off it by inference.
-- fix: Ask the ward whether the patient was treated; take the entry off the list in the old system if so.
-- nothing: nobody waits for admission
-- optional: source.ADMITDISCH, source.MOA
-- parameter: elective = ["11", "12", "13"]
-- part: population_source
select count(*)
from source.WLCURRENT
-- part: source
select pas_key(InternalPatientNumber, EpisodeNumber) as key
from source.ADMITDISCH
where pas_key(InternalPatientNumber, EpisodeNumber) in (
    select pas_key(InternalPatientNumber, EpisodeNumber)
    from source.WLCURRENT
  )
  and trim(MethodOfAdmission, ' ') in (
    select trim(MethodOfAdmission, ' ')
    from source.MOA
    where trim(InternalValue, ' ') in {elective}
  )
-- part: population_target
select count(*)
from target.LOAD_IWL
where status in ('W', 'D', 'L')
-- part: target
select external_system_id as key
from target.LOAD_IWL
where status in ('W', 'D', 'L')
  and external_system_id in (
    select pas_key(InternalPatientNumber, EpisodeNumber)
    from source.ADMITDISCH
    where trim(MethodOfAdmission, ' ') in (
      select trim(MethodOfAdmission, ' ')
      from source.MOA
      where trim(InternalValue, ' ') in {elective}
    )
  )
