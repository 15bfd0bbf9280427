-- by: patient
-- One row a spell. A spell whose times contradict each other is rejected here, and all that hangs on it goes with it.
-- Only an elective admission came from a list; an emergency has no list entry and no date on a list, whatever V83 still
-- shows of an earlier wait.
select
  a._table,
  a._row,
  case when spell.is_archived then 'ARCHIVED' end as _exclude,
  case when patient.number is null then 'PATIENT_UNKNOWN' else spell.fault end as _reject,
  a.InternalPatientNumber,
  a.EpisodeNumber,
  case when elective.code is not null then a.InternalPatientNumber end as listed_patient,
  case when elective.code is not null then a.EpisodeNumber end as listed_episode,
  patient.survivor,
  patient.main_crn,
  a.EpiGPCode,
  gp.doh_code as gp_doh_code,
  gp.national_code as gp_national_code,
  coalesce(pas_text(a.EpiGPPracticeCode), gp.practice_code) as practice_code,
  case when pas_text(a.EpiGPPracticeCode) is null or pas_text(a.EpiGPPracticeCode) = gp.practice_code then gp.postcode end as practice_postcode,
  a.IntdMgmt,
  case when elective.code is not null then coalesce(pas_text(a.WlDateCcyy), pas_text(a.DateOnWl)) end as listed_day,
  spell.admitted_text,
  coalesce(pas_text(a.ExpDateofDischInt), pas_text(a.ExpDateofDischarge)) as expected_discharge,
  a.MethodOfAdmission,
  a.SourceOfAdm,
  spell.discharged_text,
  a.MethodOfDischarge,
  a.DestinationOnDischarge
from source.ADMITDISCH as a
left join adt.spell as spell on spell.number = trim(a.InternalPatientNumber, ' ') and spell.episode = trim(a.EpisodeNumber, ' ')
left join pmi.patient as patient on patient.number = trim(a.InternalPatientNumber, ' ')
left join adt.elective_method as elective on elective.code = trim(a.MethodOfAdmission, ' ')
left join pmi.gp as gp on gp.code = trim(a.EpiGPCode, ' ')
