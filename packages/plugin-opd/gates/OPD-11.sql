-- id: OPD-11
-- title: Everyone who waits on an outpatient list waits on the same list in the new system
-- severity: blocker
-- stage: recon
-- hazard: H-01
-- sign_off: outpatient booking lead
-- why: Follow-ups wait on these lists and nowhere else; who drops off is never called again. An entry that is on the list and
--   among the removed at once counts as on the list.
-- fix: Look up why the entry was rejected; register the patient or referral, or add the list's pair to the crosswalk.
-- nothing: nobody waits on an outpatient list
-- optional: source.CPSOPWLIST, source.CPSGREFERRAL
-- part: population_source
select (select count(*) from source.OPWLENTRY) + (
  select count(*)
  from source.CPSOPWLIST
  where coalesce(pas_text(RemovalDateTimeInt), pas_text(RemovalDateTimeExt), pas_text(ReasonForRemoval)) is null
)
-- part: source
-- Entries that the extract gives no way to load: two of them under one key, no patient, no referral.
with waiting as (
  select
    pas_key(
      InternalPatientNumber, EpisodeNumber, TreatmentCode,
      coalesce(pas_day(OpWlDateIdxDateOnWaitingListNeutral), pas_text(OpWlDateIdxDateOnWaitingListNeutral), pas_day(DateOnList), DateOnList)
    ) as key,
    trim(InternalPatientNumber, ' ') as number,
    pas_key(InternalPatientNumber, EpisodeNumber) as referral
  from source.OPWLENTRY
  union all
  select
    pas_key(
      InternalPatientNumber, EpisodeNumber, WListCode,
      coalesce(pas_day(DateOnListInt), pas_text(DateOnListInt), pas_day(DateOnList), DateOnList)
    ),
    trim(InternalPatientNumber, ' '),
    pas_key(InternalPatientNumber, EpisodeNumber)
  from source.CPSOPWLIST
  where coalesce(pas_text(RemovalDateTimeInt), pas_text(RemovalDateTimeExt), pas_text(ReasonForRemoval)) is null
)
select key
from waiting
group by key
having count(*) > 1
union
select key
from waiting
where not exists (from pmi.patient where patient.number = waiting.number and patient.is_loadable)
   or (
     referral not in (select pas_key(InternalPatientNumber, EpisodeNumber) from source.OPREFERRAL)
     and referral not in (select pas_key(InternalPatientNumber, EpisodeNumber) from source.CPSGREFERRAL)
   )
-- part: population_target
select (select count(*) from source.OPWLENTRY) + (
  select count(*)
  from source.CPSOPWLIST
  where coalesce(pas_text(RemovalDateTimeInt), pas_text(RemovalDateTimeExt), pas_text(ReasonForRemoval)) is null
) + (
  select count(*)
  from target.LOAD_OPDWAITLIST
  where status in ('W', 'D', 'L')
)
-- part: target
with waiting as (
  select
    pas_key(
      InternalPatientNumber, EpisodeNumber, TreatmentCode,
      coalesce(pas_day(OpWlDateIdxDateOnWaitingListNeutral), pas_text(OpWlDateIdxDateOnWaitingListNeutral), pas_day(DateOnList), DateOnList)
    ) as key,
    pas_text(TreatmentCode) as list
  from source.OPWLENTRY
  union
  select
    pas_key(
      InternalPatientNumber, EpisodeNumber, WListCode,
      coalesce(pas_day(DateOnListInt), pas_text(DateOnListInt), pas_day(DateOnList), DateOnList)
    ),
    pas_text(WListCode)
  from source.CPSOPWLIST
  where coalesce(pas_text(RemovalDateTimeInt), pas_text(RemovalDateTimeExt), pas_text(ReasonForRemoval)) is null
),
-- A list without a pair stands for itself, so that an entry without its list differs.
translated as (
  select waiting.key, coalesce(code.target_code, waiting.list) as list
  from waiting
  left join run.codes as code
    on code.crosswalk = 'outpatient_list' and code.source_code = waiting.list and code.status <> 'retired'
),
delivered as (
  select external_system_id as key, list_code as list
  from target.LOAD_OPDWAITLIST
  where status in ('W', 'D', 'L')
)
select coalesce(translated.key, delivered.key) as key
from translated
full join delivered
  on delivered.key = translated.key
  and delivered.list is not distinct from translated.list
where translated.key is null
   or delivered.key is null
