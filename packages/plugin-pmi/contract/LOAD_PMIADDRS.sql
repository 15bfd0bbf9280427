-- by: patient
-- Addresses besides the present one: earlier ones, which the loader takes only with their end, and the postal address
-- while it holds good. The present permanent address is in LOAD_PMI. What a merged-away record calls present is not.
with addresses as (
  select
    _table, _row, InternalPatientNumber, 'PREV' as kind, SeqNo as seq_no,
    PtAddLn1 as line_1, PtAddLn2 as line_2, PtAddLn3 as line_3, PtAddLn4 as line_4,
    coalesce(pas_text(Postcode), PseudoPostCode) as postcode,
    coalesce(pas_text(EffectiveFromDateInt), EffectiveFromDate) as from_date,
    coalesce(pas_text(EffectiveToDateInt), EffectiveToDate) as to_date
  from source.PREVADDRESS
  union all
  select
    _table, _row, InternalPatientNumber, 'POSTAL', null,
    PtPostAddrLine1, PtPostAddrLine2, PtPostAddrLine3, PtPostAddrLine4, PtPostAddrPostCode, null,
    coalesce(pas_text(PostAddrExpiryDateInt), PostAddrExpiryDate)
  from source.PATDATA
)
select
  addresses._table,
  addresses._row,
  case
    when coalesce(pas_text(line_1), pas_text(line_2), pas_text(line_3), pas_text(line_4), pas_text(postcode)) is null then 'NOTHING_HELD'
    when kind = 'POSTAL' and patient.state = 'merged' then 'SUPERSEDED_BY_SURVIVOR'
    when kind = 'POSTAL' and pas_day(to_date) < substr(getvariable('snapshot'), 1, 8) then 'POSTAL_ADDRESS_EXPIRED'
  end as _exclude,
  case
    when patient.number is null then 'PATIENT_UNKNOWN'
    when kind = 'PREV' and pas_day(to_date) is null then 'ADDRESS_WITHOUT_END'
  end as _reject,
  addresses.InternalPatientNumber,
  addresses.kind,
  addresses.seq_no,
  addresses.line_1,
  addresses.line_2,
  addresses.line_3,
  addresses.line_4,
  addresses.postcode,
  addresses.from_date,
  addresses.to_date,
  patient.survivor,
  patient.main_crn
from addresses
left join pmi.patient as patient on patient.number = trim(addresses.InternalPatientNumber, ' ')
