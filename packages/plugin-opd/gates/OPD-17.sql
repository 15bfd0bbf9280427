-- id: OPD-17
-- title: Every cancelled booking of an open referral is loaded, or the referral says from when it waits
-- severity: error
-- stage: recon
-- hazard: H-06
-- sign_off: RTT performance lead
-- why: The new system works waits out from cancelled bookings unless the referral overrides them; with neither, patients wait
--   longer or shorter than it says. Archived bookings are not looked at: nothing of before the cut-off is live.
-- fix: Look up why the booking was rejected and mend it in the old system, or have the date approved in an overlay.
-- nothing: no open referral has a cancelled booking
-- part: population_source
select count(*)
from source.OPA
where coalesce(pas_text(CancelBy), pas_text(ApptCancDTimeInt), pas_text(ApptCancDate)) is not null
  and pas_text(ApplicationIndicator) is distinct from '3'
  and pas_key(InternalPatientNumber, EpisodeNumber) in (
    select pas_key(InternalPatientNumber, EpisodeNumber)
    from source.OPREFERRAL
    where coalesce(pas_text(DischargeDt), pas_text(DischargeTm)) is null
  )
  and coalesce(pas_day(PtApptStartDtimeInt) >= getvariable('archive_before'), true)
-- part: source
-- Cancelled bookings that the extract gives no way to load: no readable start, or two records under one key.
select pas_key(InternalPatientNumber, EpisodeNumber, PtApptStartDtimeInt, ResCode) as key
from source.OPA
where pas_text(ApplicationIndicator) is distinct from '3'
  and pas_key(InternalPatientNumber, EpisodeNumber) in (
    select pas_key(InternalPatientNumber, EpisodeNumber)
    from source.OPREFERRAL
    where coalesce(pas_text(DischargeDt), pas_text(DischargeTm)) is null
  )
  and coalesce(pas_day(PtApptStartDtimeInt) >= getvariable('archive_before'), true)
group by 1
having bool_or(coalesce(pas_text(CancelBy), pas_text(ApptCancDTimeInt), pas_text(ApptCancDate)) is not null)
   and (count(*) > 1 or pas_moment(min(PtApptStartDtimeInt)) is null)
-- part: population_target
with open_referral as (
  select external_system_id as key
  from target.LOAD_REFERRALS
  where ref_discharge_date is null
    and override_wait_reset_date is null
)
select count(*)
from source.OPA
where coalesce(pas_text(CancelBy), pas_text(ApptCancDTimeInt), pas_text(ApptCancDate)) is not null
  and pas_text(ApplicationIndicator) is distinct from '3'
  and pas_key(InternalPatientNumber, EpisodeNumber) in (select key from open_referral)
  and coalesce(pas_day(PtApptStartDtimeInt) >= getvariable('archive_before'), true)
-- part: target
with open_referral as (
  select external_system_id as key
  from target.LOAD_REFERRALS
  where ref_discharge_date is null
    and override_wait_reset_date is null
),
cancelled as (
  select external_system_id as key
  from target.LOAD_OPD_APPOINTMENTS
  where cancelled_date is not null
     or outcome in (
       select target_code
       from run.codes
       where crosswalk = 'appointment_outcome'
         and source_code like 'CANCELLED-%'
     )
)
select pas_key(InternalPatientNumber, EpisodeNumber, PtApptStartDtimeInt, ResCode) as key
from source.OPA
where coalesce(pas_text(CancelBy), pas_text(ApptCancDTimeInt), pas_text(ApptCancDate)) is not null
  and pas_text(ApplicationIndicator) is distinct from '3'
  and pas_key(InternalPatientNumber, EpisodeNumber) in (select key from open_referral)
  and coalesce(pas_day(PtApptStartDtimeInt) >= getvariable('archive_before'), true)
  and pas_key(InternalPatientNumber, EpisodeNumber, PtApptStartDtimeInt, ResCode) not in (select key from cancelled)
