-- id: PMI-13
-- title: Nothing is booked or awaited for anybody who has died
-- severity: blocker
-- stage: source
-- hazard: H-05
-- sign_off: outpatient booking lead
-- why: The family gets a letter; or a living patient is marked dead and the appointment is the proof. Keys are patients.
-- fix: Cancel what lies ahead in the old system and end its clocks with status 36, or correct the death.
-- nothing: nobody is known to have died
-- parameter: says_no = ["N", "NO", "0"]
-- optional: source.MERGEDID, source.HWSAPP, source.HWSAPPIS, source.CPPTCONTACT, source.OPWLENTRY, source.CURRENTPREADMISSIONS
-- part: population_source
select count(*)
from source.PATDATA
where coalesce(upper(pas_text(PtDeathIndInt)) not in {says_no}, false)
   or coalesce(pas_text(PtDateOfDeathInt), pas_text(PtDateOfDeath)) is not null
-- part: source
with deceased as (
  select trim(InternalPatientNumber, ' ') as patient
  from source.PATDATA
  where coalesce(upper(pas_text(PtDeathIndInt)) not in {says_no}, false)
     or coalesce(pas_text(PtDateOfDeathInt), pas_text(PtDateOfDeath)) is not null
),
awaited as (
  select InternalPatientNumber
  from source.OPA
  where pas_moment(PtApptStartDtimeInt) > getvariable('snapshot')
    and coalesce(pas_text(CancelBy), pas_text(ApptCancDTimeInt), pas_text(ApptCancDate)) is null
  union all
  select InternalPatientNumber
  from source.HWSAPP
  where pas_moment(PtApptStartDtimeInt) > getvariable('snapshot')
    and coalesce(pas_text(CancelBy), pas_text(ApptCancDTimeInt), pas_text(ApptCancDate)) is null
  union all
  select InternalPatientNumber
  from source.HWSAPPIS
  where pas_moment(PtApptStartDtimeInt) > getvariable('snapshot')
    and coalesce(pas_text(CancelBy), pas_text(ApptCancDTimeInt), pas_text(ApptCancDate)) is null
  union all
  select InternalPatientNumber
  from source.CPPTCONTACT
  where pas_moment(ContactDatetimeInt) > getvariable('snapshot')
  union all
  select InternalPatientNumber
  from source.OPWLENTRY
  union all
  select InternalPatientNumber
  from source.WLCURRENT
  union all
  select InternalPatientNumber
  from source.CURRENTPREADMISSIONS
),
waiting as (
  select distinct trim(InternalPatientNumber, ' ') as number
  from awaited
)
select coalesce(patient.survivor, waiting.number) as key
from waiting
left join pmi.patient as patient on patient.number = waiting.number
where coalesce(patient.survivor, waiting.number) in (select patient from deceased)
-- part: population_target
select (select count(*) from target.LOAD_PMI where date_of_death is not null)
  + (select count(*) from target.LOAD_PMISTAFFWARNINGS where split_part(external_system_id, '|', 2) = 'DIED')
-- part: target
with deceased as (
  select external_system_id as patient, main_crn
  from target.LOAD_PMI
  where date_of_death is not null
     or main_crn in (select main_crn from target.LOAD_PMISTAFFWARNINGS where split_part(external_system_id, '|', 2) = 'DIED')
),
awaited as (
  select main_crn
  from target.LOAD_OPD_APPOINTMENTS
  where cancelled_date is null
    and pas_timestamp(appt_date) > pas_now()
  union all
  select main_crn
  from target.LOAD_CMTY_APPOINTMENTS
  where cancelled_date is null
    and pas_timestamp(appt_date) > pas_now()
  union all
  select main_crn
  from target.LOAD_OPDWAITLIST
  where status in ('W', 'D', 'L')
  union all
  select main_crn
  from target.LOAD_IWL
  where status in ('W', 'D', 'L')
  union all
  select entry.main_crn
  from target.LOAD_IWL_TCIS as offer
  join target.LOAD_IWL as entry on entry.record_number = offer.loadiwl_record_number
  where offer.status = 'L'
)
select patient as key
from deceased
where main_crn in (select main_crn from awaited)
