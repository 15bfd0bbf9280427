-- by: patient
-- Every referral under its own key, one row each, whichever of the two tables holds it. What rows of one key contradict
-- each other in stays empty: none of them is loaded.
with held as (
  select
    pas_text(InternalPatientNumber) as number,
    pas_text(EpisodeNumber) as episode,
    pas_day(ReferralDate) as referral_day,
    pas_day(OpRegDtimeInt) as received_day
  from source.OPREFERRAL
  union all
  select
    pas_text(InternalPatientNumber),
    pas_text(EpisodeNumber),
    coalesce(pas_day(RefDtTmInt), pas_day(ReferralDate)),
    null
  from source.CPSGREFERRAL
)
select
  number,
  episode,
  case when count(distinct referral_day) = 1 then any_value(referral_day) end as referral_day,
  case when count(distinct received_day) = 1 then any_value(received_day) end as received_day
from held
group by number, episode
