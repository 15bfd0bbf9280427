-- id: OPD-12
-- title: A list entry either waits or is booked
-- severity: error
-- stage: recon
-- hazard: none
-- sign_off: outpatient booking lead
-- why: One who waits and is booked is called twice, one who counts as booked and is not is never called. V83 has no status of
--   booked entries; an entry counts as booked while an appointment made from it lies ahead. In the extract it fails where
--   nobody can tell which of several entries the appointment was made from.
-- fix: Take the entry off the list in the old system if it is the one that was booked.
-- nothing: nobody waits on an outpatient list
-- optional: source.OPWLREMENTRY
-- part: population_source
select count(*)
from source.OPWLENTRY
-- part: source
with ahead as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber, BookFromWL) as list,
    coalesce(pas_day(DateApptBookedInt), pas_day(ApptBookedDate), '99999999') as booked_day
  from source.OPA
  where pas_text(BookFromWL) is not null
    and coalesce(pas_text(CancelBy), pas_text(ApptCancDTimeInt), pas_text(ApptCancDate)) is null
    and pas_moment(PtApptStartDtimeInt) > getvariable('snapshot')
),
entry as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber, TreatmentCode) as list,
    coalesce(pas_day(OpWlDateIdxDateOnWaitingListNeutral), pas_day(DateOnList)) as on_list_day,
    '99999999' as removed_day,
    true as is_on_list
  from source.OPWLENTRY
  union all
  select
    pas_key(InternalPatientNumber, EpisodeNumber, TreatmentCode),
    coalesce(pas_day(DateOnListInt), pas_day(DateOnList)),
    coalesce(pas_day(OpWlRemDatetimeInt), pas_day(OpWlRemDatetimeExt), '99999999'),
    false
  from source.OPWLREMENTRY
),
candidate as (
  select
    entry.list,
    entry.on_list_day,
    entry.is_on_list,
    count(distinct entry.on_list_day) over (partition by ahead.list, ahead.booked_day) as entries
  from ahead
  join entry
    on entry.list = ahead.list
    and entry.on_list_day <= ahead.booked_day
    and entry.removed_day >= ahead.booked_day
)
select pas_key(list, on_list_day) as key
from candidate
where is_on_list
  and entries > 1
-- part: population_target
select count(*)
from target.LOAD_OPDWAITLIST
where status in ('W', 'L')
-- part: target
with ahead as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber, PtApptStartDtimeInt, ResCode) as key,
    pas_key(InternalPatientNumber, EpisodeNumber, BookFromWL) as list,
    coalesce(pas_day(DateApptBookedInt), pas_day(ApptBookedDate), '99999999') as booked_day
  from source.OPA
  where pas_text(BookFromWL) is not null
    and coalesce(pas_text(CancelBy), pas_text(ApptCancDTimeInt), pas_text(ApptCancDate)) is null
    and pas_moment(PtApptStartDtimeInt) > getvariable('snapshot')
),
linked as (
  select external_system_id as key, loadowl_record_number as entry, pas_moment(appt_date) as moment, cancelled_date
  from target.LOAD_OPD_APPOINTMENTS
  union all
  select external_system_id, loadowl_record_number, pas_moment(appt_date), cancelled_date
  from target.LOAD_CMTY_APPOINTMENTS
),
entry as (
  select
    external_system_id as key,
    record_number,
    status,
    regexp_replace(external_system_id, '\|[^|]*$', '') as list,
    split_part(external_system_id, '|', 4) as on_list_day
  from target.LOAD_OPDWAITLIST
  where status in ('W', 'L')
)
select entry.key
from entry
join ahead on ahead.list = entry.list and entry.on_list_day <= ahead.booked_day
left join linked on linked.key = ahead.key
where entry.status = 'W'
  and coalesce(linked.entry, entry.record_number) = entry.record_number
union
select key
from entry
where status = 'L'
  and record_number not in (
    select entry
    from linked
    where entry is not null
      and cancelled_date is null
      and moment > getvariable('snapshot')
  )
