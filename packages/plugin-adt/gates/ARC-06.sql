-- id: ARC-06
-- title: Archived episodes and appointments of each year and specialty are those of the extract before the cut-off
-- severity: blocker
-- stage: recon
-- hazard: H-01
-- sign_off: medical records lead
-- why: History that falls out on the way to the archive is missed years later, when nobody can look it up any more. A cell whose
--   records were refused for a fault in the extract shows as failing there too. No exclusion is signed for here: one that a
--   trust has signed is waived by its cell.
-- fix: Look up the cell's records in ledger and rejects; correct what was refused in the old system, then extract again.
-- nothing: no cut-off is set, or nothing lies before it
-- part: population_source
select
  (
    select count(*)
    from source.ADMITDISCH
    where pas_day(coalesce(pas_text(IpDschDtimeInt), pas_text(DischargeDate))) < getvariable('archive_before')
  )
  + (
    select count(*)
    from source.OPA
    where pas_day(PtApptStartDtimeInt) < getvariable('archive_before')
      and pas_text(ApplicationIndicator) is distinct from '3'
  )
-- part: source
with refused as (
  select distinct
    source_table,
    source_row
  from ledger.entries
  where class = 'rejected'
    and source_table in ('CONSEPISODE', 'FCEEXT', 'OPA')
),
specialty as (
  select
    pas_text(Specialty) as code,
    case when count(distinct pas_text(Description)) = 1 then min(pas_text(Description)) else '' end as name
  from source.SPEC
  group by 1
),
spell as (
  select pas_key(InternalPatientNumber, EpisodeNumber) as key
  from source.ADMITDISCH
  group by 1
  having max(pas_day(coalesce(pas_text(IpDschDtimeInt), pas_text(DischargeDate)))) < getvariable('archive_before')
),
event as (
  select 'episodes' as kind, substr(pas_day(EpsActvDtimeInt), 1, 4) as year, pas_text(SpecialtyCode) as specialty
  from source.CONSEPISODE as held
  join spell on spell.key = pas_key(held.InternalPatientNumber, held.EpisodeNumber)
  join refused on refused.source_table = 'CONSEPISODE' and refused.source_row = held._row
  union all
  select 'episodes', substr(coalesce(pas_day(FCEStartDTimeInt), pas_day(FCEStartDate)), 1, 4), pas_text(Specialty)
  from source.FCEEXT as held
  join spell on spell.key = pas_key(held.InternalPatientNumber, held.EpisodeNumber)
  join refused on refused.source_table = 'FCEEXT' and refused.source_row = held._row
  union all
  select 'appointments', substr(pas_day(PtApptStartDtimeInt), 1, 4), pas_text(ClinicSpecialty)
  from source.OPA as held
  join refused on refused.source_table = 'OPA' and refused.source_row = held._row
  where pas_day(PtApptStartDtimeInt) < getvariable('archive_before')
    and pas_text(ApplicationIndicator) is distinct from '3'
)
select kind || '|' || coalesce(year, '') || '|' || coalesce(specialty.name, '') as key
from event
left join specialty on specialty.code = event.specialty
-- part: population_target
select (select count(*) from target.LOAD_ADT_ARCHIVE) + (select count(*) from target.LOAD_OPD_ARCHIVE)
-- part: target
with specialty as (
  select
    pas_text(Specialty) as code,
    case when count(distinct pas_text(Description)) = 1 then min(pas_text(Description)) else '' end as name
  from source.SPEC
  group by 1
),
spell as (
  select pas_key(InternalPatientNumber, EpisodeNumber) as key
  from source.ADMITDISCH
  group by 1
  having max(pas_day(coalesce(pas_text(IpDschDtimeInt), pas_text(DischargeDate)))) < getvariable('archive_before')
),
episode as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber) as spell,
    ltrim(pas_text(FCENumber), '0') as number,
    substr(pas_day(EpsActvDtimeInt), 1, 4) as year,
    pas_text(SpecialtyCode) as specialty
  from source.CONSEPISODE
),
finished as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber) as spell,
    ltrim(pas_text(FceSequenceNo), '0') as number,
    substr(coalesce(pas_day(FCEStartDTimeInt), pas_day(FCEStartDate)), 1, 4) as year,
    pas_text(Specialty) as specialty
  from source.FCEEXT
),
event as (
  select 'episodes' as kind, coalesce(episode.year, finished.year) as year, coalesce(episode.specialty, finished.specialty) as specialty
  from episode
  full join finished on finished.spell = episode.spell and finished.number = episode.number
  join spell on spell.key = coalesce(episode.spell, finished.spell)
  union all
  select 'appointments', substr(pas_day(PtApptStartDtimeInt), 1, 4), pas_text(ClinicSpecialty)
  from source.OPA
  where pas_day(PtApptStartDtimeInt) < getvariable('archive_before')
    and pas_text(ApplicationIndicator) is distinct from '3'
),
counted as (
  select kind, coalesce(year, '') as year, coalesce(specialty.name, '') as specialty, 1 as held, 0 as delivered
  from event
  left join specialty on specialty.code = event.specialty
  union all
  select 'episodes', coalesce(substr(pas_day(episode_start), 1, 4), ''), coalesce(pas_text(specialty), ''), 0, 1
  from target.LOAD_ADT_ARCHIVE
  union all
  select 'appointments', coalesce(substr(pas_day(appointment_date), 1, 4), ''), coalesce(pas_text(specialty), ''), 0, 1
  from target.LOAD_OPD_ARCHIVE
)
select kind || '|' || year || '|' || specialty as key
from counted
group by kind, year, specialty
having sum(held) <> sum(delivered)
