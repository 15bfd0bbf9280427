-- id: ADT-16
-- title: Every method of admission has a national meaning
-- severity: error
-- stage: source
-- hazard: H-08
-- sign_off: information and finance lead
-- why: Emergency, elective, maternity and birth are paid, counted and timed differently; a code without a national one is none
--   of these. The extract's code is judged by the run's crosswalk, the delivered one as it stands.
-- fix: Give the code its national value in the master file, or add the pair to the trust's crosswalk.
-- parameter: codes = [11, 12, 13, 21, 22, 23, 24, 25, 2A, 2B, 2C, 2D, 28, 31, 32, 81, 82, 83]
-- part: population_source
select count(pas_text(MethodOfAdmission))
from source.ADMITDISCH
-- part: source
select pas_key(held.InternalPatientNumber, held.EpisodeNumber) as key
from source.ADMITDISCH as held
left join run.codes as code on code.crosswalk = 'admission_method' and code.source_code = pas_text(held.MethodOfAdmission)
where pas_text(held.MethodOfAdmission) is not null
  and coalesce(code.target_code, '') not in {codes}
-- part: population_target
select count(admission_type)
from target.LOAD_ADT_ADMISSIONS
-- part: target
select external_system_id as key
from target.LOAD_ADT_ADMISSIONS
where admission_type not in {codes}
