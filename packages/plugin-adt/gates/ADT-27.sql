-- id: ADT-27
-- title: Admissions, discharges, episodes and bed days of each month and specialty come through unchanged
-- severity: blocker
-- stage: recon
-- hazard: none
-- sign_off: information and finance lead
-- why: Activity has been reported and paid for month by month; what the new system counts differently cannot be explained
--   afterwards. What goes to the archive is counted by ARC-06. A cell whose records were refused for a fault in the extract
--   shows as failing there too; any other is the migration's own. An admission counts to the specialty of its first episode, a
--   discharge to that of its last, bed days to the month in which an episode ended. Codes without a pair count as none on
--   both sides.
-- fix: Look up the cell's records in ledger and rejects; correct what was refused in the old system, then extract again.
-- part: population_source
select (select count(*) from source.ADMITDISCH) + (select count(*) from source.CONSEPISODE)
-- part: source
with refused as (
  select distinct
    source_table,
    source_row
  from ledger.entries
  where class = 'rejected'
    and source_table in ('ADMITDISCH', 'CONSEPISODE')
),
spell as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber) as key,
    substr(pas_day(coalesce(pas_text(IpAdmDtimeInt), pas_text(AdmissionDate))), 1, 6) as admitted,
    substr(pas_day(coalesce(pas_text(IpDschDtimeInt), pas_text(DischargeDate))), 1, 6) as discharged,
    refused.source_row is not null as is_refused
  from source.ADMITDISCH as held
  left join refused on refused.source_table = 'ADMITDISCH' and refused.source_row = held._row
),
episode as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber) as key,
    pas_moment(EpsActvDtimeInt) as start,
    substr(coalesce(pas_day(coalesce(pas_text(ConsultantEpisodeEndDttm), pas_text(EpisodeEndDt))), 'open'), 1, 6) as month,
    coalesce(code.target_code, '') as specialty,
    refused.source_row is not null as is_refused
  from source.CONSEPISODE as held
  left join run.codes as code on code.crosswalk = 'specialty' and code.source_code = pas_text(held.SpecialtyCode)
  left join refused on refused.source_table = 'CONSEPISODE' and refused.source_row = held._row
),
ends as (
  select
    key,
    arg_min(specialty, start) as first_specialty,
    arg_max(specialty, start) as last_specialty
  from episode
  group by key
),
faulty as (
  select spell.*, coalesce(first_specialty, '') as first_specialty, coalesce(last_specialty, '') as last_specialty
  from spell
  left join ends on ends.key = spell.key
  where is_refused
)
select 'admissions|' || coalesce(admitted, '') || '|' || first_specialty as key
from faulty
union
select 'discharges|' || discharged || '|' || last_specialty
from faulty
where discharged is not null
union
select measure || '|' || month || '|' || specialty
from episode
cross join (values ('episodes'), ('bed days')) as measures(measure)
where is_refused
-- part: population_target
select (select count(*) from target.LOAD_ADT_ADMISSIONS) + (select count(*) from target.LOAD_ADT_EPISODES)
-- part: target
with spell as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber) as key,
    substr(pas_day(coalesce(pas_text(IpAdmDtimeInt), pas_text(AdmissionDate))), 1, 6) as admitted,
    substr(pas_day(coalesce(pas_text(IpDschDtimeInt), pas_text(DischargeDate))), 1, 6) as discharged,
    coalesce(
      pas_day(coalesce(pas_text(IpDschDtimeInt), pas_text(DischargeDate))) < getvariable('archive_before'),
      false
    ) as is_archived
  from source.ADMITDISCH
),
episode as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber) as key,
    pas_moment(EpsActvDtimeInt) as start,
    substr(coalesce(pas_day(coalesce(pas_text(ConsultantEpisodeEndDttm), pas_text(EpisodeEndDt))), 'open'), 1, 6) as month,
    date_diff(
      'day',
      pas_date(EpsActvDtimeInt),
      coalesce(pas_date(coalesce(pas_text(ConsultantEpisodeEndDttm), pas_text(EpisodeEndDt))), cast(pas_now() as date))
    ) as days,
    coalesce(code.target_code, '') as specialty
  from source.CONSEPISODE as held
  left join run.codes as code on code.crosswalk = 'specialty' and code.source_code = pas_text(held.SpecialtyCode)
),
ends as (
  select
    key,
    arg_min(specialty, start) as first_specialty,
    arg_max(specialty, start) as last_specialty
  from episode
  group by key
),
delivered_episode as (
  select
    adt_adm_record_number as spell,
    pas_moment(start_date) as start,
    substr(coalesce(pas_day(end_date), 'open'), 1, 6) as month,
    date_diff('day', pas_date(start_date), coalesce(pas_date(end_date), cast(pas_now() as date))) as days,
    coalesce(specialty, '') as specialty
  from target.LOAD_ADT_EPISODES
),
delivered_ends as (
  select
    spell,
    arg_min(specialty, start) as first_specialty,
    arg_max(specialty, start) as last_specialty
  from delivered_episode
  group by spell
),
counted as (
  select 'admissions' as measure, admitted as month, coalesce(first_specialty, '') as specialty, 1 as held, 0 as delivered
  from spell
  left join ends on ends.key = spell.key
  where not is_archived
  union all
  select 'discharges', discharged, coalesce(last_specialty, ''), 1, 0
  from spell
  left join ends on ends.key = spell.key
  where not is_archived and discharged is not null
  union all
  select unnest(['episodes', 'bed days']), month, specialty, unnest([1, days]), 0
  from episode
  where key not in (select key from spell where is_archived)
  union all
  select 'admissions', substr(pas_day(admit_date), 1, 6), coalesce(first_specialty, ''), 0, 1
  from target.LOAD_ADT_ADMISSIONS as delivered_spell
  left join delivered_ends on delivered_ends.spell = delivered_spell.record_number
  union all
  select 'discharges', substr(pas_day(discharge_date), 1, 6), coalesce(last_specialty, ''), 0, 1
  from target.LOAD_ADT_ADMISSIONS as delivered_spell
  left join delivered_ends on delivered_ends.spell = delivered_spell.record_number
  where discharge_date is not null
  union all
  select unnest(['episodes', 'bed days']), month, specialty, 0, unnest([1, days])
  from delivered_episode
)
select measure || '|' || coalesce(month, '') || '|' || specialty as key
from counted
group by measure, month, specialty
having sum(held) <> sum(delivered)
