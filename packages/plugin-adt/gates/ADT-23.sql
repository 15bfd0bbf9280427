-- id: ADT-23
-- title: Every diagnosis and procedure is in the master file of the scheme of its day
-- severity: error
-- stage: source
-- hazard: none
-- sign_off: clinical coding lead
-- why: A code that no master file of its day has is mistyped or of another scheme, and the new system shows it without a
--   meaning. Diagnoses are ICD-10 of episodes that ended from April 1995 on, and ICD-9 before; procedures are OPCS-4. A deleted
--   code counts as known on every day: the files say that it was retired, not when, and for history it is right. A scheme
--   whose file was not extracted, or is empty, is not judged. Keys are episodes; the point in a code is layout.
-- fix: Look up the code in the release of the episode's day; correct what was mistyped, and sign for what was right then.
-- optional: source.CONSEPISDIAG, source.CONSEPISPROC, source.ICD9
-- nothing: no code is held, or no master file of its scheme
-- parameter: icd10_from = "19950401"
-- part: population_source
with filled as (
  select 'ICD-10' as scheme from reference.diagnosis where code is not null
  union
  select 'OPCS-4' from reference.procedure where code is not null
  union
  select 'ICD-9' from source.ICD9 where coalesce(pas_text(Icd9Code), pas_text(Icd9Code_1), pas_text(Icd9Code_2)) is not null
),
episode as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber, FCENumber) as key,
    bool_and(coalesce(pas_text(ConsultantEpisodeEndDttm), pas_text(EpisodeEndDt)) is null) as is_open,
    max(pas_day(coalesce(pas_text(ConsultantEpisodeEndDttm), pas_text(EpisodeEndDt)))) as ended
  from source.CONSEPISODE
  group by 1
),
coded as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber, FCENumber) as key,
    unnest(['DIAG', 'DIAG', 'PROC']) as kind,
    unnest([KornerEpisodePrimaryDiagnosisCode, KornerEpisodeSubsidiaryDiagnosisCode, KornerEpisodePrimaryProcedureCode]) as code
  from source.CONSEPISODE
  union all
  select pas_key(InternalPatientNumber, EpisodeNumber, FCENumber), 'DIAG', SecondaryDiagnosis
  from source.CONSEPISDIAG
  union all
  select pas_key(InternalPatientNumber, EpisodeNumber, FCENumber), 'PROC', OPCS
  from source.CONSEPISPROC
)
select count(*)
from coded
join episode on episode.key = coded.key
join filled
  on filled.scheme = case
    when kind = 'PROC' then 'OPCS-4'
    when is_open or ended >= {icd10_from} then 'ICD-10'
    when ended < {icd10_from} then 'ICD-9'
  end
where pas_text(code) is not null
-- part: source
with master as (
  select 'ICD-10' as scheme, code from reference.diagnosis
  union all
  select 'OPCS-4', code from reference.procedure
  union all
  select 'ICD-9', replace(pas_text(code), '.', '')
  from (select unnest([Icd9Code, Icd9Code_1, Icd9Code_2]) as code from source.ICD9)
),
filled as (
  select distinct scheme
  from master
  where code is not null
),
episode as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber, FCENumber) as key,
    bool_and(coalesce(pas_text(ConsultantEpisodeEndDttm), pas_text(EpisodeEndDt)) is null) as is_open,
    max(pas_day(coalesce(pas_text(ConsultantEpisodeEndDttm), pas_text(EpisodeEndDt)))) as ended
  from source.CONSEPISODE
  group by 1
),
coded as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber, FCENumber) as key,
    unnest(['DIAG', 'DIAG', 'PROC']) as kind,
    unnest([KornerEpisodePrimaryDiagnosisCode, KornerEpisodeSubsidiaryDiagnosisCode, KornerEpisodePrimaryProcedureCode]) as code
  from source.CONSEPISODE
  union all
  select pas_key(InternalPatientNumber, EpisodeNumber, FCENumber), 'DIAG', SecondaryDiagnosis
  from source.CONSEPISDIAG
  union all
  select pas_key(InternalPatientNumber, EpisodeNumber, FCENumber), 'PROC', OPCS
  from source.CONSEPISPROC
),
judged as (
  select
    coded.key,
    replace(pas_text(code), '.', '') as code,
    case
      when kind = 'PROC' then 'OPCS-4'
      when is_open or ended >= {icd10_from} then 'ICD-10'
      when ended < {icd10_from} then 'ICD-9'
    end as scheme
  from coded
  join episode on episode.key = coded.key
  where pas_text(code) is not null
)
select judged.key
from judged
join filled on filled.scheme = judged.scheme
where not exists (
  from master
  where master.scheme = judged.scheme
    and master.code = judged.code
)
-- part: population_target
with filled as (
  select 'ICD-10' as scheme from reference.diagnosis where code is not null
  union
  select 'OPCS-4' from reference.procedure where code is not null
  union
  select 'ICD-9' from source.ICD9 where coalesce(pas_text(Icd9Code), pas_text(Icd9Code_1), pas_text(Icd9Code_2)) is not null
)
select count(*)
from target.LOAD_ADT_CODING as coded
join target.LOAD_ADT_EPISODES as episode on episode.record_number = coded.adt_eps_record_number
join filled
  on filled.scheme = case
    when split_part(coded.external_system_id, '|', 4) = 'PROC' then 'OPCS-4'
    when episode.end_date is null or pas_day(episode.end_date) >= {icd10_from} then 'ICD-10'
    when pas_day(episode.end_date) < {icd10_from} then 'ICD-9'
  end
where diagnosis is not null
-- part: target
with master as (
  select 'ICD-10' as scheme, code from reference.diagnosis
  union all
  select 'OPCS-4', code from reference.procedure
  union all
  select 'ICD-9', replace(pas_text(code), '.', '')
  from (select unnest([Icd9Code, Icd9Code_1, Icd9Code_2]) as code from source.ICD9)
),
filled as (
  select distinct scheme
  from master
  where code is not null
),
judged as (
  select
    episode.external_system_id as key,
    diagnosis as code,
    case
      when split_part(coded.external_system_id, '|', 4) = 'PROC' then 'OPCS-4'
      when episode.end_date is null or pas_day(episode.end_date) >= {icd10_from} then 'ICD-10'
      when pas_day(episode.end_date) < {icd10_from} then 'ICD-9'
    end as scheme
  from target.LOAD_ADT_CODING as coded
  join target.LOAD_ADT_EPISODES as episode on episode.record_number = coded.adt_eps_record_number
  where diagnosis is not null
)
select judged.key
from judged
join filled on filled.scheme = judged.scheme
where not exists (
  from master
  where master.scheme = judged.scheme
    and master.code = judged.code
)
