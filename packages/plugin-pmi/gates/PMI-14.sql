-- id: PMI-14
-- title: Nobody is seen or discharged alive after the day of death
-- severity: blocker
-- stage: source
-- hazard: H-05
-- sign_off: clinical safety officer
-- why: Either a living patient is marked dead, or somebody else's care is on the record. Keys are patients; a discharge
--   as died is another rule's.
-- fix: Find out which of the two is wrong, and correct death or activity in the old system.
-- nothing: no date of death is held
-- parameter: max_days_after = 1
-- parameter: attended = [ATT, SATT, WLK]
-- parameter: attended_outcomes = ["5", "6"]
-- parameter: died_methods = ["4", "5"]
-- optional: source.MERGEDID, source.OPA, source.HWSAPP, source.HWSAPPIS, source.CPPTCONTACT, source.MOD
-- part: population_source
select count(*)
from source.PATDATA
where coalesce(pas_day(PtDateOfDeathInt), pas_day(PtDateOfDeath)) is not null
-- part: source
with deaths as (
  select
    trim(InternalPatientNumber, ' ') as patient,
    min(coalesce(pas_date(PtDateOfDeathInt), pas_date(PtDateOfDeath))) as died
  from source.PATDATA
  where coalesce(pas_day(PtDateOfDeathInt), pas_day(PtDateOfDeath)) is not null
  group by 1
),
dead_numbers as (
  select patient.number, deaths.patient, deaths.died
  from pmi.patient as patient
  join deaths on deaths.patient = coalesce(patient.survivor, patient.number)
),
seen as (
  select trim(InternalPatientNumber, ' ') as number, PtApptStartDtimeInt as at
  from source.OPA
  where upper(pas_text(ApptStatus)) in {attended}
    and coalesce(pas_text(CancelBy), pas_text(ApptCancDTimeInt), pas_text(ApptCancDate)) is null
  union all
  select trim(InternalPatientNumber, ' '), PtApptStartDtimeInt
  from source.HWSAPP
  where upper(pas_text(ApptStatus)) in {attended}
    and coalesce(pas_text(CancelBy), pas_text(ApptCancDTimeInt), pas_text(ApptCancDate)) is null
  union all
  select trim(InternalPatientNumber, ' '), PtApptStartDtimeInt
  from source.HWSAPPIS
  where upper(pas_text(ApptStatus)) in {attended}
    and coalesce(pas_text(CancelBy), pas_text(ApptCancDTimeInt), pas_text(ApptCancDate)) is null
  union all
  select trim(InternalPatientNumber, ' '), coalesce(pas_text(ActualContactDtTmInt), ContactDatetimeInt)
  from source.CPPTCONTACT
  where upper(pas_text(ApptAttendanceCode)) in {attended}
  union all
  select trim(InternalPatientNumber, ' '), IpDschDtimeInt
  from source.ADMITDISCH
  where pas_text(MethodOfDischarge) is null
     or pas_text(MethodOfDischarge) not in (select trim(MethodOfDischarge, ' ') from source.MOD where pas_text(InternalValue) in {died_methods})
)
select distinct dead_numbers.patient as key
from seen
join dead_numbers on dead_numbers.number = seen.number
where date_diff('day', dead_numbers.died, pas_date(seen.at)) > {max_days_after}
-- part: population_target
select count(*)
from target.LOAD_PMI
where date_of_death is not null
-- part: target
with deaths as (
  select external_system_id as patient, main_crn, pas_date(date_of_death) as died
  from target.LOAD_PMI
  where date_of_death is not null
),
seen as (
  select main_crn, appt_date as at
  from target.LOAD_OPD_APPOINTMENTS
  where outcome in {attended_outcomes}
  union all
  select main_crn, appt_date
  from target.LOAD_CMTY_APPOINTMENTS
  where outcome in {attended_outcomes}
  union all
  select main_crn, discharge_date
  from target.LOAD_ADT_ADMISSIONS
  where coalesce(discharge_type, '') not in {died_methods}
)
select deaths.patient as key
from deaths
join seen on seen.main_crn = deaths.main_crn
where date_diff('day', deaths.died, pas_date(seen.at)) > {max_days_after}
