-- by: patient
-- One flat row a finished consultant episode of a spell that was discharged before the cut-off, as things were at the
-- event. FCEEXT lists finished episodes; one that it lacks is taken from CONSEPISODE, so that none is in neither place.
-- A spell that contradicts itself is not archived: it is rejected with the live ones.
with gp_names as (
  select
    trim(GpCode, ' ') as code,
    case when count(distinct pas_text(GpName)) = 1 then any_value(pas_text(GpName)) end as name,
    case when count(distinct pas_text(GpfhCode)) = 1 then any_value(pas_text(GpfhCode)) end as fundholder_code
  from source.GP
  where pas_text(GpCode) is not null
  group by 1
),
persons as (
  select
    trim(InternalPatientNumber, ' ') as number,
    min(Surname) as Surname, min(Forenames) as Forenames, min(Sex) as Sex,
    min(coalesce(pas_text(InternalDateOfBirth), pas_text(PtDoB))) as date_of_birth
  from source.PATDATA
  group by 1
),
-- Meanings of codes are looked up beside the few columns that they need: each look-up of a wide row costs memory for all of it.
words as materialized (
  select
    placed._table,
    placed._row,
    patient_category.description as category_description,
    management.description as management_description,
    admission.description as admission_description,
    discharge.description as discharge_description,
    destination.description as destination_description,
    admitting_specialties.description as admitting_specialty_description,
    admitting_consultants.gmc_code as admitting_gmc_code,
    admitting_consultants.name as admitting_consultant_name,
    discharging_specialties.description as discharging_specialty_description,
    discharging_consultants.gmc_code as discharging_gmc_code,
    discharging_consultants.name as discharging_consultant_name,
    specialties.description as specialty_description,
    consultants.gmc_code as gmc_code,
    consultants.name as consultant_name,
    wards.name as ward_name
  from adt.archived_episode as placed
  left join adt.described_code as patient_category on patient_category.list = 'PATCAT' and patient_category.code = placed.category
  left join adt.described_code as management on management.list = 'INMAN' and management.code = placed.intended_management
  left join adt.described_code as admission on admission.list = 'MOA' and admission.code = placed.admission_method
  left join adt.described_code as discharge on discharge.list = 'MOD' and discharge.code = placed.discharge_method
  left join adt.described_code as destination on destination.list = 'DOD' and destination.code = placed.discharge_destination
  left join reference.specialty as admitting_specialties on admitting_specialties.code = placed.admitting_specialty
  left join reference.specialty as discharging_specialties on discharging_specialties.code = placed.discharging_specialty
  left join reference.specialty as specialties on specialties.code = placed.specialty_code
  left join reference.consultant as admitting_consultants on admitting_consultants.code = placed.admitting_consultant
  left join reference.consultant as discharging_consultants on discharging_consultants.code = placed.discharging_consultant
  left join reference.consultant as consultants on consultants.code = placed.consultant_code
  left join reference.ward as wards on wards.code = placed.ward_code
)
select
  placed._table,
  placed._row,
  placed.exclusion as _exclude,
  case when patient.number is null then 'PATIENT_UNKNOWN' else placed.rejection end as _reject,
  placed.InternalPatientNumber,
  placed.EpisodeNumber,
  placed.fce as FCENumber,
  patient.survivor,
  patient.main_crn,
  persons.date_of_birth,
  persons.Sex,
  persons.Forenames,
  persons.Surname,
  case when has_own_address then registered_line_1 else line_1 end as address_1,
  case when has_own_address then registered_line_2 else line_2 end as address_2,
  case when has_own_address then registered_line_3 else line_3 end as address_3,
  case when has_own_address then registered_line_4 else line_4 end as address_4,
  case when has_own_address then null else line_5 end as address_5,
  case when has_own_address then registered_postcode else placed.postcode end as postcode,
  HaCode,
  ContractId,
  ProviderCode,
  PurchaserCode,
  days_on_list,
  listed_day,
  operation_day,
  placed.gp_code,
  gp.doh_code as gp_doh_code,
  gp.national_code as gp_national_code,
  gp_names.name as gp_name,
  gp_names.fundholder_code as gp_fundholder_code,
  coalesce(placed.practice_code, gp.practice_code) as practice_code,
  placed.classification,
  placed.category,
  words.category_description,
  placed.intended_management,
  words.management_description,
  admitted_text,
  discharged_text,
  expected_discharge,
  placed.admission_method,
  words.admission_description,
  placed.discharge_method,
  words.discharge_description,
  placed.discharge_destination,
  words.destination_description,
  placed.admitting_specialty,
  words.admitting_specialty_description,
  placed.admitting_consultant,
  words.admitting_gmc_code,
  words.admitting_consultant_name,
  placed.discharging_specialty,
  words.discharging_specialty_description,
  placed.discharging_consultant,
  words.discharging_gmc_code,
  words.discharging_consultant_name,
  placed.episode_order,
  placed.episode_start,
  placed.episode_end,
  placed.specialty_code,
  words.specialty_description,
  placed.consultant_code,
  words.gmc_code,
  words.consultant_name,
  placed.ward_code,
  words.ward_name,
  placed.hrg,
  diagnoses.primary_code as primary_diagnosis_code,
  diagnoses.primary_description as primary_diagnosis_desc,
  diagnoses.code_1 as diagnosis_1_code,
  diagnoses.description_1 as diagnosis_1_desc,
  diagnoses.code_2 as diagnosis_2_code,
  diagnoses.description_2 as diagnosis_2_desc,
  diagnoses.code_3 as diagnosis_3_code,
  diagnoses.description_3 as diagnosis_3_desc,
  diagnoses.code_4 as diagnosis_4_code,
  diagnoses.description_4 as diagnosis_4_desc,
  diagnoses.code_5 as diagnosis_5_code,
  diagnoses.description_5 as diagnosis_5_desc,
  diagnoses.code_6 as diagnosis_6_code,
  diagnoses.description_6 as diagnosis_6_desc,
  diagnoses.code_7 as diagnosis_7_code,
  diagnoses.description_7 as diagnosis_7_desc,
  diagnoses.code_8 as diagnosis_8_code,
  diagnoses.description_8 as diagnosis_8_desc,
  diagnoses.code_9 as diagnosis_9_code,
  diagnoses.description_9 as diagnosis_9_desc,
  diagnoses.code_10 as diagnosis_10_code,
  diagnoses.description_10 as diagnosis_10_desc,
  diagnoses.beyond as diagnoses_beyond,
  procedures.primary_code as primary_procedure_code,
  procedures.primary_description as primary_procedure_desc,
  procedures.code_1 as procedure_1_code,
  procedures.description_1 as procedure_1_desc,
  procedures.code_2 as procedure_2_code,
  procedures.description_2 as procedure_2_desc,
  procedures.code_3 as procedure_3_code,
  procedures.description_3 as procedure_3_desc,
  procedures.code_4 as procedure_4_code,
  procedures.description_4 as procedure_4_desc,
  procedures.code_5 as procedure_5_code,
  procedures.description_5 as procedure_5_desc,
  procedures.code_6 as procedure_6_code,
  procedures.description_6 as procedure_6_desc,
  procedures.code_7 as procedure_7_code,
  procedures.description_7 as procedure_7_desc,
  procedures.code_8 as procedure_8_code,
  procedures.description_8 as procedure_8_desc,
  procedures.code_9 as procedure_9_code,
  procedures.description_9 as procedure_9_desc,
  procedures.code_10 as procedure_10_code,
  procedures.description_10 as procedure_10_desc,
  procedures.beyond as procedures_beyond
from adt.archived_episode as placed
join words on words._table = placed._table and words._row = placed._row
left join pmi.patient as patient on patient.number = placed.number
left join persons on persons.number = patient.survivor
left join pmi.gp as gp on gp.code = placed.gp_code
left join gp_names on gp_names.code = placed.gp_code
left join adt.archived_code as diagnoses
  on diagnoses.kind = 'DIAG' and diagnoses.number = placed.number and diagnoses.episode = placed.spell_episode
  and diagnoses.fce is not distinct from placed.fce
left join adt.archived_code as procedures
  on procedures.kind = 'PROC' and procedures.number = placed.number and procedures.episode = placed.spell_episode
  and procedures.fce is not distinct from placed.fce
