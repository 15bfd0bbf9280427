-- id: MH-04
-- title: Sections follow one another as the law lets them
-- severity: error
-- stage: target
-- hazard: H-13
-- sign_off: mental health act lead
-- why: Section 2 after section 2, a holding power after a holding power, or section 4 that goes beyond three days is no authority
--   to detain. Community orders have no national code and are not judged.
-- fix: Read the section papers; correct or remove the wrong change of legal status in the old system.
-- parameter: emergency_hours = 72
-- part: population_source
select count(*)
from source.LEGALSTATUSDETS as held
join run.codes as code on code.crosswalk = 'legal_status' and code.source_code = pas_text(held.LegalStatus)
where code.target_code <> '01'
-- part: source
with change as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber) as spell,
    pas_key(InternalPatientNumber, EpisodeNumber, KeLegalStatChangeDtimeInt) as key,
    pas_timestamp(KeLegalStatChangeDtimeInt) as start,
    code.target_code as code
  from source.LEGALSTATUSDETS as held
  left join run.codes as code on code.crosswalk = 'legal_status' and code.source_code = pas_text(held.LegalStatus)
  where pas_moment(KeLegalStatChangeDtimeInt) is not null
),
discharge as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber) as spell,
    max(pas_timestamp(coalesce(pas_text(IpDschDtimeInt), pas_text(DischargeDate)))) as at
  from source.ADMITDISCH
  group by 1
),
sequence as (
  select
    change.*,
    lag(code) over in_order as previous_code,
    lead(code) over in_order as next_code,
    lead(start) over in_order is not null as is_followed,
    coalesce(lead(start) over in_order, discharge.at, pas_now()) as stop
  from change
  left join discharge on discharge.spell = change.spell
  window in_order as (partition by change.spell order by start)
)
select key
from sequence
where (code in ('02', '05') and previous_code = code)
  or (code = '06' and is_followed and next_code not in ('01', '05'))
  or (code = '04' and (stop > start + to_hours(cast({emergency_hours} as integer)) or (is_followed and next_code not in ('01', '02'))))
-- part: population_target
select count(legal_status)
from target.LOAD_MH_DETENTION_TRANSFERS
-- part: target
with sequence as (
  select
    external_system_id as key,
    legal_status as code,
    pas_timestamp(start_date) as start,
    pas_timestamp(end_date) as stop,
    lag(legal_status) over in_order as previous_code,
    lag(pas_timestamp(end_date)) over in_order as previous_stop,
    lead(legal_status) over in_order as next_code,
    lead(pas_timestamp(start_date)) over in_order as next_start
  from target.LOAD_MH_DETENTION_TRANSFERS
  window in_order as (partition by main_crn order by pas_timestamp(start_date))
)
select key
from sequence
where (code in ('02', '05') and previous_code = code and previous_stop >= start)
  or (code = '06' and next_start <= stop and next_code <> '05')
  or (
    code = '04'
    and (
      coalesce(stop, pas_now()) > start + to_hours(cast({emergency_hours} as integer))
      or (next_start <= stop and next_code <> '02')
    )
  )
