-- id: ADT-17
-- title: Every discharge has a national method, and who died went nowhere
-- severity: error
-- stage: source
-- hazard: H-05
-- sign_off: clinical safety officer
-- why: A death that is loaded as a transfer sends letters to the bereaved, and a transfer that is loaded as a death stops care.
--   The extract's codes are judged by the run's crosswalks, and a crosswalk that makes a death of what the master file calls
--   none, or the reverse, is listed as well.
-- fix: Correct method or destination in the old system, or the pair in the trust's crosswalk.
-- parameter: codes = [1, 2, 3, 4, 5, 6, 7, 8, 9]
-- parameter: died = [4, 5]
-- parameter: died_destination = "79"
-- part: population_source
select count(pas_text(MethodOfDischarge))
from source.ADMITDISCH
where coalesce(pas_text(IpDschDtimeInt), pas_text(DischargeDate)) is not null
-- part: source
with master as (
  select
    pas_text(MethodOfDischarge) as code,
    bool_or(pas_text(InternalValue) in {died}) as is_death
  from source.MOD
  where pas_text(InternalValue) is not null
  group by 1
),
discharge as (
  select
    pas_key(held.InternalPatientNumber, held.EpisodeNumber) as key,
    pas_text(held.MethodOfDischarge) as method,
    pas_text(held.DestinationOnDischarge) as destination,
    by_method.target_code as national_method,
    by_destination.target_code as national_destination,
    master.is_death
  from source.ADMITDISCH as held
  left join run.codes as by_method
    on by_method.crosswalk = 'discharge_method' and by_method.source_code = pas_text(held.MethodOfDischarge)
  left join run.codes as by_destination
    on by_destination.crosswalk = 'discharge_destination' and by_destination.source_code = pas_text(held.DestinationOnDischarge)
  left join master on master.code = pas_text(held.MethodOfDischarge)
)
select key
from discharge
where (method is not null and coalesce(national_method, '') not in {codes})
  or (national_method in {died} and coalesce(national_destination, '') <> {died_destination})
  or (national_destination = {died_destination} and coalesce(national_method, '') not in {died})
  or is_death <> (national_method in {died})
-- part: population_target
select count(discharge_type)
from target.LOAD_ADT_ADMISSIONS
-- part: target
select external_system_id as key
from target.LOAD_ADT_ADMISSIONS
where discharge_type not in {codes}
  or (discharge_type in {died} and coalesce(discharge_to, '') <> {died_destination})
  or (discharge_to = {died_destination} and coalesce(discharge_type, '') not in {died})
