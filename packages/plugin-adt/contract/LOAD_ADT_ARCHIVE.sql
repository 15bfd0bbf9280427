-- One flat row a finished consultant episode of a spell that was discharged before the cut-off, as things were at the
-- event. FCEEXT lists finished episodes; one that it lacks is taken from CONSEPISODE, so that none is in neither place.
-- A spell that contradicts itself is not archived: it is rejected with the live ones.
with codes as (
  select
    codes.number, codes.episode, codes.fce, codes.kind, codes.note, codes.n, codes.code,
    case when codes.kind = 'DIAG' then diagnosis.description else procedure.description end as description
  from adt.code_in_order as codes
  join adt.spell as spell on spell.number = codes.number and spell.episode = codes.episode and spell.is_archived
  left join reference.diagnosis as diagnosis on codes.kind = 'DIAG' and diagnosis.code = codes.code
  left join reference.procedure as procedure on codes.kind = 'PROC' and procedure.code = codes.code
  where codes.code is not null
),
coded as (
  select
    number, episode, fce, kind,
    arg_min({'code': code, 'description': description}, n) filter (note = 'PRIMARY') as primary_code,
    list({'code': code, 'description': description} order by n) filter (note <> 'PRIMARY') as others,
    string_agg(code, ', ' order by n) filter (note <> 'PRIMARY' and place > 10) as beyond
  from (
    select *, row_number() over (partition by number, episode, fce, kind, note = 'PRIMARY' order by n) as place from codes
  )
  group by number, episode, fce, kind
),
first_and_last as (
  select
    number, episode,
    arg_min(consultant_code, place) as first_consultant, arg_min(specialty_code, place) as first_specialty,
    arg_max(consultant_code, place) as last_consultant, arg_max(specialty_code, place) as last_specialty
  from adt.consultant_episode
  group by number, episode
),
finished as (
  select
    f.*,
    trim(f.InternalPatientNumber, ' ') as number,
    trim(f.EpisodeNumber, ' ') as spell_episode,
    coalesce(pas_moment(f.FCEStartDTimeInt), pas_moment(f.FCEStartDate || ' ' || f.FCEStartTime)) as start_moment
  from source.FCEEXT as f
),
listed as (
  select
    finished._table,
    finished._row,
    finished.InternalPatientNumber,
    finished.EpisodeNumber,
    coalesce(episode.fce, pas_text(finished.FceSequenceNo)) as fce,
    episode.episode_row,
    finished._row as finished_row,
    case
      when getvariable('archive_before') is null then 'NO_CUT_OFF'
      when not spell.is_archived then 'LIVE'
    end as exclusion,
    case
      when spell.number is null then 'SPELL_UNKNOWN'
      when episode.episode_row is null then 'FINISHED_EXTRACT_DISAGREES'
    end as rejection
  from finished
  left join adt.spell as spell on spell.number = finished.number and spell.episode = finished.spell_episode
  left join adt.consultant_episode as episode
    on episode.number = finished.number and episode.episode = finished.spell_episode and episode.start_moment = finished.start_moment
    and spell.is_archived
  union all
  select
    e._table, e._row, e.InternalPatientNumber, e.EpisodeNumber, episode.fce, e._row, null,
    case when coalesce(spell.is_archived, false) and not exists (
      from finished
      where finished.number = episode.number and finished.spell_episode = episode.episode and finished.start_moment = episode.start_moment
    ) then null else 'NOTHING_HELD' end,
    null
  from source.CONSEPISODE as e
  join adt.consultant_episode as episode on episode.episode_row = e._row
  left join adt.spell as spell on spell.number = episode.number and spell.episode = episode.episode
),
registered as (
  select
    trim(InternalPatientNumber, ' ') as number, trim(EpisodeNumber, ' ') as episode,
    any_value(pas_text(Epiadd1)) as line_1, any_value(pas_text(Epiadd2)) as line_2, any_value(pas_text(Epiadd3)) as line_3,
    any_value(pas_text(Epiadd4)) as line_4, any_value(pas_text(Epipc)) as postcode, any_value(pas_text(EpiGP)) as gp_code
  from source.EPIREGISTRATION
  group by 1, 2
  having count(*) = 1
),
gp_names as (
  select
    trim(GpCode, ' ') as code,
    case when count(distinct pas_text(GpName)) = 1 then any_value(pas_text(GpName)) end as name,
    case when count(distinct pas_text(GpfhCode)) = 1 then any_value(pas_text(GpfhCode)) end as fundholder_code
  from source.GP
  where pas_text(GpCode) is not null
  group by 1
),
-- The ward at the end of an episode: that of the stay, or of the piece of it, that was the last in it.
last_wards as (
  select episode.episode_row, arg_max(stay.ward, stay.place) as ward
  from adt.consultant_episode as episode
  join (select *, row_number() over (partition by number, episode order by stay) as place from adt.ward_stay where not continues) as stay
    on stay.number = episode.number and stay.episode = episode.episode
    and (stay.start_moment < episode.end_moment or episode.start_moment = episode.end_moment)
    and coalesce(stay.end_moment >= episode.end_moment, true)
  group by episode.episode_row
),
events as (
  select
    listed._table,
    listed._row,
    listed.exclusion,
    listed.rejection,
    listed.InternalPatientNumber,
    listed.EpisodeNumber,
    listed.fce,
    trim(listed.InternalPatientNumber, ' ') as number,
    trim(listed.EpisodeNumber, ' ') as spell_episode,
    episode.place as episode_order,
    episode.start_moment as episode_start,
    episode.end_moment as episode_end,
    substr(episode.start_moment, 1, 8) as event_day,
    coalesce(episode.consultant_code, pas_text(f.Consultant)) as consultant_code,
    coalesce(episode.specialty_code, pas_text(f.Specialty)) as specialty_code,
    coalesce(pas_text(f.WardCdend), last_wards.ward) as ward_code,
    pas_text(f.ClassPat) as classification,
    coalesce(pas_text(f.EpisodicGP), pas_text(a.EpiGPCode), registered.gp_code) as episodic_gp,
    coalesce(pas_text(f.PracticeCode), pas_text(a.EpiGPPracticeCode)) as episodic_practice,
    coalesce(pas_text(f.PatientCategory), pas_text(a.Category)) as category,
    coalesce(pas_text(e.HRGCode), pas_text(f.HrgCode)) as hrg,
    coalesce(pas_text(e.KornerEpisodeProcedureDateInternal), pas_text(e.PrimProoocDt)) as operation_day,
    f.ContractId, f.ProviderCode, f.PurchaserCode, f.HaCode,
    case when elective.code is not null then f.DaysOnWl end as days_on_list,
    case when elective.code is not null then coalesce(pas_text(a.WlDateCcyy), pas_text(f.DateOnList)) end as listed_day,
    spell.admitted_text, spell.discharged_text, spell.intended_management,
    coalesce(pas_text(a.ExpDateofDischInt), pas_text(a.ExpDateofDischarge)) as expected_discharge,
    pas_text(a.MethodOfAdmission) as admission_method, pas_text(a.MethodOfDischarge) as discharge_method,
    pas_text(a.DestinationOnDischarge) as discharge_destination,
    coalesce(pas_text(a.Consultant), first_consultant) as admitting_consultant,
    coalesce(pas_text(a.Specialty), first_specialty) as admitting_specialty,
    last_consultant as discharging_consultant,
    last_specialty as discharging_specialty,
    registered.line_1 as registered_line_1, registered.line_2 as registered_line_2, registered.line_3 as registered_line_3,
    registered.line_4 as registered_line_4, registered.postcode as registered_postcode
  from listed
  left join source.FCEEXT as f on f._row = listed.finished_row
  left join source.CONSEPISODE as e on e._row = listed.episode_row
  left join adt.consultant_episode as episode on episode.episode_row = listed.episode_row
  left join adt.spell as spell
    on spell.number = trim(listed.InternalPatientNumber, ' ') and spell.episode = trim(listed.EpisodeNumber, ' ')
  left join (
    select *, row_number() over (partition by trim(InternalPatientNumber, ' '), trim(EpisodeNumber, ' ') order by _row) as choice
    from source.ADMITDISCH
  ) as a
    on trim(a.InternalPatientNumber, ' ') = spell.number and trim(a.EpisodeNumber, ' ') = spell.episode and a.choice = 1
  left join adt.elective_method as elective on elective.code = trim(a.MethodOfAdmission, ' ')
  left join first_and_last on first_and_last.number = spell.number and first_and_last.episode = spell.episode
  left join last_wards on last_wards.episode_row = listed.episode_row
  left join registered on registered.number = spell.number and registered.episode = spell.episode
),
-- The episode's own address and GP where V83 kept them with it, otherwise those of the day by the patient's history.
placed as (
  select
    events.*,
    coalesce(registered_line_1, registered_line_2, registered_postcode) is not null as has_own_address,
    address.line_1, address.line_2, address.line_3, address.line_4, address.line_5, address.postcode,
    coalesce(episodic_gp, gp_period.gp_code) as gp_code,
    case when episodic_gp is null then gp_period.practice_code else episodic_practice end as practice_code
  from events
  left join pmi.address_period as address
    on address.number = events.number and events.event_day between address.from_day and address.to_day
  left join pmi.gp_period as gp_period
    on gp_period.number = events.number and events.event_day between gp_period.from_day and gp_period.to_day
),
persons as (
  select
    trim(InternalPatientNumber, ' ') as number,
    min(Surname) as Surname, min(Forenames) as Forenames, min(Sex) as Sex,
    min(coalesce(pas_text(InternalDateOfBirth), pas_text(PtDoB))) as date_of_birth
  from source.PATDATA
  group by 1
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
  patient_category.description as category_description,
  placed.intended_management,
  management.description as management_description,
  admitted_text,
  discharged_text,
  expected_discharge,
  placed.admission_method,
  admission.description as admission_description,
  placed.discharge_method,
  discharge.description as discharge_description,
  placed.discharge_destination,
  destination.description as destination_description,
  placed.admitting_specialty,
  admitting_specialties.description as admitting_specialty_description,
  placed.admitting_consultant,
  admitting_consultants.gmc_code as admitting_gmc_code,
  admitting_consultants.name as admitting_consultant_name,
  placed.discharging_specialty,
  discharging_specialties.description as discharging_specialty_description,
  placed.discharging_consultant,
  discharging_consultants.gmc_code as discharging_gmc_code,
  discharging_consultants.name as discharging_consultant_name,
  placed.episode_order,
  placed.episode_start,
  placed.episode_end,
  placed.specialty_code,
  specialties.description as specialty_description,
  placed.consultant_code,
  consultants.gmc_code,
  consultants.name as consultant_name,
  placed.ward_code,
  wards.name as ward_name,
  placed.hrg,
  diagnoses.primary_code.code as primary_diagnosis_code,
  diagnoses.primary_code.description as primary_diagnosis_desc,
  diagnoses.others[1].code as diagnosis_1_code,
  diagnoses.others[1].description as diagnosis_1_desc,
  diagnoses.others[2].code as diagnosis_2_code,
  diagnoses.others[2].description as diagnosis_2_desc,
  diagnoses.others[3].code as diagnosis_3_code,
  diagnoses.others[3].description as diagnosis_3_desc,
  diagnoses.others[4].code as diagnosis_4_code,
  diagnoses.others[4].description as diagnosis_4_desc,
  diagnoses.others[5].code as diagnosis_5_code,
  diagnoses.others[5].description as diagnosis_5_desc,
  diagnoses.others[6].code as diagnosis_6_code,
  diagnoses.others[6].description as diagnosis_6_desc,
  diagnoses.others[7].code as diagnosis_7_code,
  diagnoses.others[7].description as diagnosis_7_desc,
  diagnoses.others[8].code as diagnosis_8_code,
  diagnoses.others[8].description as diagnosis_8_desc,
  diagnoses.others[9].code as diagnosis_9_code,
  diagnoses.others[9].description as diagnosis_9_desc,
  diagnoses.others[10].code as diagnosis_10_code,
  diagnoses.others[10].description as diagnosis_10_desc,
  diagnoses.beyond as diagnoses_beyond,
  procedures.primary_code.code as primary_procedure_code,
  procedures.primary_code.description as primary_procedure_desc,
  procedures.others[1].code as procedure_1_code,
  procedures.others[1].description as procedure_1_desc,
  procedures.others[2].code as procedure_2_code,
  procedures.others[2].description as procedure_2_desc,
  procedures.others[3].code as procedure_3_code,
  procedures.others[3].description as procedure_3_desc,
  procedures.others[4].code as procedure_4_code,
  procedures.others[4].description as procedure_4_desc,
  procedures.others[5].code as procedure_5_code,
  procedures.others[5].description as procedure_5_desc,
  procedures.others[6].code as procedure_6_code,
  procedures.others[6].description as procedure_6_desc,
  procedures.others[7].code as procedure_7_code,
  procedures.others[7].description as procedure_7_desc,
  procedures.others[8].code as procedure_8_code,
  procedures.others[8].description as procedure_8_desc,
  procedures.others[9].code as procedure_9_code,
  procedures.others[9].description as procedure_9_desc,
  procedures.others[10].code as procedure_10_code,
  procedures.others[10].description as procedure_10_desc,
  procedures.beyond as procedures_beyond
from placed
left join pmi.patient as patient on patient.number = placed.number
left join persons on persons.number = patient.survivor
left join pmi.gp as gp on gp.code = placed.gp_code
left join gp_names on gp_names.code = placed.gp_code
left join coded as diagnoses
  on diagnoses.kind = 'DIAG' and diagnoses.number = placed.number and diagnoses.episode = placed.spell_episode
  and diagnoses.fce is not distinct from placed.fce
left join coded as procedures
  on procedures.kind = 'PROC' and procedures.number = placed.number and procedures.episode = placed.spell_episode
  and procedures.fce is not distinct from placed.fce
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
