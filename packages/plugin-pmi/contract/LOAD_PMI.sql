-- by: patient
-- One row a registered patient. A number that was merged away lives on in its survivor's row; one whose merge cannot be
-- followed is rejected, for it could be loaded as a second person or not at all.
-- The present address began the day after the last one ended: as long as no earlier address is still open.
with previous_address as (
  select
    trim(InternalPatientNumber, ' ') as number,
    coalesce(pas_day(EffectiveToDateInt), pas_day(EffectiveToDate)) as end_day
  from source.PREVADDRESS
),
latest_previous_address as (
  select number, case when count(end_day) = count(*) then max(end_day) end as end_day
  from previous_address
  group by number
),
-- The start of the present registration is proved only by an open row of the same GP in the history.
open_registration as (
  select number, gp_code, max(from_day) as from_day
  from pmi.gp_registration
  where to_day is null and next_from_day is null
  group by number, gp_code
)
select
  p._table,
  p._row,
  case when patient.state = 'merged' then 'MERGED_PATIENT' end as _merge,
  case when patient.state = 'broken' then patient.fault end as _reject,
  p.InternalPatientNumber,
  p.DistrictNumber,
  p.NhsNumber,
  p.NHSNumberStatus,
  p.Sex,
  p.Title,
  p.Forenames,
  p.Surname,
  coalesce(pas_text(p.InternalDateOfBirth), p.PtDoB) as date_of_birth,
  p.CountryOfBirth,
  p.EthnicType,
  p.SpokenLanguage,
  p.Religion,
  p.MaritalStatus,
  p.ExtAddressLine1,
  p.ExtAddressLine2,
  p.ExtAddressLine3,
  p.ExtAddressLine4,
  p.ExtAddressLine5,
  p.ExtAddressPostcd,
  p.PtAddrLine1,
  p.PtAddrLine2,
  p.PtAddrLine3,
  p.PtAddrLine4,
  p.PtAddrPostCode,
  p.PtPseudoPostCode,
  p.PtHomePhone,
  p.PtWorkPhone,
  p.PtMobilePhone,
  p.PtEmail,
  p.PtMsg,
  p.Ptviaemail,
  p.Ptshareinformation,
  latest_previous_address.end_day as previous_address_end,
  coalesce(pas_text(p.PtDateOfDeathInt), p.PtDateOfDeath) as date_of_death,
  p.GeneralComments,
  p.PtAddrComments,
  p.ExtAddressAddLine1,
  p.PtDeathComment1,
  p.PtDeathComment2,
  p.PtDeathInformedBy,
  p.PtIdentificationComments,
  p.MedicalProfileComments,
  p.Occupation,
  p.School,
  p.GpCode,
  gp.doh_code as gp_doh_code,
  gp.national_code as gp_national_code,
  gp.practice_code,
  gp.postcode as practice_postcode,
  open_registration.from_day as registered_with_gp_from
from source.PATDATA as p
left join pmi.patient as patient on patient.number = trim(p.InternalPatientNumber, ' ')
left join latest_previous_address on latest_previous_address.number = trim(p.InternalPatientNumber, ' ')
left join pmi.gp as gp on gp.code = trim(p.GpCode, ' ')
left join open_registration
  on open_registration.number = trim(p.InternalPatientNumber, ' ') and open_registration.gp_code = trim(p.GpCode, ' ')
