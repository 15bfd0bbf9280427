-- id: REFD-09
-- title: Both sides of a pair of codes mean the same
-- severity: error
-- stage: config
-- hazard: H-08
-- sign_off: clinical lead
-- why: A pair that turns died into transferred, or one sex into the other, is right in form and wrong for every patient. The
--   words that contradict each other are a list, no understanding: a silent rule does not replace reading the pairs.
-- fix: Read the pair's two descriptions and correct the code or the words, then have the crosswalk signed again.
-- part: population_target
select count(*)
from run.codes
where status <> 'retired'
  and source_description is not null
  and target_description is not null
-- part: target
with pair as (
  select crosswalk, source_code, lower(source_description) as said, lower(target_description) as read_as
  from run.codes
  where status <> 'retired'
),
meaning as (
  select
    crosswalk,
    source_code,
    said,
    read_as,
    regexp_matches(said, '\b(die[ds]?|dead|death|deceased)\b') as said_dead,
    regexp_matches(read_as, '\b(die[ds]?|dead|death|deceased)\b') as read_dead,
    regexp_matches(said, '\b(cancel\w*|postponed)\b') as said_cancelled,
    regexp_matches(read_as, '\b(cancel\w*|postponed)\b') as read_cancelled,
    regexp_matches(said, '\b(did not attend|not attended|dna|failed to attend)\b') as said_absent,
    regexp_matches(read_as, '\b(did not attend|not attended|dna|failed to attend)\b') as read_absent,
    regexp_matches(said, '\b(attended|seen)\b') as said_seen,
    regexp_matches(read_as, '\b(attended|seen)\b') as read_seen,
    regexp_matches(said, '\bdischarged?\b') as said_discharged,
    regexp_matches(read_as, '\bdischarged?\b') as read_discharged,
    regexp_matches(said, '\b(follow[- ]?up|another appointment|review appointment)\b') as said_more,
    regexp_matches(read_as, '\b(follow[- ]?up|another appointment|review appointment)\b') as read_more,
    regexp_matches(said, '\b(patient|pat)\b') as said_patient,
    regexp_matches(read_as, '\b(patient|pat)\b') as read_patient,
    regexp_matches(said, '\b(hospital|provider|clinic)\b') as said_hospital,
    regexp_matches(read_as, '\b(hospital|provider|clinic)\b') as read_hospital,
    regexp_extract(said, '\b(female|male|woman|man)\b') as said_sex,
    regexp_extract(read_as, '\b(female|male|woman|man)\b') as read_sex,
    regexp_extract(said, '\b(irish|caribbean|african|indian|pakistani|bangladeshi|chinese)\b') as said_origin
  from pair
)
select pas_key(crosswalk, source_code) as key
from meaning
where said_dead <> read_dead
   or (said_cancelled and not read_cancelled and (read_absent or read_seen))
   or (read_cancelled and not said_cancelled and (said_absent or said_seen))
   or (said_absent and not read_absent and read_seen and not regexp_matches(read_as, '\bnot\b'))
   or (read_absent and not said_absent and said_seen and not regexp_matches(said, '\bnot\b'))
   or (said_discharged and read_more and not read_discharged)
   or (said_more and read_discharged and not read_more)
   or (said_cancelled and read_cancelled and said_patient and not said_hospital and read_hospital and not read_patient)
   or (said_cancelled and read_cancelled and said_hospital and not said_patient and read_patient and not read_hospital)
   or (said_sex in ('female', 'woman') and read_sex in ('male', 'man'))
   or (said_sex in ('male', 'man') and read_sex in ('female', 'woman'))
   or (crosswalk = 'ethnic_group' and said_origin <> '' and not contains(read_as, said_origin))
   or (crosswalk = 'ethnic_group' and contains(said, 'not stated') and contains(read_as, 'not known'))
   or (crosswalk = 'ethnic_group' and contains(said, 'not known') and contains(read_as, 'not stated'))
