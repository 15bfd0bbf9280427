-- id: GEN-22
-- title: No record that was made to try the system out
-- severity: warn
-- stage: source
-- hazard: none
-- sign_off: data quality lead
-- why: Somebody who does not exist takes a place on lists, in counts and in letters. Both parameters are regular
--   expressions: one over surname and forenames in capitals, one over the ten digits of the NHS number. Numbers that begin
--   with 999 are never given to a person; where a hospital is invented as a whole, the second one is left empty.
-- fix: List these records, have the list signed, and leave them and all that hangs on them out of the extract.
-- nothing: no patient is held
-- parameter: names = "^ZZ|XXTEST|\\b(TEST|DUMMY|TRAINING|DO NOT USE)\\b"
-- parameter: nhs_numbers = "^999"
-- part: population_source
select count(*)
from source.PATDATA
-- part: source
with held as (
  select
    trim(InternalPatientNumber, ' ') as key,
    upper(pas_text(Surname)) as surname,
    upper(pas_text(Forenames)) as forenames,
    replace(pas_text(NhsNumber), ' ', '') as nhs_number
  from source.PATDATA
)
select key
from held
where regexp_matches(surname, nullif({names}, ''))
   or regexp_matches(forenames, nullif({names}, ''))
   or regexp_matches(nhs_number, nullif({nhs_numbers}, ''))
