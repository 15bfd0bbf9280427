-- id: RTT-32
-- title: The open referrals are the same ones, with the same specialty and consultant
-- severity: blocker
-- stage: recon
-- hazard: H-01
-- sign_off: outpatient booking lead
-- why: A referral that is closed, lost or nobody's after the migration is a patient whom nobody calls. On the side of the
--   extracts are those of a patient who is not loaded, or with a specialty, service group or consultant that no master file explains.
-- fix: Correct patient, specialty and consultant in the old system, or pair their codes in the overlay; report any other key.
-- optional: source.OPDISCHARGE, source.CPSGREFERRAL, source.CPREFDISCH, source.CPFSERVICEGROUPS, source.MERGEDID
-- part: population_source
select
  (select count(*) from source.OPREFERRAL where coalesce(pas_text(DischargeDt), pas_text(DischargeTm)) is null)
  + (select count(*) from source.CPSGREFERRAL where coalesce(pas_text(DischargeDtTmInt), pas_text(DischargeDate)) is null)
-- part: source
with discharge as (
  select 'OP' as kind, pas_key(InternalPatientNumber, EpisodeNumber) as key, pas_text(OpRegDtimeInt) as registered
  from source.OPDISCHARGE
  where coalesce(pas_text(OpDischargeDTimeInt), pas_text(DischargeDatetime)) is not null
  union all
  select 'COMMUNITY', pas_key(InternalPatientNumber, EpisodeNumber), null
  from source.CPREFDISCH
  where coalesce(pas_text(DischargeDate), pas_text(InternalDischargeDT)) is not null
),
referral as (
  select
    'OP' as kind, pas_key(InternalPatientNumber, EpisodeNumber) as key, trim(InternalPatientNumber, ' ') as number,
    pas_text(OpRegDtimeInt) as registered, pas_text(Specialty) as specialty, null as service, pas_text(ConsCode) as consultant
  from source.OPREFERRAL
  where coalesce(pas_text(DischargeDt), pas_text(DischargeTm)) is null
  union all
  select
    'COMMUNITY', pas_key(InternalPatientNumber, EpisodeNumber), trim(InternalPatientNumber, ' '), null, null,
    pas_text(ServGroup), null
  from source.CPSGREFERRAL
  where coalesce(pas_text(DischargeDtTmInt), pas_text(DischargeDate)) is null
),
held as (
  select referral.*
  from referral
  where not exists (
    from discharge
    where discharge.kind = referral.kind
      and discharge.key = referral.key
      and coalesce(discharge.registered, referral.registered) is not distinct from referral.registered
  )
),
pair as (
  select distinct crosswalk, source_code
  from run.codes
  where crosswalk in ('specialty', 'consultant', 'service_group')
    and status <> 'retired'
)
select held.key
from held
left join pmi.patient as patient on patient.number = held.number
where not coalesce(patient.is_loadable, false)
  or (held.specialty is not null and held.specialty not in (select source_code from pair where crosswalk = 'specialty'))
  or (held.service is not null and held.service not in (select source_code from pair where crosswalk = 'service_group'))
  or (held.consultant is not null and held.consultant not in (select source_code from pair where crosswalk = 'consultant'))
-- part: population_target
select
  (select count(*) from source.OPREFERRAL where coalesce(pas_text(DischargeDt), pas_text(DischargeTm)) is null)
  + (select count(*) from source.CPSGREFERRAL where coalesce(pas_text(DischargeDtTmInt), pas_text(DischargeDate)) is null)
  + (select count(*) from target.LOAD_REFERRALS where ref_discharge_date is null)
-- part: target
-- A code without a pair is compared as it stands: the referral must not leave its list unseen.
with discharge as (
  select 'OP' as kind, pas_key(InternalPatientNumber, EpisodeNumber) as key, pas_text(OpRegDtimeInt) as registered
  from source.OPDISCHARGE
  where coalesce(pas_text(OpDischargeDTimeInt), pas_text(DischargeDatetime)) is not null
  union all
  select 'COMMUNITY', pas_key(InternalPatientNumber, EpisodeNumber), null
  from source.CPREFDISCH
  where coalesce(pas_text(DischargeDate), pas_text(InternalDischargeDT)) is not null
),
referral as (
  select
    'OP' as kind, pas_key(InternalPatientNumber, EpisodeNumber) as key, trim(InternalPatientNumber, ' ') as number,
    pas_text(OpRegDtimeInt) as registered, pas_text(Specialty) as specialty, null as service, pas_text(ConsCode) as consultant
  from source.OPREFERRAL
  where coalesce(pas_text(DischargeDt), pas_text(DischargeTm)) is null
  union all
  select
    'COMMUNITY', pas_key(InternalPatientNumber, EpisodeNumber), trim(InternalPatientNumber, ' '), null, null,
    pas_text(ServGroup), null
  from source.CPSGREFERRAL
  where coalesce(pas_text(DischargeDtTmInt), pas_text(DischargeDate)) is null
),
held as (
  select referral.*
  from referral
  where not exists (
    from discharge
    where discharge.kind = referral.kind
      and discharge.key = referral.key
      and coalesce(discharge.registered, referral.registered) is not distinct from referral.registered
  )
),
pair as (
  select crosswalk, source_code, min(target_code) as target_code
  from run.codes
  where crosswalk in ('specialty', 'consultant', 'service_group')
    and status <> 'retired'
  group by all
),
translated as (
  select
    held.key,
    coalesce(specialty.target_code, held.specialty) as specialty,
    coalesce(service.target_code, held.service) as service,
    coalesce(consultant.target_code, held.consultant) as consultant
  from held
  left join pair as specialty on specialty.crosswalk = 'specialty' and specialty.source_code = held.specialty
  left join pair as service on service.crosswalk = 'service_group' and service.source_code = held.service
  left join pair as consultant on consultant.crosswalk = 'consultant' and consultant.source_code = held.consultant
),
delivered as (
  select external_system_id as key, ref_specialty, ref_team, ref_consultant
  from target.LOAD_REFERRALS
  where ref_discharge_date is null
)
select coalesce(translated.key, delivered.key) as key
from translated
full join delivered on delivered.key = translated.key
where translated.key is null
  or delivered.key is null
  or translated.specialty is distinct from delivered.ref_specialty
  or translated.service is distinct from delivered.ref_team
  or translated.consultant is distinct from delivered.ref_consultant
