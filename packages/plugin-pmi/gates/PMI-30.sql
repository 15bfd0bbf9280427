-- id: PMI-30
-- title: No sensitive record moves before the trust has signed how
-- severity: blocker
-- stage: source
-- hazard: H-09
-- sign_off: information governance lead
-- why: An address that the wrong person sees can cost a life, and the load tables have no field for most restrictions. Which
--   special registers are sensitive only the trust knows (sensitive_registers).
-- fix: Sign for each kind how such records move, and name the kind in the parameter covered of the overlay's gates.yaml;
--   until then hold the patients back.
-- parameter: covered = []
-- parameter: sensitive_registers = []
-- parameter: says_no = ["N", "NO", "0"]
-- parameter: unrestricted_episode = "0"
-- optional: source.PMISPECIALREG, source.PATIENTNEEDS, source.PATIENTNEEDMF, source.PATEPISEC, source.MERGEDID
-- part: population_source
select count(*)
from source.PATDATA
-- part: source
with sensitive as (
  select 'WITHHELD' as kind, InternalPatientNumber
  from source.PATDATA
  where pas_text(WithheldIdentityReason) is not null
  union all
  select 'PDS', InternalPatientNumber
  from source.PATDATA
  where upper(pas_text(PDSNHSNoNotFiled)) not in {says_no}
  union all
  select 'REGISTER', InternalPatientNumber
  from source.PMISPECIALREG
  where pas_text(SpecialRegister) in {sensitive_registers}
  union all
  select 'NEED', need.InternalPatientNumber
  from source.PATIENTNEEDS as need
  join source.PATIENTNEEDMF as master on pas_text(master.PatientNeed) = pas_text(need.PatientNeed)
  where pas_text(master.RestrictAccessInt) = '1'
     or upper(pas_text(master.RestrictedAccess)) in ('Y', 'YES')
  union all
  select 'EPISODE', InternalPatientNumber
  from source.PATEPISEC
  where pas_text(EpsSecStatus) <> {unrestricted_episode}
)
select pas_key(InternalPatientNumber) as key
from sensitive
where kind not in {covered}
-- part: population_target
select count(*)
from target.LOAD_PMI
-- part: target
with sensitive as (
  select 'WITHHELD' as kind, InternalPatientNumber
  from source.PATDATA
  where pas_text(WithheldIdentityReason) is not null
  union all
  select 'PDS', InternalPatientNumber
  from source.PATDATA
  where upper(pas_text(PDSNHSNoNotFiled)) not in {says_no}
  union all
  select 'REGISTER', InternalPatientNumber
  from source.PMISPECIALREG
  where pas_text(SpecialRegister) in {sensitive_registers}
  union all
  select 'NEED', need.InternalPatientNumber
  from source.PATIENTNEEDS as need
  join source.PATIENTNEEDMF as master on pas_text(master.PatientNeed) = pas_text(need.PatientNeed)
  where pas_text(master.RestrictAccessInt) = '1'
     or upper(pas_text(master.RestrictedAccess)) in ('Y', 'YES')
  union all
  select 'EPISODE', InternalPatientNumber
  from source.PATEPISEC
  where pas_text(EpsSecStatus) <> {unrestricted_episode}
)
-- What shows where the patient lives, can be reached or is registered.
select pas_key(sensitive.InternalPatientNumber) as key
from sensitive
join pmi.patient as patient on patient.number = trim(sensitive.InternalPatientNumber, ' ')
join target.LOAD_PMI as loaded on loaded.external_system_id = patient.survivor
where sensitive.kind not in {covered}
  and coalesce(
    loaded.pat_address_1, loaded.pat_address_2, loaded.pat_address_3, loaded.pat_address_4, loaded.post_code,
    loaded.telephone_no, loaded.telephone_no_2, loaded.telephone_no_3, loaded.pat_email_address,
    loaded.gp_national_code, loaded.practice_national_code
  ) is not null
