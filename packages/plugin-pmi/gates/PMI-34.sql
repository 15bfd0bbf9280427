-- id: PMI-34
-- title: No consent is loaded that the patient was never asked for
-- severity: error
-- stage: target
-- hazard: H-09
-- sign_off: information governance lead
-- why: Not asked is neither yes nor no. Keys name patient and field; each field is held against the answers that it may
--   stand for, whatever the trust decided of them.
-- fix: Take the value that was given by default out of the overlay's contract.
-- nothing: no consent is loaded; which of V83's answers stand for it is for the trust to decide
-- part: population_target
select count(pat_permission_to_contact) + count(pat_permission_to_phone) + count(pat_permission_to_copy_gp)
from target.LOAD_PMI
-- part: target
with answers as (
  select
    trim(InternalPatientNumber, ' ') as patient,
    max(coalesce(pas_text(PtMsg), pas_text(PtMsgExt))) as messages,
    max(coalesce(pas_text(Ptviaemail), pas_text(PtviaemailExt))) as mail,
    max(coalesce(pas_text(Ptshareinformation), pas_text(PtshareinformationExt))) as sharing
  from source.PATDATA
  group by 1
),
loaded as (
  select
    external_system_id as patient,
    unnest([
      {'field': 'pat_permission_to_contact', 'consent': pat_permission_to_contact},
      {'field': 'pat_permission_to_phone', 'consent': pat_permission_to_phone},
      {'field': 'pat_permission_to_copy_gp', 'consent': pat_permission_to_copy_gp}
    ]) as given
  from target.LOAD_PMI
  where coalesce(pat_permission_to_contact, pat_permission_to_phone, pat_permission_to_copy_gp) is not null
)
select pas_key(loaded.patient, given.field) as key
from loaded
left join answers on answers.patient = loaded.patient
where given.consent is not null
  and case given.field
    when 'pat_permission_to_contact' then coalesce(messages, mail)
    when 'pat_permission_to_phone' then messages
    else sharing
  end is null
