-- id: PMI-03
-- title: No two records look like one person
-- severity: warn
-- stage: source
-- hazard: H-04
-- sign_off: data quality lead
-- why: Who is registered twice has half a history in either record. Between one and five records in a hundred are usual;
--   the migration merges none of them.
-- fix: Look at the two records side by side and merge them in the old system if they are one person.
-- optional: source.MERGEDID
-- part: population_source
select count(*)
from source.PATDATA
where trim(InternalPatientNumber, ' ') not in (select trim(OldID, ' ') from source.MERGEDID where pas_text(OldID) is not null)
-- part: source
with live as (
  select
    trim(InternalPatientNumber, ' ') as patient,
    coalesce(pas_day(InternalDateOfBirth), pas_day(PtDoB)) as born,
    case upper(trim(Sex, ' ')) when 'M' then '1' when 'F' then '2' else upper(pas_text(Sex)) end as sex,
    nullif(regexp_replace(upper(strip_accents(Surname)), '[^A-Z]', '', 'g'), '') as surname,
    nullif(left(regexp_replace(upper(strip_accents(Forenames)), '[^A-Z]', '', 'g'), 1), '') as initial,
    upper(regexp_replace(coalesce(pas_text(PtAddrPostCode), ExtAddressPostcd), '\s', '', 'g')) as postcode,
    [PtHomePhone, PtMobilePhone, PtWorkPhone] as phones
  from source.PATDATA
  where trim(InternalPatientNumber, ' ') not in (select trim(OldID, ' ') from source.MERGEDID where pas_text(OldID) is not null)
),
-- Few share birth, sex and name; only theirs is worth a closer look.
namesakes as (
  select *
  from live
  where born is not null
    and sex is not null
    and surname is not null
    and initial is not null
  qualify min(patient) over (partition by born, sex, surname, initial) <> max(patient) over (partition by born, sex, surname, initial)
),
-- All of a postcode but its last two letters; a pseudo postcode is the address of nobody.
places as (
  select patient, born, sex, surname, initial, left(postcode, -2) as place
  from namesakes
  where regexp_full_match(postcode, '[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}')
    and postcode not like 'ZZ99%'
  union
  select patient, born, sex, surname, initial, right(digits, 10)
  from (
    select *, regexp_replace(regexp_extract(unnest(phones), '\+?[0-9][0-9 ()-]*[0-9]'), '[^0-9]', '', 'g') as digits
    from namesakes
  )
  where length(digits) >= 10
)
select patient as key
from places
qualify min(patient) over (partition by born, sex, surname, initial, place) <> max(patient) over (partition by born, sex, surname, initial, place)
-- part: population_target
select count(*)
from target.LOAD_PMI
-- part: target
with live as (
  select
    external_system_id as patient,
    date_of_birth as born,
    sex,
    nullif(regexp_replace(upper(strip_accents(pat_name_family)), '[^A-Z]', '', 'g'), '') as surname,
    nullif(left(regexp_replace(upper(strip_accents(pat_name_1)), '[^A-Z]', '', 'g'), 1), '') as initial,
    replace(post_code, ' ', '') as postcode,
    [telephone_no, telephone_no_3, telephone_no_2] as phones
  from target.LOAD_PMI
),
namesakes as (
  select *
  from live
  where born is not null
    and sex is not null
    and surname is not null
    and initial is not null
  qualify count(*) over (partition by born, sex, surname, initial) > 1
),
places as (
  select patient, born, sex, surname, initial, left(postcode, -2) as place
  from namesakes
  where regexp_full_match(postcode, '[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}')
    and postcode not like 'ZZ99%'
  union
  select patient, born, sex, surname, initial, right(digits, 10)
  from (
    select *, regexp_replace(unnest(phones), '[^0-9]', '', 'g') as digits
    from namesakes
  )
  where length(digits) >= 10
)
select patient as key
from places
qualify count(*) over (partition by born, sex, surname, initial, place) > 1
