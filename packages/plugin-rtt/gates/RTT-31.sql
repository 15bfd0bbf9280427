-- id: RTT-31
-- title: Urgent and suspected cancer referrals that are open stay as urgent as they were
-- severity: blocker
-- stage: recon
-- hazard: H-06
-- sign_off: clinical lead
-- why: The clocks of cancer run in days, and a referral that turns routine is booked months later. A suspected cancer by
--   itself does not raise the urgency: one that was referred as routine is shown on the side of the extracts.
-- fix: Pair the priority or the kind of cancer in the overlay; where the extract fails, ask the referrer how urgent it is.
-- parameter: routine = ["1"]
-- parameter: urgent = ["2"]
-- parameter: two_week_wait = ["3"]
-- optional: source.OPDISCHARGE
-- part: population_source
select count(*)
from source.OPREFERRAL
where coalesce(pas_text(DischargeDt), pas_text(DischargeTm)) is null
  and (pas_text(SuspectedCancerCode) is not null or pas_text(PriorityType) in ('2', '3'))
-- part: source
with discharge as (
  select pas_key(InternalPatientNumber, EpisodeNumber) as key, pas_text(OpRegDtimeInt) as registered
  from source.OPDISCHARGE
  where coalesce(pas_text(OpDischargeDTimeInt), pas_text(DischargeDatetime)) is not null
),
kind as (
  select distinct trim(SuspectedCancerCode, ' ') as code
  from source.SUSPCANCER
)
select pas_key(InternalPatientNumber, EpisodeNumber) as key
from source.OPREFERRAL as referral
left join kind on kind.code = trim(referral.SuspectedCancerCode, ' ')
where coalesce(pas_text(DischargeDt), pas_text(DischargeTm)) is null
  and pas_text(SuspectedCancerCode) is not null
  and (coalesce(pas_text(PriorityType), '') not in ('2', '3') or kind.code is null)
  and not exists (
    from discharge
    where discharge.key = pas_key(referral.InternalPatientNumber, referral.EpisodeNumber)
      and coalesce(discharge.registered, pas_text(referral.OpRegDtimeInt)) is not distinct from pas_text(referral.OpRegDtimeInt)
  )
-- part: population_target
select count(*)
from source.OPREFERRAL
where coalesce(pas_text(DischargeDt), pas_text(DischargeTm)) is null
  and (pas_text(SuspectedCancerCode) is not null or pas_text(PriorityType) in ('2', '3'))
-- part: target
with discharge as (
  select pas_key(InternalPatientNumber, EpisodeNumber) as key, pas_text(OpRegDtimeInt) as registered
  from source.OPDISCHARGE
  where coalesce(pas_text(OpDischargeDTimeInt), pas_text(DischargeDatetime)) is not null
),
held as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber) as key,
    pas_text(PriorityType) as priority,
    pas_text(SuspectedCancerCode) as cancer
  from source.OPREFERRAL as referral
  where coalesce(pas_text(DischargeDt), pas_text(DischargeTm)) is null
    and (pas_text(SuspectedCancerCode) is not null or pas_text(PriorityType) in ('2', '3'))
    and not exists (
      from discharge
      where discharge.key = pas_key(referral.InternalPatientNumber, referral.EpisodeNumber)
        and coalesce(discharge.registered, pas_text(referral.OpRegDtimeInt)) is not distinct from pas_text(referral.OpRegDtimeInt)
    )
),
delivered as (
  select
    external_system_id as key,
    ref_type,
    case
      when ref_urgency in {two_week_wait} then 3
      when ref_urgency in {urgent} then 2
      when ref_urgency in {routine} then 1
      else 0
    end as urgency
  from target.LOAD_REFERRALS
)
select held.key
from held
left join delivered on delivered.key = held.key
where delivered.key is null
  or (held.priority is not null and delivered.urgency < coalesce(try_cast(held.priority as integer), 9))
  or (held.cancer is not null and delivered.ref_type is null)
