-- id: MH-05
-- title: Nobody is detained without being in hospital
-- severity: error
-- stage: source
-- hazard: H-13
-- sign_off: mental health act lead
-- why: A detention needs a bed, or leave from one; a status after the discharge, or of no spell, says that somebody is held whom
--   nobody holds. A status from before the admission is right, for a place of safety or another hospital may have begun it,
--   and an informal one after the discharge says nothing new. Codes of community orders are named by the parameter.
-- fix: Read the section papers; correct the change of legal status or the discharge in the old system.
-- optional: feed.legal-statuses
-- parameter: community_codes = []
-- part: population_source
select count(*)
from source.LEGALSTATUSDETS
where pas_text(LegalStatus) not in (select code from mh.undetained_status)
  or pas_text(LegalStatus) is null
-- part: source
with spell as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber) as key,
    max(pas_moment(coalesce(pas_text(IpDschDtimeInt), pas_text(DischargeDate)))) as discharged
  from source.ADMITDISCH
  group by 1
)
select pas_key(InternalPatientNumber, EpisodeNumber, KeLegalStatChangeDtimeInt) as key
from source.LEGALSTATUSDETS as change
left join spell on spell.key = pas_key(change.InternalPatientNumber, change.EpisodeNumber)
where coalesce(pas_text(LegalStatus), '') not in (select code from mh.undetained_status)
  and coalesce(pas_text(LegalStatus), '') not in {community_codes}
  and (spell.key is null or pas_moment(KeLegalStatChangeDtimeInt) > spell.discharged)
-- part: population_target
select count(*)
from target.LOAD_MH_DETENTION_TRANSFERS
-- part: target
with status as (
  select
    transfer.external_system_id as key,
    pas_moment(transfer.start_date) as start,
    pas_moment(transfer.end_date) as stop,
    spell.record_number is not null as has_spell,
    pas_moment(spell.discharge_date) as discharged
  from target.LOAD_MH_DETENTION_TRANSFERS as transfer
  left join target.LOAD_MH_DETENTION_MASTER as master on master.record_number = transfer.mh_dm_record_number
  left join target.LOAD_ADT_ADMISSIONS as spell on spell.record_number = master.adt_adm_record_number
)
select key
from status
where not has_spell
  or start > discharged
  or coalesce(stop, '999999999999') > discharged
