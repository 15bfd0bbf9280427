-- title: Detained patients, by legal status
-- tables: LEGALSTATUSDETS, ADMITDISCH, feed:legal-statuses
-- key: patient, episode, change
-- load-table: LOAD_MH_DETENTION_TRANSFERS
-- decided-by: end_date
-- The last change of legal status of a spell that goes on, unless it is to informal. What is not known to be informal
-- counts as a detention.
with change as (
  select
    _table, _row,
    trim(InternalPatientNumber, ' ') as patient,
    trim(EpisodeNumber, ' ') as episode,
    trim(KeLegalStatChangeDtimeInt, ' ') as change,
    pas_moment(KeLegalStatChangeDtimeInt) as moment,
    pas_text(LegalStatus) as status
  from source.LEGALSTATUSDETS
),
ended as (
  select distinct trim(InternalPatientNumber, ' ') as patient, trim(EpisodeNumber, ' ') as episode
  from source.ADMITDISCH
  where coalesce(pas_text(IpDschDtimeInt), pas_text(DischargeDate)) is not null
),
informal as (
  select '1' as code
  where not exists (from feed."legal-statuses" where pas_text(legal_status) = '1')
  union all
  select pas_text(legal_status)
  from feed."legal-statuses"
  group by 1
  having bool_and(coalesce(upper(pas_text(detained)) = 'N', false))
),
latest as (
  select *
  from change
  qualify dense_rank() over (partition by patient, episode order by moment desc nulls first) = 1
)
select
  latest.patient,
  latest.episode,
  latest.change,
  coalesce(legal_status.target_code, latest.status) as legal_status,
  latest.moment as start_date,
  latest._table,
  latest._row
from latest
left join crosswalk.legal_status as legal_status on legal_status.source_code = latest.status
where not exists (from ended where ended.patient = latest.patient and ended.episode = latest.episode)
  and not exists (from informal where informal.code = latest.status)
