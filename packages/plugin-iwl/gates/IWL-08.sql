-- id: IWL-08
-- title: Every date for coming in that lies ahead is delivered, once an entry
-- severity: blocker
-- stage: recon
-- hazard: H-10
-- sign_off: waiting list lead
-- why: Operating lists of the first weeks are made of these dates; a lost one is a patient who travels in vain, two are a
--   theatre slot that stands empty. Day, minute and consultant are compared; keys are those of the entries.
-- fix: Look up why the date or its entry was rejected; cancel the date that does not stand, or list the patient again.
-- nothing: no date for coming in lies ahead
-- optional: source.CURRENTPREADMISSIONS, source.PREADMISSION
-- part: population_source
select count(*)
from source.CURRENTPREADMISSIONS
-- part: source
-- Dates that stand of entries that are not on the list, or of one entry twice; and patients who are not there.
with standing as (
  select pas_key(InternalPatientNumber, EpisodeNumber) as key, trim(InternalPatientNumber, ' ') as number
  from source.CURRENTPREADMISSIONS
)
select key
from standing
group by key
having count(*) > 1
union
select key
from standing
where key not in (select pas_key(InternalPatientNumber, EpisodeNumber) from source.WLCURRENT)
   or not exists (from pmi.patient where patient.number = standing.number and patient.is_loadable)
-- part: population_target
select (select count(*) from source.CURRENTPREADMISSIONS) + (
  select count(*)
  from target.LOAD_IWL_TCIS
  where status = 'L'
    and pas_moment(tci_date) > getvariable('snapshot')
)
-- part: target
with offer as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber) as key,
    coalesce(pas_text(EpsCurrExpAdmDtimeInt), TCIDate) as tci,
    trim(TCITime, ' ') as hour,
    pas_text(Consultant) as consultant,
    true as stands
  from source.CURRENTPREADMISSIONS
  union all
  select
    pas_key(InternalPatientNumber, EpisodeNumber),
    coalesce(pas_text(TCIDtTimeInt), TCIDate),
    trim(TCITime, ' '),
    pas_text(Consultant),
    false
  from source.PREADMISSION
  where coalesce(pas_text(CancelledBy), pas_text(CancelReasonCd), pas_text(WlPatientCharterCancellationDateInt), pas_text(PreOpCancelled)) is null
    and coalesce(upper(pas_text(CancelDeferInd)) in ('N', 'NO', '0'), true)
    and pas_key(InternalPatientNumber, EpisodeNumber) in (
      select pas_key(InternalPatientNumber, EpisodeNumber)
      from source.WLCURRENT
    )
),
timed as (
  select
    key,
    consultant,
    stands,
    coalesce(
      pas_moment(tci),
      pas_day(tci) || case when regexp_full_match(hour, '[0-9]{2}:?[0-9]{2}') then replace(hour, ':', '') else '0000' end
    ) as moment,
    bool_or(stands) over (partition by key) as has_standing
  from offer
),
-- Where a date stands, another one that nobody cancelled does not.
ahead as (
  select key, moment, coalesce(max(consultant) filter (stands), max(consultant)) as consultant
  from timed
  where moment > getvariable('snapshot')
  group by key, moment
  having bool_or(stands or not has_standing)
),
translated as (
  select ahead.key, ahead.moment, coalesce(code.target_code, ahead.consultant) as consultant
  from ahead
  left join run.codes as code
    on code.crosswalk = 'consultant' and code.source_code = ahead.consultant and code.status <> 'retired'
),
live as (
  select
    regexp_replace(external_system_id, '\|[^|]*$', '') as key,
    pas_moment(tci_date) as moment,
    consultant_code as consultant
  from target.LOAD_IWL_TCIS
  where status = 'L'
),
delivered as (
  select * from live where moment > getvariable('snapshot')
)
select coalesce(translated.key, delivered.key) as key
from translated
full join delivered
  on delivered.key = translated.key
  and delivered.moment = translated.moment
  and delivered.consultant is not distinct from translated.consultant
where translated.key is null
   or delivered.key is null
union
select entry.external_system_id
from target.LOAD_IWL as entry
left join live on live.key = entry.external_system_id
where entry.status = 'L'
group by entry.external_system_id
having count(live.key) <> 1
