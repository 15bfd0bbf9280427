-- by: patient
-- One row a pathway, with the start of its first clock and the e-referral reference that its appointments were booked with. Its end is proved by one thing alone: the patient died before
-- treatment, and no clock of the pathway runs or started later.
with clock as (
  select
    number,
    pathway_number,
    min(coalesce(start_moment, start_day)) as first_start,
    max(coalesce(stop_moment, stop_day)) as last_stop,
    bool_and(coalesce(stop_moment, stop_day) is not null) as all_stopped
  from rtt.period
  group by number, pathway_number
),
-- A pathway on which a clock is recorded at all, be it at fault, is or was in the measure.
clocked as (
  select distinct trim(InternalPatientNumber, ' ') as number, trim(PathwayNumber, ' ') as pathway_number
  from source.RTTPERIOD
),
stop_status as (
  select
    clock.number,
    clock.pathway_number,
    string_agg(distinct coalesce(pas_text(event.RttPRDSts), 'NATIONAL:' || pas_text(event.RttPRDStsInt)), chr(10) order by coalesce(pas_text(event.RttPRDSts), 'NATIONAL:' || pas_text(event.RttPRDStsInt))) as statuses
  from clock
  join source.RTTALLPRDSTS as event
    on trim(event.InternalPatientNumber, ' ') = clock.number
    and trim(event.PathwayNumber, ' ') = clock.pathway_number
    and substr(pas_moment(coalesce(pas_text(ActivityDateTimeInt), ActivityDateTime)), 1, length(last_stop)) = last_stop
  group by clock.number, clock.pathway_number
)
select
  pathway._table,
  pathway._row,
  case when patient.number is null then 'PATIENT_UNKNOWN' end as _reject,
  pathway.InternalPatientNumber,
  pathway.PathwayNumber,
  pathway.PathwayOrgProv,
  pathway.PathwayCondition,
  pathway.RttSpeciality,
  pathway.RttPrivatePat,
  pathway.RttOsvStatus,
  coalesce(pas_text(pathway.RttCurrentStatus), pathway.LatestStatus) as status,
  clock.first_start,
  case when clock.all_stopped then clock.last_stop end as last_stop,
  stop_status.statuses as last_stop_statuses,
  case when clocked.number is not null then 'Y' end as has_clock,
  booking.ubrn,
  booking.fault as ubrn_fault,
  patient.survivor,
  patient.main_crn
from source.RTTPTPATHWAY as pathway
left join pmi.patient as patient on patient.number = trim(pathway.InternalPatientNumber, ' ')
left join clock
  on clock.number = trim(pathway.InternalPatientNumber, ' ') and clock.pathway_number = trim(pathway.PathwayNumber, ' ')
left join clocked
  on clocked.number = trim(pathway.InternalPatientNumber, ' ') and clocked.pathway_number = trim(pathway.PathwayNumber, ' ')
left join rtt.booking as booking
  on booking.number = trim(pathway.InternalPatientNumber, ' ') and booking.pathway_number = trim(pathway.PathwayNumber, ' ')
left join stop_status
  on stop_status.number = clock.number and stop_status.pathway_number = clock.pathway_number
