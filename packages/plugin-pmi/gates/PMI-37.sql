-- id: PMI-37
-- title: Every case note is in one known place now, and has a number that finds it
-- severity: error
-- stage: target
-- hazard: none
-- sign_off: medical records lead
-- why: A clinic without the notes is a clinic in the dark. Keys are patients, for case note numbers stay out of reports.
-- fix: Look for the note and enter in the old system where it is; add the place or borrower to its master file.
-- optional: source.CASENOTELOAN, source.CASENOTELINK, source.CASENLOC, source.BORROWER
-- nothing: no case note is held
-- part: population_source
select count(*)
from source.CASENOTEDETS
-- part: source
with out_now as (
  select
    trim(InternalPatientNumber, ' ') as patient,
    trim(PtCasenoteIdPhyskey, ' ') as casenote,
    count(*) as loans,
    count(*) filter (pas_text(Borrower) is null or pas_text(Borrower) not in (select trim(BorrowerCode, ' ') from source.BORROWER where pas_text(BorrowerCode) is not null)) as to_nobody
  from source.CASENOTELOAN
  where pas_text(CntActualReturnDateNeutral) is null
  group by 1, 2
),
kept as (
  select
    trim(InternalPatientNumber, ' ') as patient,
    trim(PtCasenoteIdPhyskey, ' ') as casenote,
    coalesce(pas_text(Location) in (select trim(Location, ' ') from source.CASENLOC where pas_text(Location) is not null), false) as is_known
  from source.CASENOTEDETS
)
select kept.patient as key
from kept
left join out_now on out_now.patient = kept.patient and out_now.casenote = kept.casenote
where coalesce(out_now.loans, 0) > 1
   or coalesce(out_now.to_nobody, 0) > 0
   or (out_now.loans is null and not kept.is_known)
union
-- Known by its number alone.
select trim(link.InternalPatientNumber, ' ')
from source.CASENOTELINK as link
where pas_text(link.EntityTypeKey) = '1'
  and not exists (
    from kept
    where kept.patient = trim(link.InternalPatientNumber, ' ')
      and kept.casenote = coalesce(pas_text(link.ExternalNumber), pas_text(link.ExternalNumberKey))
  )
-- part: population_target
select (select count(*) from target.LOAD_PMICASENOTEHISTORY)
  + (select count(*) from target.LOAD_PMIIDS where additional_id_type = 'CASENOTE')
-- part: target
with note as (
  select additional_id_type, additional_id, volume, split_part(external_system_id, '|', 1) as patient
  from target.LOAD_PMIIDS
  where additional_id_type = 'CASENOTE'
),
movement as (
  select id_type, id_number, volume, location_code, end_date, split_part(external_system_id, '|', 1) as patient
  from target.LOAD_PMICASENOTEHISTORY
),
now_at as (
  select id_type, id_number, volume, count(*) as places
  from movement
  where end_date is null
  group by all
)
select movement.patient as key
from movement
where volume is null
   or location_code is null
   or location_code not in (select user_code from target.LOAD_CASENOTELOCS where user_code is not null)
   or not exists (
    from note
    where note.additional_id_type = movement.id_type
      and note.additional_id = movement.id_number
      and note.volume = movement.volume
  )
union
select note.patient
from note
left join now_at
  on now_at.id_type = note.additional_id_type and now_at.id_number = note.additional_id and now_at.volume = note.volume
where note.volume is null
   or now_at.places is distinct from 1
