-- by: patient
-- The referrals of a pathway, with the day that orders them: the day of receipt or, where none is held (community), of
-- the referral itself.
select
  link.number,
  link.pathway_number,
  link.episode as referral_episode,
  coalesce(referral.received_day, referral.referral_day) as received_day
from rtt.episode_pathway as link
join rtt.referral as referral on referral.number = link.number and referral.episode = link.episode
