-- id: IWL-02
-- title: Every wait for admission begins on the agreed day
-- severity: blocker
-- stage: recon
-- hazard: H-06
-- sign_off: RTT performance lead
-- why: V83 holds three days of a listing; transfers and reinstatements set DateOnList anew, so that it would shorten waits and
--   nobody would see it. An entry without a day fails too. Agreed is the original day, else the day on the list where no
--   original is held; the trust may agree on "listed" or "kh07" instead.
-- fix: Correct the day in the old system; where the trust counts from another day, set the parameter and the contract alike.
-- nothing: no inpatient list has an entry
-- parameter: agreed = original
-- part: population_source
select count(*)
from (
  select pas_key(InternalPatientNumber, EpisodeNumber) as key from source.WLENTRY
  union
  select pas_key(InternalPatientNumber, EpisodeNumber) from source.WLCURRENT
)
-- part: source
-- Lists, so that every day is read whichever is agreed.
-- Entries whose agreed day is not held, is no date, or is another one in the other table.
with held as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber) as key,
    [null, pas_text(OriginalDateOnList)][case when {agreed} = 'original' then 2 else 1 end] as original,
    [coalesce(pas_text(WlOnListDtTmInt), WLOnListDate), coalesce(pas_text(KH07StartWaitInt), KH07StartWait)]
      [case when {agreed} = 'kh07' then 2 else 1 end] as other
  from source.WLENTRY
  union all
  select
    pas_key(InternalPatientNumber, EpisodeNumber),
    [null, pas_text(OriginalDateOnList)][case when {agreed} = 'original' then 2 else 1 end],
    [coalesce(pas_text(WlOnListDtTmInt), DateOnList), coalesce(pas_text(KH07StartWaitInt), KH07StartWait)]
      [case when {agreed} = 'kh07' then 2 else 1 end]
  from source.WLCURRENT
)
select key
from held
group by key
having case
  when count(original) > 0 then count(original) <> count(pas_day(original)) or count(distinct pas_day(original)) <> 1
  else count(pas_text(other)) <> count(pas_day(other)) or count(distinct pas_day(other)) <> 1
end
-- part: population_target
select count(*)
from target.LOAD_IWL
-- part: target
with held as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber) as key,
    [null, pas_text(OriginalDateOnList)][case when {agreed} = 'original' then 2 else 1 end] as original,
    [coalesce(pas_text(WlOnListDtTmInt), WLOnListDate), coalesce(pas_text(KH07StartWaitInt), KH07StartWait)]
      [case when {agreed} = 'kh07' then 2 else 1 end] as other
  from source.WLENTRY
  union all
  select
    pas_key(InternalPatientNumber, EpisodeNumber),
    [null, pas_text(OriginalDateOnList)][case when {agreed} = 'original' then 2 else 1 end],
    [coalesce(pas_text(WlOnListDtTmInt), DateOnList), coalesce(pas_text(KH07StartWaitInt), KH07StartWait)]
      [case when {agreed} = 'kh07' then 2 else 1 end]
  from source.WLCURRENT
),
agreed as (
  select
    key,
    case
      when count(original) > 0 then case
        when count(original) = count(pas_day(original)) and count(distinct pas_day(original)) = 1 then min(pas_day(original))
      end
      when count(distinct pas_day(other)) = 1 and count(pas_text(other)) = count(pas_day(other)) then min(pas_day(other))
    end as day
  from held
  group by key
)
select entry.external_system_id as key
from target.LOAD_IWL as entry
left join agreed on agreed.key = entry.external_system_id
where entry.waitlist_date is null
   or pas_day(entry.waitlist_date) is distinct from agreed.day
