-- id: IWL-01
-- title: Everyone who waits for admission waits on the same list in the new system
-- severity: blocker
-- stage: recon
-- hazard: H-01
-- sign_off: waiting list lead
-- why: Who drops off the list is never called in, and who changes list, consultant, specialty or urgency is called by the wrong
--   team or too late. WLCURRENT is the list as it is now, whatever else is held of the episode.
-- fix: Look up why the entry was rejected; register the referral on its pathway, or add the missing code to its crosswalk.
-- nothing: nobody waits for admission
-- optional: source.CPSGREFERRAL, source.RTTPTEPIPATHWAY, source.OPREFERRAL
-- part: population_source
select count(*)
from source.WLCURRENT
-- part: source
-- Entries that the extract gives no way to load: two records under one key, no patient, no referral on the pathway.
with waiting as (
  select pas_key(InternalPatientNumber, EpisodeNumber) as key, trim(InternalPatientNumber, ' ') as number
  from source.WLCURRENT
),
linked as (
  select pas_key(InternalPatientNumber, EpisodeNumber) as key, pas_key(InternalPatientNumber, PathwayNumber) as pathway
  from source.RTTPTEPIPATHWAY
  where pas_text(PathwayNumber) is not null
),
referral as (
  select pas_key(InternalPatientNumber, EpisodeNumber) as key from source.OPREFERRAL
  union
  select pas_key(InternalPatientNumber, EpisodeNumber) from source.CPSGREFERRAL
),
referred as (
  select distinct linked.pathway
  from linked
  join referral on referral.key = linked.key
)
select key
from waiting
group by key
having count(*) > 1
union
select key
from waiting
where not exists (from pmi.patient where patient.number = waiting.number and patient.is_loadable)
   or key not in (select linked.key from linked join referred on referred.pathway = linked.pathway)
-- part: population_target
select count(*)
from (
  select pas_key(InternalPatientNumber, EpisodeNumber) as key
  from source.WLCURRENT
  union
  select external_system_id
  from target.LOAD_IWL
  where status in ('W', 'D', 'L')
)
-- part: target
with entered as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber) as key,
    max(pas_text(WlCode)) as list,
    max(pas_text(Consultant)) as consultant,
    max(pas_text(Specialty)) as specialty,
    max(pas_text(Urgency)) as urgency
  from source.WLENTRY
  group by 1
  having count(*) = 1
),
-- What the list as it is now leaves empty stands with the entry.
waiting as (
  select
    pas_key(listed.InternalPatientNumber, listed.EpisodeNumber) as key,
    coalesce(pas_text(listed.WlCode), entered.list) as list,
    coalesce(pas_text(listed.Consultant), entered.consultant) as consultant,
    coalesce(pas_text(listed.Specialty), entered.specialty) as specialty,
    coalesce(pas_text(listed.Urgency), entered.urgency) as urgency
  from source.WLCURRENT as listed
  left join entered on entered.key = pas_key(listed.InternalPatientNumber, listed.EpisodeNumber)
),
pair as (
  select crosswalk, source_code, target_code
  from run.codes
  where crosswalk in ('waiting_list', 'consultant', 'specialty', 'list_urgency')
    and status <> 'retired'
),
-- A code without a pair stands for itself, so that a field that was left empty for it differs.
translated as (
  select
    waiting.key,
    coalesce(list.target_code, waiting.list) as list,
    coalesce(consultant.target_code, waiting.consultant) as consultant,
    coalesce(specialty.target_code, waiting.specialty) as specialty,
    coalesce(urgency.target_code, waiting.urgency) as urgency
  from waiting
  left join pair as list on list.crosswalk = 'waiting_list' and list.source_code = waiting.list
  left join pair as consultant on consultant.crosswalk = 'consultant' and consultant.source_code = waiting.consultant
  left join pair as specialty on specialty.crosswalk = 'specialty' and specialty.source_code = waiting.specialty
  left join pair as urgency on urgency.crosswalk = 'list_urgency' and urgency.source_code = waiting.urgency
),
delivered as (
  select external_system_id as key, waitlist_profile, consultant_code, specialty, urgency
  from target.LOAD_IWL
  where status in ('W', 'D', 'L')
)
select coalesce(translated.key, delivered.key) as key
from translated
full join delivered
  on delivered.key = translated.key
  and delivered.waitlist_profile is not distinct from translated.list
  and delivered.consultant_code is not distinct from translated.consultant
  and delivered.specialty is not distinct from translated.specialty
  and delivered.urgency is not distinct from translated.urgency
where translated.key is null
   or delivered.key is null
