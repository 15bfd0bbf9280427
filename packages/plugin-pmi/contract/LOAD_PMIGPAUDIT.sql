-- by: patient
-- Earlier registrations. The open one with the present GP is the one that LOAD_PMI carries. Where a registration was
-- never closed and another one follows, it ended the day before the next began. One that is open beside another present
-- GP contradicts it: the loader would have two.
with present_gp as (
  select trim(InternalPatientNumber, ' ') as number, min(pas_text(GpCode)) as gp_code
  from source.PATDATA
  group by 1
)
select
  h._table,
  h._row,
  case
    when registration.to_day is null and registration.next_from_day is null and registration.gp_code = present_gp.gp_code
      then 'PRESENT_GP'
  end as _merge,
  case
    when patient.number is null then 'PATIENT_UNKNOWN'
    when registration.to_day is null and registration.next_from_day is null and present_gp.gp_code is not null
      then 'REGISTRATION_WITHOUT_END'
  end as _reject,
  h.InternalPatientNumber,
  h.SeqNo,
  h.GpCode,
  gp.doh_code as gp_doh_code,
  coalesce(pas_text(h.NationalCode), gp.national_code) as gp_national_code,
  coalesce(pas_text(h.Practice), gp.practice_code) as practice_code,
  coalesce(pas_text(h.Postcode), gp.postcode) as practice_postcode,
  coalesce(pas_text(h.FromDate), h.FromDtTmInt) as from_date,
  coalesce(pas_text(h.ToDate), h.PmiPatientGpHistoryToDateIndexKey) as to_date,
  registration.next_from_day,
  patient.survivor,
  patient.main_crn
from source.GPHISTORY as h
join pmi.gp_registration as registration on registration.registration_row = h._row
left join pmi.gp as gp on gp.code = trim(h.GpCode, ' ')
left join pmi.patient as patient on patient.number = trim(h.InternalPatientNumber, ' ')
left join present_gp on present_gp.number = patient.survivor
