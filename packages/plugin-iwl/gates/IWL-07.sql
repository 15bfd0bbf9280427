-- id: IWL-07
-- title: A date for coming in follows listing and offer, and does not go by without an outcome
-- severity: error
-- stage: source
-- hazard: H-10
-- sign_off: waiting list lead
-- why: A date that has gone by and was neither kept nor cancelled hides a patient who still waits; one before the listing, or
--   offered after it was to be kept, is a slip of the pen in a date that patients are called in by.
-- fix: Enter the admission or the cancellation in the old system, or correct the date.
-- nothing: nobody was offered a date
-- optional: source.CURRENTPREADMISSIONS, source.WLREMOVAL, source.ADMITDISCH
-- part: population_source
select count(*)
from source.PREADMISSION
-- part: source
with offer as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber) as entry,
    pas_text(EpsActvDtimeInt) as entered,
    coalesce(pas_text(TCIDtTimeInt), TCIDate) as tci,
    trim(TCITime, ' ') as hour,
    coalesce(pas_day(DateOnWListInt), pas_day(DateOnWList)) as listed_day,
    coalesce(pas_day(TCIOfferDateInt), pas_day(TCIOfferDate)) as offered_day,
    coalesce(pas_day(TCIAcceptDateInt), pas_day(TCIAcceptDate)) as accepted_day,
    coalesce(pas_text(CancelledBy), pas_text(CancelReasonCd), pas_text(WlPatientCharterCancellationDateInt), pas_text(PreOpCancelled)) is not null
      or coalesce(upper(pas_text(CancelDeferInd)) not in ('N', 'NO', '0'), false) as is_cancelled
  from source.PREADMISSION
  union all
  select
    pas_key(InternalPatientNumber, EpisodeNumber),
    null,
    coalesce(pas_text(EpsCurrExpAdmDtimeInt), TCIDate),
    trim(TCITime, ' '),
    coalesce(pas_day(DateOnWListInt), pas_day(DateOnWList)),
    coalesce(pas_day(TCIOfferDateInt), pas_day(TCIOfferDate)),
    coalesce(pas_day(TCIAcceptDateInt), pas_day(TCIAcceptDate)),
    false
  from source.CURRENTPREADMISSIONS
),
-- A day without a time lasts until its end.
timed as (
  select
    *,
    pas_day(tci) as day,
    coalesce(
      pas_moment(tci),
      pas_day(tci) || case when regexp_full_match(hour, '[0-9]{2}:?[0-9]{2}') then replace(hour, ':', '') else '2359' end
    ) as moment
  from offer
),
-- The date that stands now is held in both tables and has the key of its offer.
named as (
  select
    *,
    coalesce(
      entered,
      max(entered) filter (not is_cancelled) over (partition by entry, moment),
      'CURRENT'
    ) as part
  from timed
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
  where pas_key(InternalPatientNumber, EpisodeNumber) in (select entry from offer)
  group by 1
),
removed as (
  select pas_key(InternalPatientNumber, EpisodeNumber) as key, max(pas_day(coalesce(pas_text(EpsActvDtimeInt), ActivityDate))) as day
  from source.WLREMOVAL
  group by 1
)
select pas_key(named.entry, part) as key
from named
left join listed on listed.key = named.entry
left join admitted on admitted.key = named.entry
left join removed on removed.key = named.entry
where named.day < coalesce(listed.wait_day, named.listed_day)
   or offered_day > named.day
   or accepted_day < offered_day
   or (
     moment < getvariable('snapshot')
     and not is_cancelled
     and case
       when coalesce(listed.is_current, false) then true
       else named.day is distinct from admitted.day and coalesce(named.day <= coalesce(admitted.day, removed.day), true)
     end
   )
-- part: population_target
select count(*)
from target.LOAD_IWL_TCIS
-- part: target
select offer.external_system_id as key
from target.LOAD_IWL_TCIS as offer
left join target.LOAD_IWL as entry on entry.record_number = offer.loadiwl_record_number
where pas_day(offer.tci_date) < pas_day(entry.waitlist_date)
   or pas_day(offer.offer_date) > pas_day(offer.tci_date)
   or pas_day(offer.agreed_date) < pas_day(offer.offer_date)
   or (
     coalesce(offer.status, 'L') = 'L'
     -- 00:00 marks that only the day is known.
     and case
       when right(pas_moment(offer.tci_date), 4) = '0000' then pas_day(offer.tci_date) || '2359'
       else pas_moment(offer.tci_date)
     end < getvariable('snapshot')
   )
