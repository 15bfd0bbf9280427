-- id: IWL-10
-- title: Who was taken off an inpatient list was taken off for a reason, after being listed
-- severity: error
-- stage: source
-- hazard: none
-- sign_off: waiting list lead
-- why: A removal without a known reason may be a patient who was forgotten. An entry that is still on the list though it was
--   taken off later stays on it, and a person has to say which is right; admissions need no reason.
-- fix: Enter the reason in the old system, or list it in its master file; put right list or removal where both stand.
-- nothing: nobody was taken off an inpatient list
-- optional: source.WLREMOVALREASON, source.ADMITDISCH
-- part: population_source
select count(*)
from source.WLREMOVAL
-- part: source
with listed as (
  select
    key,
    coalesce(min(original_day), min(listed_day)) as wait_day,
    max(listed_day) as listed_day,
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
removal as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber) as key,
    pas_text(Reason) as reason,
    pas_day(coalesce(pas_text(EpsActvDtimeInt), ActivityDate)) as day
  from source.WLREMOVAL
  qualify rank() over (
    partition by pas_key(InternalPatientNumber, EpisodeNumber)
    order by coalesce(pas_moment(coalesce(pas_text(EpsActvDtimeInt), ActivityDate)), '') desc
  ) = 1
)
select removal.key
from removal
left join listed on listed.key = removal.key
where case
  when listed.is_current then removal.day > coalesce(listed.listed_day, listed.wait_day)
  else removal.day is null
    or removal.day < listed.wait_day
    or removal.reason is null
    or removal.reason not in (
      select trim(RemovalCode, ' ')
      from source.WLREMOVALREASON
      where pas_text(RemovalCode) is not null
    )
end
-- part: population_target
select count(*)
from target.LOAD_IWL
where status in ('C', 'A', 'N')
   or date_removed is not null
-- part: target
select external_system_id as key
from target.LOAD_IWL
where (status in ('C', 'A', 'N') and date_removed is null)
   or (status = 'C' and wl_outcome is null)
   or (status in ('W', 'D', 'L') and date_removed is not null)
   or pas_day(date_removed) < pas_day(waitlist_date)
