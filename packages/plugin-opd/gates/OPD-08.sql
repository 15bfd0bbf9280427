-- id: OPD-08
-- title: New and follow-up appointments of a referral follow upon each other
-- severity: error
-- stage: source
-- hazard: none
-- sign_off: RTT performance lead
-- why: The first attendance sets when the patient was first seen and what is paid. Fails where class and category of an
--   appointment disagree, where a referral has a second new attendance, and where a follow-up was attended without a new one
--   before it; one of unclear kind counts for it.
-- fix: Correct class, category or type of the appointment in the old system, or move it to the referral it belongs to.
-- nothing: there is no appointment
-- part: population_source
select count(*)
from source.OPA
where pas_text(ApplicationIndicator) is distinct from '3'
-- part: source
with visit as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber, PtApptStartDtimeInt, ResCode) as key,
    pas_key(InternalPatientNumber, EpisodeNumber) as referral,
    pas_moment(PtApptStartDtimeInt) as moment,
    case when upper(pas_text(ApptClass)) in ('1', 'NEW') then 'N' when upper(pas_text(ApptClass)) in ('2', 'FOL') then 'F' end as class,
    case when upper(pas_text(ApptCategory)) in ('1', 'NEW') then 'N' when upper(pas_text(ApptCategory)) in ('2', 'FOL') then 'F' end as category,
    coalesce(upper(pas_text(ApptStatus)) in ('ATT', 'SATT', 'WLK'), false)
      and coalesce(pas_text(CancelBy), pas_text(ApptCancDTimeInt), pas_text(ApptCancDate)) is null as is_attended
  from source.OPA
  where pas_text(ApplicationIndicator) is distinct from '3'
),
read as (
  select
    *,
    coalesce(class <> category, false) as is_contradicted,
    case when coalesce(class, category) = coalesce(category, class) then coalesce(class, category) end as kind
  from visit
  where referral in (select pas_key(InternalPatientNumber, EpisodeNumber) from source.OPREFERRAL)
),
ordered as (
  select
    key,
    is_contradicted,
    is_attended,
    kind,
    count(*) filter (is_attended and kind = 'N') over (
      partition by referral order by moment, key rows unbounded preceding
    ) as new_so_far,
    bool_or(is_attended and kind is distinct from 'F') over (partition by referral order by moment) as was_seen
  from read
)
select key
from ordered
where is_contradicted
   or (is_attended and kind = 'N' and new_so_far > 1)
   or (is_attended and kind = 'F' and not was_seen)
-- part: population_target
select count(*)
from target.LOAD_OPD_APPOINTMENTS
where new_followup_flag is not null
-- part: target
-- The first attendance may be archived; its day stands with the referral.
with visit as (
  select
    external_system_id as key,
    loadref_record_number as referral,
    new_followup_flag as kind,
    pas_moment(appt_date) as moment
  from target.LOAD_OPD_APPOINTMENTS
  where cancelled_date is null
    and outcome in (
      select target_code
      from run.codes
      where crosswalk = 'appointment_outcome'
        and source_code in ('ATT', 'SATT', 'WLK')
    )
),
ordered as (
  select
    *,
    count(*) filter (kind = 'N') over (partition by referral order by moment, key rows unbounded preceding) as new_so_far,
    bool_or(kind is distinct from 'F') over (partition by referral order by moment) as was_seen
  from visit
)
select ordered.key
from ordered
left join target.LOAD_REFERRALS as referral on referral.record_number = ordered.referral
where (kind = 'N' and new_so_far > 1)
   or (kind = 'F' and not was_seen and coalesce(pas_day(referral.first_seen) > left(moment, 8), true))
