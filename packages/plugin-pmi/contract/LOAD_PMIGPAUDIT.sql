-- Earlier registrations. The open one with the present GP is the one that LOAD_PMI carries. Where a registration was
-- never closed and another one follows, it ended the day before the next began.
select
  h._table,
  h._row,
  case
    when registration.to_day is null
      and registration.next_from_day is null
      and registration.gp_code = trim(p.GpCode, ' ')
      and patient.state = 'live' then 'PRESENT_GP'
  end as _merge,
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
left join (
  select trim(InternalPatientNumber, ' ') as number, min(GpCode) as GpCode
  from source.PATDATA
  group by 1
) as p on p.number = trim(h.InternalPatientNumber, ' ')
