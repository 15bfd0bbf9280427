-- title: Referrals that are open
-- tables: OPREFERRAL, OPDISCHARGE, CPSGREFERRAL, CPREFDISCH
-- key: patient, episode
-- load-table: LOAD_REFERRALS
-- decided-by: ref_discharge_date
-- A referral is closed by a discharge on itself, or by one of its own in the discharge table: that of its episode and
-- registration.
with referral as (
  select
    _table, _row, InternalPatientNumber, EpisodeNumber, pas_text(OpRegDtimeInt) as registered,
    coalesce(pas_text(DischargeDt), pas_text(DischargeTm)) as discharged,
    pas_day(OpRegDtimeInt) as received, pas_text(Specialty) as specialty, null as team
  from source.OPREFERRAL
  union all
  select
    _table, _row, InternalPatientNumber, EpisodeNumber, null, coalesce(pas_text(DischargeDtTmInt), pas_text(DischargeDate)),
    null, null, pas_text(ServGroup)
  from source.CPSGREFERRAL
),
discharge as (
  select
    'OPREFERRAL' as kind,
    trim(InternalPatientNumber, ' ') as patient,
    trim(EpisodeNumber, ' ') as episode,
    pas_text(OpRegDtimeInt) as registered
  from source.OPDISCHARGE
  where coalesce(pas_text(OpDischargeDTimeInt), pas_text(DischargeDatetime)) is not null
  union all
  select 'CPSGREFERRAL', trim(InternalPatientNumber, ' '), trim(EpisodeNumber, ' '), null
  from source.CPREFDISCH
  where coalesce(pas_text(DischargeDate), pas_text(InternalDischargeDT)) is not null
)
select
  trim(InternalPatientNumber, ' ') as patient,
  trim(EpisodeNumber, ' ') as episode,
  received as ref_received_date,
  coalesce(specialty.target_code, referral.specialty) as ref_specialty,
  coalesce(team.target_code, referral.team) as ref_team,
  _table,
  _row
from referral
left join crosswalk.specialty as specialty on specialty.source_code = referral.specialty
left join crosswalk.service_group as team on team.source_code = referral.team
where discharged is null
  and not exists (
    from discharge
    where discharge.kind = referral._table
      and discharge.patient = trim(InternalPatientNumber, ' ')
      and discharge.episode = trim(EpisodeNumber, ' ')
      and (discharge.registered is null or discharge.registered is not distinct from referral.registered)
  )
