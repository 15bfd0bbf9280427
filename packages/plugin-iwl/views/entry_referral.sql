-- by: patient
-- The referral of a list entry: the one on its pathway; of several, the latest that was there on the day the wait began.
-- Two of one day: the one with the later number.
with candidate as (
  select distinct entry.number, entry.episode, entry.wait_day, referral.referral_episode, referral.received_day
  from iwl.entry as entry
  join rtt.episode_pathway as link on link.number = entry.number and link.episode = entry.episode
  join rtt.pathway_referral as referral
    on referral.number = entry.number
    and referral.pathway_number = link.pathway_number
    and referral.referral_episode <> entry.episode
),
counted as (
  select *, count(distinct referral_episode) over (partition by number, episode) as referrals
  from candidate
),
chosen as (
  select number, episode, referral_episode
  from counted
  where referrals = 1 or received_day <= wait_day
  qualify row_number() over (
    partition by number, episode
    order by received_day desc nulls last, try_cast(referral_episode as bigint) desc nulls last, referral_episode desc
  ) = 1
)
select distinct counted.number, counted.episode, chosen.referral_episode
from counted
left join chosen on chosen.number = counted.number and chosen.episode = counted.episode
