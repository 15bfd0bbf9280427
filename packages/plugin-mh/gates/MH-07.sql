-- id: MH-07
-- title: Who is detained is who the Mental Health Act office says is detained
-- severity: blocker
-- stage: recon
-- hazard: H-13
-- sign_off: mental health act lead
-- why: The papers in the office are the authority; a patient whom the new system holds without them, or releases against them, is
--   held or released unlawfully. The register comes as the feed "detained": patient, section and expiry; people of whom it
--   holds more than one line are judged by any of them. Running community orders, which V83 cannot tell, show as missing here.
-- fix: Compare the named patients with their papers; correct the old system or the register, and sign the list by name.
-- optional: source.MERGEDID, feed.legal-statuses
-- part: population_source
select count(*)
from feed.detained
-- part: source
with informal as (
  select '1' as code
  where not exists (from feed."legal-statuses" where pas_text(legal_status) = '1')
  union all
  select pas_text(legal_status)
  from feed."legal-statuses"
  where pas_text(legal_status) is not null
  group by 1
  having bool_and(coalesce(upper(pas_text(detained)), '') = 'N')
),
open_spell as (
  select pas_key(InternalPatientNumber, EpisodeNumber) as key
  from source.ADMITDISCH
  group by 1
  having bool_and(coalesce(pas_text(IpDschDtimeInt), pas_text(DischargeDate)) is null)
),
latest as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber) as key,
    trim(InternalPatientNumber, ' ') as number,
    coalesce(pas_text(LegalStatus), '') as status
  from source.LEGALSTATUSDETS
  qualify row_number() over (
    partition by pas_key(InternalPatientNumber, EpisodeNumber)
    order by pas_moment(KeLegalStatChangeDtimeInt) desc nulls last, status
  ) = 1
),
held as (
  select
    latest.key,
    coalesce(patient.main_crn, '') as main_crn,
    code.target_code as section
  from latest
  left join pmi.patient as patient on patient.number = latest.number
  left join run.codes as code on code.crosswalk = 'legal_status' and code.source_code = latest.status
  where latest.status not in (select code from informal)
    and latest.key in (select key from open_spell)
),
registered as (
  select
    coalesce(patient.main_crn, pas_text(line.district_number)) as main_crn,
    pas_text(line.legal_status) as section,
    'detained|' || line._row as key
  from feed.detained as line
  left join source.PATDATA as person on pas_text(person.DistrictNumber) = pas_text(line.district_number)
  left join pmi.patient as patient on patient.number = trim(person.InternalPatientNumber, ' ')
)
select key
from held
where not exists (
  from registered
  where registered.main_crn = held.main_crn
    and registered.section = held.section
)
union
select key
from registered
where main_crn not in (select main_crn from held)
-- part: population_target
select count(*)
from target.LOAD_MH_DETENTION_MASTER
where end_date is null
-- part: target
with section as (
  select
    mh_dm_record_number as detention,
    arg_max(coalesce(legal_status, ''), pas_moment(start_date)) as section
  from target.LOAD_MH_DETENTION_TRANSFERS
  group by 1
),
delivered as (
  select
    split_part(external_system_id, '|', 1) || '|' || split_part(external_system_id, '|', 2) as key,
    main_crn,
    section.section,
    pas_moment(expiry_date) as expiry
  from target.LOAD_MH_DETENTION_MASTER as master
  left join section on section.detention = master.record_number
  where end_date is null
),
registered as (
  select
    coalesce(patient.main_crn, pas_text(line.district_number)) as main_crn,
    pas_text(line.legal_status) as section,
    pas_moment(line.expiry_date) as expiry,
    'detained|' || line._row as key
  from feed.detained as line
  left join source.PATDATA as person on pas_text(person.DistrictNumber) = pas_text(line.district_number)
  left join pmi.patient as patient on patient.number = trim(person.InternalPatientNumber, ' ')
)
select key
from delivered
where not exists (
  from registered
  where registered.main_crn = delivered.main_crn
    and registered.section = delivered.section
    and registered.expiry is not distinct from delivered.expiry
)
union
select key
from registered
where main_crn not in (select main_crn from delivered where main_crn is not null)
