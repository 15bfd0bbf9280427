-- id: MH-06
-- title: No patient has more than one open detention
-- severity: blocker
-- stage: target
-- hazard: H-13
-- sign_off: mental health act lead
-- why: One authority holds a patient at a time; with two of them the one that has ended may be taken for the one in force. Merged
--   numbers count as the person they were merged into, and both stays are listed.
-- fix: Read the section papers; end the wrong detention or its stay in the old system, or undo the merge.
-- optional: source.MERGEDID, feed.legal-statuses
-- nothing: nobody is detained
-- part: population_source
select count(*)
from source.LEGALSTATUSDETS
-- part: source
with open_spell as (
  select pas_key(InternalPatientNumber, EpisodeNumber) as key
  from source.ADMITDISCH
  group by 1
  having bool_and(coalesce(pas_text(IpDschDtimeInt), pas_text(DischargeDate)) is null)
),
latest as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber) as key,
    coalesce(patient.survivor, trim(InternalPatientNumber, ' ')) as person,
    coalesce(pas_text(LegalStatus), '') as status
  from source.LEGALSTATUSDETS as change
  left join pmi.patient as patient on patient.number = trim(change.InternalPatientNumber, ' ')
  qualify row_number() over (
    partition by pas_key(InternalPatientNumber, EpisodeNumber)
    order by pas_moment(KeLegalStatChangeDtimeInt) desc nulls last, status
  ) = 1
)
select key
from latest
where status not in (select code from mh.undetained_status)
  and key in (select key from open_spell)
qualify count(*) over (partition by person) > 1
-- part: population_target
select count(*)
from target.LOAD_MH_DETENTION_MASTER
-- part: target
select split_part(external_system_id, '|', 1) || '|' || split_part(external_system_id, '|', 2) as key
from target.LOAD_MH_DETENTION_MASTER
where end_date is null
qualify count(*) over (partition by main_crn) > 1
