-- id: PMI-31
-- title: Every allergy is carried over, word for word, and nothing that says there is none
-- severity: blocker
-- stage: recon
-- hazard: H-07
-- sign_off: clinical safety officer
-- why: What is lost here kills. An allergy may lack its code, never its text; those that clinical review takes off are waived
--   by name.
-- fix: Report an allergy that was lost or changed; have one of a patient who is not loaded settled with the patient.
-- optional: source.MERGEDID
-- nothing: no allergy is held
-- parameter: none = [NONE, NIL, NO, NKA, NKDA, NIL KNOWN, NONE KNOWN, NO KNOWN, NO ALLERGIES]
-- parameter: unknown = [NK, NOT KNOWN, UNKNOWN, N/A, "?"]
-- part: population_source
select count(*) filter (pas_text(Allergies) is not null) + count(*) filter (pas_text(Allergies_1) is not null)
from source.PATDATA
-- part: source
with recursive link as (
  select trim(OldID, ' ') as number, coalesce(pas_text(NextID), pas_text(NewestID)) as next
  from source.MERGEDID
  where pas_text(OldID) is not null
),
chain(number, reached) as (
  select number, next
  from link
  union
  select chain.number, link.next
  from chain
  join link on link.number = chain.reached
),
loadable as (
  select trim(InternalPatientNumber, ' ') as number
  from source.PATDATA
  group by 1
  having count(*) = 1 and count(pas_text(DistrictNumber)) = 1
),
followed as (
  select number
  from chain
  where reached not in (select number from link)
  group by number
  having count(distinct reached) = 1 and min(reached) in (select number from loadable)
),
held as (
  select trim(InternalPatientNumber, ' ') as number, '1' as place, upper(pas_text(Allergies)) as allergy
  from source.PATDATA
  union all
  select trim(InternalPatientNumber, ' '), '2', upper(pas_text(Allergies_1))
  from source.PATDATA
)
-- Of patients whom the extract itself gives no place to hang it on.
select pas_key(number, place) as key
from held
where allergy is not null
  and allergy not in {none}
  and allergy not in {unknown}
  and number not in (select number from followed)
  and (number not in (select number from loadable) or number in (select number from link))
-- part: population_target
select count(*)
from target.LOAD_PMIALLERGIES
-- part: target
with held as (
  select pas_key(InternalPatientNumber, '1') as key, pas_text(Allergies) as allergy
  from source.PATDATA
  union all
  select pas_key(InternalPatientNumber, '2'), pas_text(Allergies_1)
  from source.PATDATA
),
extracted as (
  select key, allergy
  from held
  where allergy is not null
    and upper(allergy) not in {none}
    and upper(allergy) not in {unknown}
)
select coalesce(extracted.key, loaded.external_system_id) as key
from extracted
full join target.LOAD_PMIALLERGIES as loaded on loaded.external_system_id = extracted.key
where extracted.key is null
   or loaded.external_system_id is null
   or extracted.allergy is distinct from loaded.allergy_comment
   or upper(loaded.allergy_code) in {none}
