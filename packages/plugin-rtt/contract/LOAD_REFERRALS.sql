-- by: patient
-- One row a referral: outpatient ones and, where the site has them, community ones. A referral that began several
-- pathways names the one whose clock started first; the others name it from their periods.
with referral_pathway as (
  select
    link.number,
    link.episode,
    arg_min(link.pathway_number, coalesce(clock.first_start, '9') || '|' || link.pathway_number) as pathway_number
  from rtt.episode_pathway as link
  join (select distinct trim(InternalPatientNumber, ' ') as number, trim(PathwayNumber, ' ') as pathway_number from source.RTTPTPATHWAY) as pathway
    on pathway.number = link.number and pathway.pathway_number = link.pathway_number
  left join (
    select number, pathway_number, min(coalesce(start_moment, start_day)) as first_start
    from rtt.period
    group by number, pathway_number
  ) as clock on clock.number = link.number and clock.pathway_number = link.pathway_number
  group by link.number, link.episode
),
-- The discharge of a referral stands in two places. Of several, the last one counts.
outpatient_discharge as (
  select
    referral._row as referral_row,
    coalesce(
      max(coalesce(
        pas_moment(discharge.OpDischargeDTimeInt), pas_moment(discharge.DischargeDatetime),
        pas_day(discharge.OpDischargeDTimeInt), pas_day(discharge.DischargeDatetime)
      )),
      max(coalesce(pas_text(discharge.OpDischargeDTimeInt), pas_text(discharge.DischargeDatetime)))
    ) as discharged_at,
    arg_max(
      pas_text(discharge.ReasonCode),
      coalesce(
        pas_moment(discharge.OpDischargeDTimeInt), pas_moment(discharge.DischargeDatetime),
        pas_day(discharge.OpDischargeDTimeInt), pas_day(discharge.DischargeDatetime), ''
      )
    ) as reason
  from source.OPREFERRAL as referral
  join source.OPDISCHARGE as discharge
    on trim(discharge.InternalPatientNumber, ' ') = trim(referral.InternalPatientNumber, ' ')
    and trim(discharge.EpisodeNumber, ' ') = trim(referral.EpisodeNumber, ' ')
    and coalesce(pas_text(discharge.OpRegDtimeInt), pas_text(referral.OpRegDtimeInt)) is not distinct from pas_text(referral.OpRegDtimeInt)
  group by referral._row
),
community_discharge as (
  select
    trim(InternalPatientNumber, ' ') as number,
    trim(EpisodeNumber, ' ') as episode,
    coalesce(max(coalesce(pas_moment(DischargeDate), pas_day(InternalDischargeDT))), max(pas_text(InternalDischargeDT))) as discharged_at,
    arg_max(pas_text(Reason), coalesce(pas_moment(DischargeDate), pas_day(InternalDischargeDT), '')) as reason
  from source.CPREFDISCH
  group by 1, 2
),
-- The GP that was registered with an episode is the same element as the one that its referral repeats. A community referral
-- repeats none, an outpatient one not always.
registration as (
  select
    trim(InternalPatientNumber, ' ') as number,
    trim(EpisodeNumber, ' ') as episode,
    case when count(distinct pas_text(EpiGP)) = 1 then min(pas_text(EpiGP)) end as gp
  from source.EPIREGISTRATION
  group by 1, 2
),
referrals as (
  select
    referral._table, referral._row, InternalPatientNumber, EpisodeNumber, 'OP' as kind,
    Category, ReferralDate as referred_on, OpRegDtimeInt,
    'OP:' || pas_text(RefBy) as source_of_referral,
    coalesce(pas_text(EpiGPCode), registration.gp) as gp_code, EpiGPPracticeCode, PriorityType as urgency, SuspectedCancerCode, ReasonForRef, Specialty,
    null as ServGroup, ConsCode,
    coalesce(pas_text(DischargeDt), pas_text(DischargeTm), discharge.discharged_at) as discharged_at,
    'OP:' || discharge.reason as outcome,
    Comment, RefComment, null as DiagComment1, null as DiagComment2
  from source.OPREFERRAL as referral
  left join outpatient_discharge as discharge on discharge.referral_row = referral._row
  left join registration
    on registration.number = trim(InternalPatientNumber, ' ') and registration.episode = trim(EpisodeNumber, ' ')
  union all
  select
    referral._table, referral._row, InternalPatientNumber, EpisodeNumber, 'COMMUNITY',
    Category, coalesce(pas_text(RefDtTmInt), ReferralDate), null,
    'COMMUNITY:' || pas_text(Source),
    registration.gp, null, 'COMMUNITY:' || coalesce(pas_text(PriorityInt), pas_text(Priority)), null, null, null,
    ServGroup, null,
    coalesce(pas_text(DischargeDtTmInt), pas_text(DischargeDate), discharge.discharged_at),
    'COMMUNITY:' || coalesce(pas_text(DischargeReason), discharge.reason),
    null, null, DiagComment1, DiagComment2
  from source.CPSGREFERRAL as referral
  left join community_discharge as discharge
    on discharge.number = trim(InternalPatientNumber, ' ') and discharge.episode = trim(EpisodeNumber, ' ')
  left join registration
    on registration.number = trim(InternalPatientNumber, ' ') and registration.episode = trim(EpisodeNumber, ' ')
)
select
  referrals._table,
  referrals._row,
  case when patient.number is null then 'PATIENT_UNKNOWN' end as _reject,
  referrals.InternalPatientNumber,
  referrals.EpisodeNumber,
  case when pathway.pathway_number is not null then referrals.InternalPatientNumber end as pathway_patient,
  pathway.pathway_number,
  kind,
  Category,
  first_attendance.day as first_seen,
  case when first_attendance.is_uncertain then 'FIRST_SEEN_UNCERTAIN' end as first_seen_fault,
  referred_on,
  OpRegDtimeInt,
  source_of_referral,
  gp_code,
  gp.doh_code as gp_doh_code,
  gp.national_code as gp_national_code,
  coalesce(pas_text(EpiGPPracticeCode), gp.practice_code) as practice_code,
  case when pas_text(EpiGPPracticeCode) is null or pas_text(EpiGPPracticeCode) = gp.practice_code then gp.postcode end as practice_postcode,
  urgency,
  SuspectedCancerCode,
  ReasonForRef,
  Specialty,
  ServGroup,
  ConsCode,
  discharged_at,
  outcome,
  Comment,
  RefComment,
  DiagComment1,
  DiagComment2,
  patient.survivor,
  patient.main_crn
from referrals
left join pmi.patient as patient on patient.number = trim(referrals.InternalPatientNumber, ' ')
left join pmi.gp as gp on gp.code = trim(gp_code, ' ')
left join rtt.first_attendance as first_attendance
  on first_attendance.number = trim(referrals.InternalPatientNumber, ' ')
  and first_attendance.episode = trim(referrals.EpisodeNumber, ' ')
left join referral_pathway as pathway
  on pathway.number = trim(referrals.InternalPatientNumber, ' ') and pathway.episode = trim(referrals.EpisodeNumber, ' ')
