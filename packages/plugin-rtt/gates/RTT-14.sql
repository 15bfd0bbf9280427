-- id: RTT-14
-- title: Every open referral to a consultant's service is on a pathway, or signed as outside the measure
-- severity: blocker
-- stage: source
-- hazard: H-01
-- sign_off: RTT performance lead
-- why: A referral without a clock is the waiter whom no list shows. Services that no consultant leads are told by their
--   treatment function; the list of referrals that are signed as NON-RTT is a parameter, set in the overlay with its owner.
-- fix: Put the referral on a pathway in the old system; if it is rightly on none, have it signed and name it in signed_non_rtt.
-- parameter: outside = ["501", "560", "650", "651", "652", "653", "654", "655", "656", "657", "658", "659", "660", "661",
--   "662", "670", "673", "675", "677", "812", "840", "920"]
-- parameter: signed_non_rtt = []
-- optional: source.OPDISCHARGE
-- part: population_source
select count(*)
from source.OPREFERRAL
where coalesce(pas_text(DischargeDt), pas_text(DischargeTm)) is null
-- part: source
with treatment_function as (
  select trim(Specialty, ' ') as specialty, min(pas_text(TreatmentFunction)) as code
  from source.SPEC
  group by 1
),
discharge as (
  select
    trim(InternalPatientNumber, ' ') as number,
    trim(EpisodeNumber, ' ') as episode,
    pas_text(OpRegDtimeInt) as registered
  from source.OPDISCHARGE
  where coalesce(pas_text(OpDischargeDTimeInt), pas_text(DischargeDatetime)) is not null
),
linked as (
  select distinct trim(link.InternalPatientNumber, ' ') as number, trim(link.EpisodeNumber, ' ') as episode
  from source.RTTPTEPIPATHWAY as link
  join source.RTTPTPATHWAY as pathway
    on trim(pathway.InternalPatientNumber, ' ') = trim(link.InternalPatientNumber, ' ')
    and trim(pathway.PathwayNumber, ' ') = trim(link.PathwayNumber, ' ')
)
select pas_key(referral.InternalPatientNumber, referral.EpisodeNumber) as key
from source.OPREFERRAL as referral
left join treatment_function on treatment_function.specialty = trim(referral.Specialty, ' ')
left join linked
  on linked.number = trim(referral.InternalPatientNumber, ' ') and linked.episode = trim(referral.EpisodeNumber, ' ')
where coalesce(pas_text(referral.DischargeDt), pas_text(referral.DischargeTm)) is null
  and linked.number is null
  and coalesce(treatment_function.code, '') not in {outside}
  and pas_key(referral.InternalPatientNumber, referral.EpisodeNumber) not in {signed_non_rtt}
  and not exists (
    from discharge
    where discharge.number = trim(referral.InternalPatientNumber, ' ')
      and discharge.episode = trim(referral.EpisodeNumber, ' ')
      and coalesce(discharge.registered, pas_text(referral.OpRegDtimeInt)) is not distinct from pas_text(referral.OpRegDtimeInt)
  )
-- part: population_target
select count(*)
from target.LOAD_REFERRALS
where encounter_type = 'O'
  and ref_discharge_date is null
-- part: target
-- A referral that began several pathways names one of them; clocks name their referral as well.
select external_system_id as key
from target.LOAD_REFERRALS as referral
where encounter_type = 'O'
  and ref_discharge_date is null
  and loadrttpwy_record_number is null
  and coalesce(ref_specialty, '') not in {outside}
  and external_system_id not in {signed_non_rtt}
  and not exists (from target.LOAD_RTT_PERIODS as clock where clock.loadref_record_number = referral.record_number)
