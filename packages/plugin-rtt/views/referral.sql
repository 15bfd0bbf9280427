-- Every referral under its own key, one row each, whichever of the two tables holds it. What rows of one key contradict
-- each other in stays empty: none of them is loaded.
with held as (
  select
    trim(InternalPatientNumber, ' ') as number,
    trim(EpisodeNumber, ' ') as episode,
    'OP' as kind,
    pas_day(ReferralDate) as referral_day,
    pas_day(OpRegDtimeInt) as received_day
  from source.OPREFERRAL
  union all
  select
    trim(InternalPatientNumber, ' '),
    trim(EpisodeNumber, ' '),
    'COMMUNITY',
    coalesce(pas_day(RefDtTmInt), pas_day(ReferralDate)),
    null
  from source.CPSGREFERRAL
)
select
  number,
  episode,
  case when count(distinct kind) = 1 then min(kind) end as kind,
  case when count(distinct referral_day) = 1 then min(referral_day) end as referral_day,
  case when count(distinct received_day) = 1 then min(received_day) end as received_day
from held
where number <> '' and episode <> ''
group by number, episode
