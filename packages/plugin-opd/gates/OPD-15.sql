-- id: OPD-15
-- title: Entries taken off an outpatient list say when and why, those on it say neither
-- severity: error
-- stage: target
-- hazard: none
-- sign_off: outpatient booking lead
-- why: A patient who was taken off without day or reason may have been forgotten; one who waits with a day of removal drops
--   out of every list of those who wait.
-- fix: Enter day and reason of the removal in the old system, or add the reason's pair to the crosswalk.
-- nothing: no outpatient list has an entry
-- optional: source.OPWLREMENTRY, source.CPSOPWLIST
-- part: population_source
select (select count(*) from source.OPWLREMENTRY) + (
  select count(*)
  from source.CPSOPWLIST
  where coalesce(pas_text(RemovalDateTimeInt), pas_text(RemovalDateTimeExt), pas_text(ReasonForRemoval)) is not null
)
-- part: source
with removal as (
  select
    pas_key(
      InternalPatientNumber, EpisodeNumber, TreatmentCode,
      coalesce(pas_day(DateOnListInt), pas_text(DateOnListInt), pas_day(DateOnList), DateOnList)
    ) as key,
    coalesce(pas_text(OpWlRemDatetimeInt), OpWlRemDatetimeExt) as removed_on,
    pas_text(OpWlRemovalCode) as reason
  from source.OPWLREMENTRY
  union all
  select
    pas_key(
      InternalPatientNumber, EpisodeNumber, WListCode,
      coalesce(pas_day(DateOnListInt), pas_text(DateOnListInt), pas_day(DateOnList), DateOnList)
    ),
    coalesce(pas_text(RemovalDateTimeInt), RemovalDateTimeExt),
    pas_text(ReasonForRemoval)
  from source.CPSOPWLIST
  where coalesce(pas_text(RemovalDateTimeInt), pas_text(RemovalDateTimeExt), pas_text(ReasonForRemoval)) is not null
),
last_removal as (
  select key, removed_on, reason
  from removal
  qualify rank() over (partition by key order by coalesce(pas_moment(removed_on), pas_day(removed_on), '') desc) = 1
)
select key
from last_removal
where (pas_day(removed_on) is null or reason is null)
  and key not in (
    select
      pas_key(
        InternalPatientNumber, EpisodeNumber, TreatmentCode,
        coalesce(pas_day(OpWlDateIdxDateOnWaitingListNeutral), pas_text(OpWlDateIdxDateOnWaitingListNeutral), pas_day(DateOnList), DateOnList)
      )
    from source.OPWLENTRY
  )
-- part: population_target
select count(*)
from target.LOAD_OPDWAITLIST
-- part: target
select external_system_id as key
from target.LOAD_OPDWAITLIST
where (status in ('A', 'C') and (date_removed is null or outcome is null))
   or (status in ('W', 'D', 'L') and date_removed is not null)
