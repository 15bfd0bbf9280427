-- id: RTT-29
-- title: A referral that was discharged has nothing ahead of it
-- severity: error
-- stage: source
-- hazard: H-01
-- sign_off: outpatient booking lead
-- why: The new system cancels what is booked under a referral that it closes, and the patient is never seen.
-- fix: Reopen the referral, or cancel the booking, take the entry off the list and stop the clock; then extract again.
-- optional: source.OPDISCHARGE, source.OPWLENTRY
-- part: population_source
select count(distinct key)
from (
  select pas_key(InternalPatientNumber, EpisodeNumber) as key
  from source.OPREFERRAL
  where coalesce(pas_text(DischargeDt), pas_text(DischargeTm)) is not null
  union all
  select pas_key(InternalPatientNumber, EpisodeNumber)
  from source.OPDISCHARGE
  where coalesce(pas_text(OpDischargeDTimeInt), pas_text(DischargeDatetime)) is not null
)
-- part: source
with discharge as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber) as key,
    pas_text(OpRegDtimeInt) as registered
  from source.OPDISCHARGE
  where coalesce(pas_text(OpDischargeDTimeInt), pas_text(DischargeDatetime)) is not null
),
discharged as (
  select pas_key(InternalPatientNumber, EpisodeNumber) as key
  from source.OPREFERRAL
  where coalesce(pas_text(DischargeDt), pas_text(DischargeTm)) is not null
  union
  select discharge.key
  from discharge
  join source.OPREFERRAL as referral
    on pas_key(referral.InternalPatientNumber, referral.EpisodeNumber) = discharge.key
    and coalesce(discharge.registered, pas_text(referral.OpRegDtimeInt)) is not distinct from pas_text(referral.OpRegDtimeInt)
),
ahead as (
  select pas_key(InternalPatientNumber, EpisodeNumber) as key
  from source.OPA
  where pas_moment(PtApptStartDtimeInt) > getvariable('snapshot')
    and coalesce(pas_text(CancelBy), pas_text(ApptCancDTimeInt), pas_text(ApptCancDate)) is null
  union all
  select pas_key(InternalPatientNumber, EpisodeNumber)
  from source.OPWLENTRY
  union all
  select pas_key(link.InternalPatientNumber, link.EpisodeNumber)
  from source.RTTEPIPERIOD as link
  join source.RTTPERIOD as clock
    on trim(clock.InternalPatientNumber, ' ') = trim(link.InternalPatientNumber, ' ')
    and trim(clock.PathwayNumber, ' ') = trim(link.PathwayNumber, ' ')
    and trim(clock.PPeriodId, ' ') = trim(link.PPeriodId, ' ')
  where coalesce(pas_text(clock.RttEndDateTimeInt), pas_text(clock.RttEndDate)) is null
)
select key
from discharged
where key in (select key from ahead)
-- part: population_target
select count(*)
from target.LOAD_REFERRALS
where encounter_type = 'O'
  and ref_discharge_date is not null
-- part: target
with ahead as (
  select loadref_record_number
  from target.LOAD_OPD_APPOINTMENTS
  where pas_moment(appt_date) > getvariable('snapshot')
    and cancelled_date is null
    and outcome is null
  union all
  select loadref_record_number
  from target.LOAD_OPDWAITLIST
  where status in ('W', 'D', 'L')
  union all
  select loadref_record_number
  from target.LOAD_RTT_PERIODS
  where clock_stop is null
)
select external_system_id as key
from target.LOAD_REFERRALS
where encounter_type = 'O'
  and ref_discharge_date is not null
  and record_number in (select loadref_record_number from ahead)
