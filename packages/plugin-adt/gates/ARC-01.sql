-- id: ARC-01
-- title: Every episode and outpatient appointment is live or archived, by the cut-off date, and never both
-- severity: blocker
-- stage: config
-- hazard: H-01
-- sign_off: medical records lead
-- why: History in neither place is lost, history in both is counted and read twice. Archive rows bear no number of their record,
--   so that they are held against it by patient, first and last day or minute; without a cut-off nothing is archived. Records
--   that were refused are in neither place and are counted by the ledger; community appointments have no archive.
-- fix: Stop the load; find the record in the ledger, and how the contract parts live from archived by the cut-off.
-- optional: source.MERGEDID
-- part: population_target
select
  (select count(*) from target.LOAD_ADT_EPISODES)
  + (select count(*) from target.LOAD_ADT_ARCHIVE)
  + (select count(*) from target.LOAD_OPD_APPOINTMENTS)
  + (select count(*) from target.LOAD_OPD_ARCHIVE)
-- part: target
with refused as (
  select distinct
    source_table,
    source_row
  from ledger.entries
  where class in ('rejected', 'merged')
    and source_table in ('CONSEPISODE', 'FCEEXT', 'OPA')
),
-- An episode reaches the archive by its row of the finished extract.
refused_finished as (
  select distinct pas_key(InternalPatientNumber, EpisodeNumber, ltrim(pas_text(FceSequenceNo), '0')) as key
  from source.FCEEXT as finished
  join refused on refused.source_table = 'FCEEXT' and refused.source_row = finished._row
),
spell as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber) as key,
    max(pas_day(coalesce(pas_text(IpDschDtimeInt), pas_text(DischargeDate)))) as day
  from source.ADMITDISCH
  group by 1
),
event as (
  select
    'LOAD_ADT_ARCHIVE' as archive,
    'CONSEPISODE|' || pas_key(episode.InternalPatientNumber, episode.EpisodeNumber, episode.FCENumber) as key,
    coalesce(patient.main_crn, '') as crn,
    concat_ws('|', pas_day(EpsActvDtimeInt), pas_day(coalesce(pas_text(ConsultantEpisodeEndDttm), pas_text(EpisodeEndDt)))) as occurred,
    spell.day,
    live.external_system_id is not null as is_live,
    refused.source_row is not null or refused_finished.key is not null as is_refused
  from source.CONSEPISODE as episode
  left join spell on spell.key = pas_key(episode.InternalPatientNumber, episode.EpisodeNumber)
  left join pmi.patient as patient on patient.number = trim(episode.InternalPatientNumber, ' ')
  left join target.LOAD_ADT_EPISODES as live
    on live.external_system_id = pas_key(episode.InternalPatientNumber, episode.EpisodeNumber, episode.FCENumber)
  left join refused on refused.source_table = 'CONSEPISODE' and refused.source_row = episode._row
  left join refused_finished
    on refused_finished.key = pas_key(episode.InternalPatientNumber, episode.EpisodeNumber, ltrim(pas_text(episode.FCENumber), '0'))
  union all
  select
    'LOAD_OPD_ARCHIVE',
    'OPA|' || pas_key(visit.InternalPatientNumber, visit.EpisodeNumber, visit.PtApptStartDtimeInt, visit.ResCode),
    coalesce(patient.main_crn, ''),
    pas_moment(visit.PtApptStartDtimeInt),
    pas_day(visit.PtApptStartDtimeInt),
    live.external_system_id is not null,
    refused.source_row is not null
  from source.OPA as visit
  left join pmi.patient as patient on patient.number = trim(visit.InternalPatientNumber, ' ')
  left join target.LOAD_OPD_APPOINTMENTS as live
    on live.external_system_id = pas_key(visit.InternalPatientNumber, visit.EpisodeNumber, visit.PtApptStartDtimeInt, visit.ResCode)
  left join refused on refused.source_table = 'OPA' and refused.source_row = visit._row
  where pas_text(visit.ApplicationIndicator) is distinct from '3'
),
archived as (
  select
    'LOAD_ADT_ARCHIVE' as archive,
    coalesce(crn, '') as crn,
    concat_ws('|', pas_day(episode_start), pas_day(episode_end)) as occurred,
    coalesce(pas_day(physical_discharge_date) < getvariable('archive_before'), false) as is_before
  from target.LOAD_ADT_ARCHIVE
  union all
  select
    'LOAD_OPD_ARCHIVE',
    coalesce(crn, ''),
    pas_day(appointment_date) || replace(coalesce(appointment_time, ''), ':', ''),
    coalesce(pas_day(appointment_date) < getvariable('archive_before'), false)
  from target.LOAD_OPD_ARCHIVE
),
in_archive as (
  select archive, crn, occurred, count(*) as records, bool_and(is_before) as is_before
  from archived
  group by archive, crn, occurred
),
wanted as (
  select
    archive, crn, occurred,
    count(*) filter (not is_live and not is_refused) as records,
    bool_or(is_live) as has_live
  from event
  group by archive, crn, occurred
),
compared as (
  select
    coalesce(wanted.archive, in_archive.archive) as archive,
    coalesce(wanted.crn, in_archive.crn) as crn,
    coalesce(wanted.occurred, in_archive.occurred) as occurred,
    coalesce(in_archive.records, 0) - coalesce(wanted.records, 0) as surplus,
    coalesce(wanted.has_live, false) as has_live,
    coalesce(in_archive.is_before, true) as is_before
  from wanted
  full join in_archive on in_archive.archive = wanted.archive and in_archive.crn = wanted.crn and in_archive.occurred = wanted.occurred
)
select event.key
from event
join compared on compared.archive = event.archive and compared.crn = event.crn and compared.occurred = event.occurred
where (surplus < 0 and not is_live and not is_refused)
  or (surplus > 0 and is_live)
union
select key
from event
where is_live
  and day < getvariable('archive_before')
union
select archive || '|' || occurred
from compared
where (surplus > 0 and not has_live)
  or not is_before
