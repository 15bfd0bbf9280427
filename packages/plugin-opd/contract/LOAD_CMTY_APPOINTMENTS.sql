-- by: patient
-- Community appointments and contacts, each once. A booking may stand in up to three tables, and the contact that it led to
-- in a fourth: the booking's rows are one row, and a booking is one with the contact of its episode and moment, as long as
-- no other booking could be meant and the one was not cancelled while the other was attended.
with bookings as (
  select
    _table, _row, 1 as preference, DateApptBookedInt as booked_int, ApptBookedDate as booked_date, ApptCancDTimeInt as cancelled_int,
    ApptCancDate as cancelled_date, BookingType as booking_type, ClinicCode as clinic, ApptType as appointment_type,
    ClinicConsultant as consultant, Transport as transport, ApptClass as class, ApptCategory as category,
    PtCategory as patient_category, EpiGp as gp, PracticeCode as practice, RefSpecialty as specialty,
    RefConsultant as referral_consultant, ReasonForRef as referral_reason,
    coalesce(pas_text(ReferralDateInt), ReferralDate) as referral_date, ApptComment as comment, ReasonForCanc as cancellation,
    CancelComment as cancel_comment, Disposal as disposal
  from source.HWSAPP
  union all
  select
    _table, _row, 2, ApptBookedDateInt, ApptBookedDate, ApptCancDTimeInt, ApptCancDate, BookingType, ClinicCode, ApptType, null,
    Transport, ApptClass, ApptCategory, PtCategory, null, null, null, null, null, null, ApptComment, ReasonForCanc,
    CancelComment, Disposal
  from source.HWSAPPIS
  union all
  select
    _table, _row, 3, DateApptBookedInt, ApptBookedDate, ApptCancDTimeInt, ApptCancDate, BookingType, ClinicCode, ApptType,
    ClinicConsultant, Transport, ApptClass, ApptCategory, PtCategory, EpiGp, PracticeCode, RefSpecialty, RefConsultant,
    ReasonForRef, coalesce(pas_text(ReferralDateInt), ReferralDate), ApptComment, ReasonForCanc, CancelComment, Disposal
  from source.OPA
  where pas_text(ApplicationIndicator) = '3'
),
outpatient as (
  select distinct number, episode, start_text, coalesce(res_code, '') as res_code
  from opd.encounter
  where source_table = 'OPA' and not is_community
),
ranked as (
  select
    bookings.*,
    e.number, e.episode, e.start_text, e.res_code, e.moment, e.status, e.is_cancelled, e.is_contradicted, e.outcome_code,
    min(preference) over same_booking as first_preference,
    outpatient.number is not null as is_outpatient
  from bookings
  join opd.encounter as e on e.source_table = bookings._table and e.source_row = bookings._row
  left join outpatient
    on outpatient.number = e.number
    and outpatient.episode = e.episode
    and outpatient.start_text = e.start_text
    and outpatient.res_code = coalesce(e.res_code, '')
  window same_booking as (partition by e.number, e.episode, e.start_text, e.res_code)
),
placed as (
  select
    *,
    case
      when is_outpatient then 'SAME_AS_OUTPATIENT'
      when preference > first_preference then 'SAME_BOOKING'
    end as merged_into
  from ranked
),
standing as (
  select
    *,
    count(*) over same_moment as at_moment,
    count(*) filter (where not is_cancelled) over same_moment as kept_at_moment
  from placed
  where merged_into is null and moment is not null
  window same_moment as (partition by number, episode, moment)
),
contact as (
  select *, count(*) over (partition by number, episode, moment) as at_moment
  from opd.encounter
  where source_table = 'CPPTCONTACT'
),
same_contact as (
  select contact.source_row as contact_row, standing._table as booking_table, standing._row as booking_row
  from contact
  join standing
    on standing.number = contact.number and standing.episode = contact.episode and standing.moment = contact.moment
  where contact.at_moment = 1
    and (standing.at_moment = 1 or (standing.kept_at_moment = 1 and not standing.is_cancelled))
    and not (standing.is_cancelled and coalesce(contact.status in ('ATT', 'SATT', 'WLK'), false))
),
clinicians as (
  select
    trim(InternalPatientNumber, ' ') as number,
    trim(EpisodeNumber, ' ') as episode,
    trim(ContactDatetimeInt, ' ') as start_text,
    arg_min(pas_text(ContactSequenceNo), (try_cast(pas_text(ContactSequenceNo) as integer), pas_text(ContactSequenceNo))) as sequence
  from source.CPCLINCONTACT
  where pas_text(ContactSequenceNo) is not null
  group by 1, 2, 3
),
notes as (
  select
    trim(InternalPatientNumber, ' ') as number,
    trim(EpisodeNumber, ' ') as episode,
    trim(ContactDatetimeInt, ' ') as start_text,
    string_agg(
      pas_text(ContactNotes), ' '
      order by try_cast(pas_text(CpsPatientContactTreatmentNotesLineCount) as integer), ContactNotes
    ) as text
  from source.CPPTCONTACTNOTES
  group by 1, 2, 3
),
rows as (
  select
    c._table, c._row, null::varchar as merged_into, e.number, e.episode, e.start_text,
    clinicians.sequence as last_part, booking._table as booking_table, booking._row as booking_row, e.status,
    case when booking.is_cancelled or e.status is null then coalesce(booking.outcome_code, e.outcome_code) else e.outcome_code end as outcome_code,
    e.is_contradicted or coalesce(booking.is_contradicted, false) as is_contradicted,
    booking.res_code,
    coalesce(pas_text(c.PatientCategory), booking.patient_category) as patient_category,
    case upper(pas_text(c.InitialContact)) when 'YES' then '1' when 'Y' then '1' when 'NO' then '2' when 'N' then '2' end as initial_class,
    case
      when pas_text(c.PrimaryClinician) is not null then 'CLIN:' || trim(c.PrimaryClinician, ' ')
      when pas_text(booking.consultant) is not null then 'CONS:' || trim(booking.consultant, ' ')
    end as clinician,
    coalesce('APPT:' || pas_text(booking.appointment_type), 'CONTACT:' || pas_text(c.TypeOfContact)) as type,
    case when e.is_attended then coalesce(pas_text(c.ActualContactDtTmInt), c.ActualContactDate) end as seen,
    coalesce(pas_text(c.LocationDescription), place.name, pas_text(c.LocationCode)) as place,
    coalesce(outcome.name, pas_text(c.PrimaryOutcome)) as contact_outcome,
    case when pas_text(booking.appointment_type) is not null then pas_text(c.TypeOfContact) end as contact_type,
    notes.text as notes,
    pas_text(c.ServiceGroup) as service_group
  from source.CPPTCONTACT as c
  join opd.encounter as e on e.source_table = 'CPPTCONTACT' and e.source_row = c._row
  left join same_contact on same_contact.contact_row = c._row
  left join placed as booking
    on booking._table = same_contact.booking_table and booking._row = same_contact.booking_row
  left join clinicians
    on clinicians.number = e.number and clinicians.episode = e.episode and clinicians.start_text = e.start_text
  left join notes on notes.number = e.number and notes.episode = e.episode and notes.start_text = e.start_text
  left join opd.code_name as place on place.kind = 'LOCATION' and place.code = pas_text(c.LocationCode)
  left join opd.code_name as outcome on outcome.kind = 'CONTACT_OUTCOME' and outcome.code = pas_text(c.PrimaryOutcome)
  union all
  select
    b._table, b._row,
    case when same_contact.contact_row is not null then 'SAME_CONTACT' else b.merged_into end,
    b.number, b.episode, b.start_text, b.res_code, b._table, b._row, b.status, b.outcome_code, b.is_contradicted, b.res_code,
    b.patient_category, null,
    case
      when clinician.code is not null then 'CLIN:' || clinician.code
      when pas_text(b.consultant) is not null then 'CONS:' || trim(b.consultant, ' ')
    end,
    'APPT:' || pas_text(b.appointment_type), null, null, null, null, null, null
  from placed as b
  left join same_contact on same_contact.booking_table = b._table and same_contact.booking_row = b._row
  left join (select distinct trim(ClinicianCode, ' ') as code from source.CPFCLINICIAN) as clinician on clinician.code = b.res_code
),
-- Facts of the referral that stand on the contact's row.
referral as (
  select
    trim(InternalPatientNumber, ' ') as number,
    trim(EpisodeNumber, ' ') as episode,
    case when count(distinct coalesce(pas_text(RefDtTmInt), pas_text(ReferralDate))) = 1 then min(coalesce(pas_text(RefDtTmInt), pas_text(ReferralDate))) end as referral_date,
    case when count(distinct pas_text(Source)) = 1 then min(pas_text(Source)) end as referral_source,
    case when count(distinct pas_text(Category)) = 1 then min(pas_text(Category)) end as patient_category,
    case when count(distinct coalesce(pas_text(PriorityInt), pas_text(Priority))) = 1 then min(coalesce(pas_text(PriorityInt), pas_text(Priority))) end as priority,
    case when count(distinct pas_text(ServGroup)) = 1 then min(pas_text(ServGroup)) end as service_group,
    case when count(distinct pas_text(LeadClinician)) = 1 then min(pas_text(LeadClinician)) end as clinician,
    case when count(distinct pas_text(DischargeReason)) = 1 then min(pas_text(DischargeReason)) end as discharge_reason,
    case when count(distinct coalesce(pas_text(DischargeDtTmInt), pas_text(DischargeDate))) = 1 then min(coalesce(pas_text(DischargeDtTmInt), pas_text(DischargeDate))) end as discharge_date,
    case when count(distinct pas_text(DiagComment1)) = 1 then min(pas_text(DiagComment1)) end as comment_1,
    case when count(distinct pas_text(DiagComment2)) = 1 then min(pas_text(DiagComment2)) end as comment_2
  from source.CPSGREFERRAL
  group by 1, 2
),
-- Where a referral does not say how it ended, its discharge does: as LOAD_REFERRALS takes it.
discharge as (
  select
    trim(InternalPatientNumber, ' ') as number,
    trim(EpisodeNumber, ' ') as episode,
    coalesce(max(coalesce(pas_moment(DischargeDate), pas_day(InternalDischargeDT))), max(pas_text(InternalDischargeDT))) as discharged_at,
    arg_max(pas_text(Reason), coalesce(pas_moment(DischargeDate), pas_day(InternalDischargeDT), '')) as reason
  from source.CPREFDISCH
  group by 1, 2
),
registration as (
  select
    trim(InternalPatientNumber, ' ') as number,
    trim(EpisodeNumber, ' ') as episode,
    case when count(distinct pas_text(EpiGP)) = 1 then min(pas_text(EpiGP)) end as gp
  from source.EPIREGISTRATION
  group by 1, 2
),
pathway as (
  select number, episode, min(pathway_number) as pathway_number
  from rtt.episode_pathway
  group by 1, 2
  having count(*) = 1
),
list_link as (
  select e.number, e.episode, e.start_text, e.res_code, min(link.list_code) as list_code, min(link.on_list_day) as on_list_day
  from opd.booked_from_list as link
  join opd.encounter as e on e.source_table = 'OPA' and e.source_row = link.source_row
  where link.list_code is not null and e.is_community
  group by 1, 2, 3, 4
  having count(*) = 1
)
select
  rows._table,
  rows._row,
  null::varchar as _exclude,
  rows.merged_into as _merge,
  case
    when patient.number is null then 'PATIENT_UNKNOWN'
    when patient.survivor is null then patient.fault
  end as _reject,
  rows.number,
  rows.episode,
  rows.start_text,
  rows.last_part,
  patient.survivor,
  patient.main_crn,
  case when list_link.list_code is not null then rows.number end as list_number,
  case when list_link.list_code is not null then rows.episode end as list_episode,
  list_link.list_code,
  list_link.on_list_day,
  case when pathway.pathway_number is not null then rows.number end as pathway_patient,
  pathway.pathway_number,
  case when clock.action in ('START', 'STOP') then rows.number end as clock_number,
  case when clock.action in ('START', 'STOP') then clock.pathway_number end as clock_pathway,
  case when clock.action in ('START', 'STOP') then clock.period_id end as clock_period,
  case when clock.action in ('START', 'STOP') then clock.action end as clock_action,
  case when clock.source_row is not null and coalesce(clock.action, 'BOTH') = 'BOTH' then 'Y' end as clock_unproved,
  coalesce(pas_text(rows.patient_category), referral.patient_category) as patient_category,
  case when not first_seen.is_uncertain then first_seen.day end as first_seen,
  coalesce(rows.initial_class, booking.class) as class,
  booking.category,
  coalesce(referral.referral_date, booking.referral_date) as referral_date,
  'COMMUNITY:' || referral.referral_source as referral_source,
  coalesce(pas_text(booking.gp), registration.gp) as gp_code,
  gp.doh_code as gp_doh_code,
  gp.national_code as gp_national_code,
  coalesce(pas_text(booking.practice), gp.practice_code) as practice_code,
  case when pas_text(booking.practice) is null or pas_text(booking.practice) = gp.practice_code then gp.postcode end as practice_postcode,
  'COMMUNITY:' || referral.priority as priority,
  coalesce(referral.service_group, rows.service_group) as service_group,
  booking.referral_reason,
  booking.specialty,
  case
    when pas_text(booking.referral_consultant) is not null then 'CONS:' || trim(booking.referral_consultant, ' ')
    when referral.clinician is not null then 'CLIN:' || referral.clinician
  end as referral_clinician,
  'COMMUNITY:' || coalesce(referral.discharge_reason, discharge.reason) as discharge_reason,
  coalesce(referral.discharge_date, discharge.discharged_at) as discharge_date,
  coalesce(pas_text(booking.booked_int), booking.booked_date) as booked_date,
  booking.booking_type,
  booking.clinic,
  rows.res_code,
  rows.type,
  rows.clinician,
  booking.transport,
  rows.status,
  rows.seen,
  rows.outcome_code,
  case when rows.is_contradicted then 'Y' end as is_contradicted,
  coalesce(pas_text(booking.cancelled_int), booking.cancelled_date) as cancelled_date,
  referral.comment_1 as referral_comment_1,
  referral.comment_2 as referral_comment_2,
  booking.comment,
  rows.contact_outcome,
  coalesce(disposal.name, pas_text(booking.disposal)) as disposal,
  rows.contact_type,
  rows.place,
  booking.cancellation,
  booking.cancel_comment,
  rows.notes
from rows
left join placed as booking on booking._table = rows.booking_table and booking._row = rows.booking_row
left join pmi.patient as patient on patient.number = rows.number
left join referral on referral.number = rows.number and referral.episode = rows.episode
left join discharge on discharge.number = rows.number and discharge.episode = rows.episode
left join registration on registration.number = rows.number and registration.episode = rows.episode
left join pmi.gp as gp on gp.code = coalesce(pas_text(booking.gp), registration.gp)
left join rtt.first_attendance as first_seen on first_seen.number = rows.number and first_seen.episode = rows.episode
left join pathway on pathway.number = rows.number and pathway.episode = rows.episode
left join opd.encounter_clock as clock on clock.source_table = rows._table and clock.source_row = rows._row
left join list_link
  on list_link.number = rows.number
  and list_link.episode = rows.episode
  and list_link.start_text = rows.start_text
  and list_link.res_code is not distinct from rows.res_code
left join opd.code_name as disposal on disposal.kind = 'DISPOSAL' and disposal.code = pas_text(booking.disposal)
union all by name
-- Outpatient appointments hold nothing for this table.
select 'OPA' as _table, source_row as _row, 'NOTHING_HELD' as _exclude
from opd.encounter
where source_table = 'OPA' and not is_community
