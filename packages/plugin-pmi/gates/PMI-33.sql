-- id: PMI-33
-- title: Phone numbers and e-mail addresses can be used as they stand
-- severity: warn
-- stage: source
-- hazard: none
-- sign_off: patient administration lead
-- why: Reminders go out by machine: to a number that is none, or to a mobile that is held as a phone at home, they go
--   astray. Words beside a number are no fault; they are loaded as comments.
-- fix: Ask the patient and enter one number a field, mobile numbers in their own field.
-- nothing: no phone number or e-mail address is held
-- optional: source.MERGEDID
-- parameter: min_digits = 10
-- parameter: max_length = 20
-- part: population_source
select count(*)
from source.PATDATA
where coalesce(pas_text(PtHomePhone), pas_text(PtMobilePhone), pas_text(PtWorkPhone), pas_text(PtEmail)) is not null
  and trim(InternalPatientNumber, ' ') not in (select trim(OldID, ' ') from source.MERGEDID where pas_text(OldID) is not null)
-- part: source
with live as (
  select trim(InternalPatientNumber, ' ') as patient, PtHomePhone, PtMobilePhone, PtWorkPhone, pas_text(PtEmail) as email
  from source.PATDATA
  where trim(InternalPatientNumber, ' ') not in (select trim(OldID, ' ') from source.MERGEDID where pas_text(OldID) is not null)
),
written as (
  select patient, unnest([
    {'is_home': true, 'text': pas_text(PtHomePhone)},
    {'is_home': false, 'text': pas_text(PtMobilePhone)},
    {'is_home': false, 'text': pas_text(PtWorkPhone)}
  ]) as phone
  from live
),
-- The first run of at least five digits is the number, as in the load; a field of digits alone is one, too.
numbered as (
  select
    patient,
    phone.is_home as is_home,
    regexp_replace(
      coalesce(
        list_filter(
          regexp_extract_all(phone.text, '\+?\(?[0-9][0-9 ()/-]*[0-9]'),
          lambda run: length(regexp_replace(run, '[^0-9]', '', 'g')) >= 5
        )[1],
        case when regexp_full_match(phone.text, '[0-9 ()/+-]*[0-9][0-9 ()/+-]*') then phone.text end
      ),
      '^(\+|00)44\s*(\(0\))?\s*', '0'
    ) as number
  from written
  where phone.text is not null
)
select patient as key
from numbered
where length(number) > {max_length}
   or length(regexp_replace(number, '[^0-9]', '', 'g')) < {min_digits}
   or (is_home and regexp_matches(number, '^\(?07'))
union
select patient
from live
where not regexp_full_match(email, '[^\s@,;:<>()"]+@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}')
-- part: population_target
select count(*)
from target.LOAD_PMI
where coalesce(telephone_no, telephone_no_2, telephone_no_3, pat_email_address) is not null
-- part: target
with loaded as (
  select external_system_id as patient, telephone_no as home, unnest([telephone_no, telephone_no_2, telephone_no_3]) as number
  from target.LOAD_PMI
)
select patient as key
from loaded
where length(number) > {max_length}
   or length(regexp_replace(number, '[^0-9]', '', 'g')) < {min_digits}
   or regexp_matches(home, '^\(?07')
union
select external_system_id
from target.LOAD_PMI
where not regexp_full_match(pat_email_address, '[^\s@,;:<>()"]+@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}')
