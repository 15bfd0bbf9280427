-- id: OPD-07
-- title: Every appointment belongs to a referral
-- severity: error
-- stage: source
-- hazard: H-01
-- sign_off: outpatient booking lead
-- why: The new system takes no appointment without its referral, so the visit would be missing from the patient's record.
--   Archived appointments need none; those of service groups hang on community referrals.
-- fix: Find the referral that the appointment was made for, or register one, in the old system; then extract again.
-- nothing: there is no appointment
-- part: population_source
select count(*)
from source.OPA
where pas_text(ApplicationIndicator) is distinct from '3'
  and coalesce(pas_day(PtApptStartDtimeInt) >= getvariable('archive_before'), true)
-- part: source
select pas_key(InternalPatientNumber, EpisodeNumber, PtApptStartDtimeInt, ResCode) as key
from source.OPA
where pas_text(ApplicationIndicator) is distinct from '3'
  and pas_key(InternalPatientNumber, EpisodeNumber) not in (
    select pas_key(InternalPatientNumber, EpisodeNumber)
    from source.OPREFERRAL
  )
  and coalesce(pas_day(PtApptStartDtimeInt) >= getvariable('archive_before'), true)
-- part: population_target
select count(*)
from target.LOAD_OPD_APPOINTMENTS
-- part: target
select external_system_id as key
from target.LOAD_OPD_APPOINTMENTS as appointment
where not exists (
  from target.LOAD_REFERRALS as referral
  where referral.record_number = appointment.loadref_record_number
)
