-- id: IWL-04
-- title: Suspensions of a wait lie within it, one after the other
-- severity: error
-- stage: source
-- hazard: H-06
-- sign_off: waiting list lead
-- why: Suspended days are taken off a wait; days outside it or counted twice make it shorter than it was. An extension begins
--   where what it extends ended; suspensions and postponements are counted apart; one that outlasts the wait is left alone.
-- fix: Correct the days of the suspension in the old system, or delete the one that was written twice.
-- nothing: no wait was suspended or postponed
-- optional: source.WLSUSPENSION, source.WLPOSTPONEMENT, source.ADMITDISCH, source.WLREMOVAL
-- part: population_source
select (select count(*) from source.WLSUSPENSION) + (select count(*) from source.WLPOSTPONEMENT)
-- part: source
with held as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber) as entry,
    'SUSP' as kind,
    pas_text(EpsActvDtimeInt) as entered,
    coalesce(pas_text(SuspensionStartDate), EpsActvDtimeInt) as started,
    coalesce(pas_text(SuspendedUntil_1), pas_text(SuspendedUntil)) as until,
    pas_text(WlSuspensionExtensionRepeatGroupKey) as extension,
    coalesce(pas_text(Extended), pas_text(Extension), pas_text(ExtensionBy)) is not null as is_extension
  from source.WLSUSPENSION
  union all
  select
    pas_key(InternalPatientNumber, EpisodeNumber),
    'POST',
    pas_text(EpsActvDtimeInt),
    EpsActvDtimeInt,
    coalesce(pas_text(WaitingListDeferralEndDateTimeInternal), pas_text(DeferredUntil)),
    pas_text(WlDeferralExtensionDetailsRepeatGroupKey),
    coalesce(pas_text(Extended), pas_text(ExtensionReason)) is not null
  from source.WLPOSTPONEMENT
),
-- The records of one suspension are its extensions, each of which repeats it.
suspension as (
  select
    entry, kind, entered,
    min(pas_day(started)) as start_day,
    case when count(until) = 0 then '99999999' else max(pas_day(until)) end as end_day,
    list(coalesce(extension, '0')) || case when bool_or(is_extension) then ['0'] else [] end as parts
  from held
  group by entry, kind, entered
),
listed as (
  select
    key,
    coalesce(min(original_day), min(listed_day)) as wait_day,
    bool_or(is_current) as is_current
  from (
    select
      pas_key(InternalPatientNumber, EpisodeNumber) as key,
      pas_day(OriginalDateOnList) as original_day,
      pas_day(coalesce(pas_text(WlOnListDtTmInt), WLOnListDate)) as listed_day,
      false as is_current
    from source.WLENTRY
    union all
    select
      pas_key(InternalPatientNumber, EpisodeNumber),
      pas_day(OriginalDateOnList),
      pas_day(coalesce(pas_text(WlOnListDtTmInt), DateOnList)),
      true
    from source.WLCURRENT
  )
  group by key
),
admitted as (
  select pas_key(InternalPatientNumber, EpisodeNumber) as key, min(pas_day(coalesce(pas_text(IpAdmDtimeInt), AdmissionDate))) as day
  from source.ADMITDISCH
  where pas_key(InternalPatientNumber, EpisodeNumber) in (select entry from suspension)
  group by 1
),
removed as (
  select pas_key(InternalPatientNumber, EpisodeNumber) as key, max(pas_day(coalesce(pas_text(EpsActvDtimeInt), ActivityDate))) as day
  from source.WLREMOVAL
  group by 1
),
placed as (
  select
    suspension.*,
    listed.wait_day,
    case when not coalesce(listed.is_current, false) then coalesce(admitted.day, removed.day) end as ended_day,
    max(end_day) over (
      partition by suspension.entry, kind
      order by start_day, entered rows between unbounded preceding and 1 preceding
    ) as end_before
  from suspension
  left join listed on listed.key = suspension.entry
  left join admitted on admitted.key = suspension.entry
  left join removed on removed.key = suspension.entry
)
select pas_key(entry, kind, entered, unnest(list_distinct(parts))) as key
from placed
where start_day is null
   or end_day is null
   or end_day < start_day
   or start_day < wait_day
   or start_day > ended_day
   or start_day < end_before
-- part: population_target
select count(*)
from target.LOAD_IWL_DEFERRALS
-- part: target
with piece as (
  select
    external_system_id as key,
    loadiwl_record_number as entry,
    pas_day(deferral_start) as start_day,
    case when deferral_end is null then '99999999' else pas_day(deferral_end) end as end_day,
    split_part(external_system_id, '|', 3) as kind
  from target.LOAD_IWL_DEFERRALS
),
ordered as (
  select
    *,
    max(end_day) over (
      partition by entry, kind order by start_day, end_day, key rows between unbounded preceding and 1 preceding
    ) as end_before
  from piece
)
select ordered.key
from ordered
left join target.LOAD_IWL as entry on entry.record_number = ordered.entry
where entry.record_number is null
   or start_day is null
   or end_day < start_day
   or start_day < end_before
   or start_day < pas_day(entry.waitlist_date)
   or start_day > pas_day(entry.date_removed)
