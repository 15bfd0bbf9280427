-- title: Who is on an outpatient waiting list, new and follow-up, with the day by which they are due
-- tables: OPWLENTRY, CPSOPWLIST, APPTYP
-- key: patient, episode, list, on_list
-- load-table: LOAD_OPDWAITLIST
-- decided-by: status, date_removed
with entry as (
  select
    _table, _row, InternalPatientNumber, EpisodeNumber, TreatmentCode as list,
    coalesce(pas_text(OpWlDateIdxDateOnWaitingListNeutral), pas_text(DateOnList)) as on_list,
    coalesce(pas_text(FollUpApptReqDtEXT), pas_text(FollUpApptReqdDtEXT)) as due,
    AppointmentType as appointment_type, 1 as preference
  from source.OPWLENTRY
  union all
  select
    _table, _row, InternalPatientNumber, EpisodeNumber, WListCode,
    coalesce(pas_text(DateOnListInt), pas_text(DateOnList)),
    coalesce(pas_text(DateApptReqdInt), pas_text(DateApptReqd)), ApptType, 2
  from source.CPSOPWLIST
  where coalesce(pas_text(RemovalDateTimeInt), pas_text(RemovalDateTimeExt), pas_text(ReasonForRemoval)) is null
),
member as (
  select
    _table, _row, preference,
    trim(InternalPatientNumber, ' ') as patient,
    trim(EpisodeNumber, ' ') as episode,
    trim(list, ' ') as list,
    coalesce(pas_day(on_list), on_list) as on_list,
    pas_day(due) as due,
    trim(appointment_type, ' ') as appointment_type
  from entry
),
-- An entry that both tables hold is one.
single as (
  select *
  from member
  qualify preference = min(preference) over (partition by patient, episode, list, on_list)
),
kind as (
  select
    trim(AppointmentTypeCode, ' ') as code,
    list_distinct(
      list(case when word in ('1', 'NEW') then 'N' when word in ('2', 'FOL') then 'F' when word is not null then '?' end)
    ) as says
  from (
    select AppointmentTypeCode, upper(pas_text(SchedulingAppointmentClassification)) as word from source.APPTYP
    union all
    select AppointmentTypeCode, upper(pas_text(ApptCategory)) from source.APPTYP
  )
  group by 1
)
select
  patient,
  episode,
  list,
  on_list,
  coalesce(outpatient_list.target_code, list) as list_code,
  case when len(kind.says) = 1 then nullif(kind.says[1], '?') end as new_followup_flag,
  due as target_date,
  _table,
  _row
from single
left join kind on kind.code = appointment_type
left join crosswalk.outpatient_list as outpatient_list on outpatient_list.source_code = list
