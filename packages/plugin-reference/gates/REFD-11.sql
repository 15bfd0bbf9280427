-- id: REFD-11
-- title: Every clinic and clinic doctor with a booking ahead has its pair
-- severity: error
-- stage: config
-- hazard: H-10
-- sign_off: outpatient booking lead
-- why: A booking at a clinic that was not built has no slot, and the patient finds nobody. That the new system's session is
--   built only its own export can show. Keys are codes of clinic and doctor; the resource of a service group, which OPA may hold
--   as well, has its pair among the community resources.
-- fix: Add the clinic to the clinic build, and the pair to the overlay's crosswalks clinic and clinic_doctor.
-- nothing: no appointment lies ahead
-- optional: source.OPA
-- part: population_source
select count(*)
from source.OPA
where pas_moment(PtApptStartDtimeInt) > getvariable('snapshot')
  and coalesce(pas_text(CancelBy), pas_text(ApptCancDTimeInt), pas_text(ApptCancDate)) is null
-- part: source
select distinct pas_key(ClinicCode, ResCode) as key
from source.OPA
where pas_moment(PtApptStartDtimeInt) > getvariable('snapshot')
  and coalesce(pas_text(CancelBy), pas_text(ApptCancDTimeInt), pas_text(ApptCancDate)) is null
  and (
    coalesce(pas_text(ClinicCode), '') not in (select source_code from run.codes where crosswalk = 'clinic' and status <> 'retired')
    or coalesce(pas_text(ResCode), '') not in (
      select source_code
      from run.codes
      where crosswalk in ('clinic_doctor', 'community_resource')
        and status <> 'retired'
    )
  )
-- part: population_target
select count(*)
from target.LOAD_OPD_APPOINTMENTS
where pas_timestamp(appt_date) > pas_now()
  and cancelled_date is null
-- part: target
-- The codes of the booking stand in its record, which its key finds.
with unbuilt as (
  select external_system_id
  from target.LOAD_OPD_APPOINTMENTS
  where pas_timestamp(appt_date) > pas_now()
    and cancelled_date is null
    and (
      coalesce(clinic_code_1, '') not in (select target_code from run.codes where crosswalk = 'clinic' and status <> 'retired')
      or coalesce(clinic_code_2, '') not in (select target_code from run.codes where crosswalk = 'clinic_doctor' and status <> 'retired')
    )
)
select distinct
  case
    when booking.InternalPatientNumber is null then unbuilt.external_system_id
    else pas_key(booking.ClinicCode, booking.ResCode)
  end as key
from unbuilt
left join source.OPA as booking
  on pas_key(booking.InternalPatientNumber, booking.EpisodeNumber, booking.PtApptStartDtimeInt, booking.ResCode) = unbuilt.external_system_id
