-- id: PMI-32
-- title: Every alert, risk and need of a patient is carried over, and none is added
-- severity: blocker
-- stage: recon
-- hazard: H-07
-- sign_off: safeguarding lead
-- why: Infection, safeguarding and violence alerts protect people on the first day. A flag counts as set unless it plainly
--   says no; deaths without a date, which travel as warnings, are another rule's.
-- fix: Report an alert that was lost or changed; have one of a patient who is not loaded entered by hand.
-- optional: source.MERGEDID, source.PMISPECIALREG, source.PATIENTNEEDS
-- nothing: no alert is held
-- parameter: says_no = ["N", "NO", "0"]
-- part: population_source
select (select count(*) from source.PMISPECIALREG where pas_text(SpecialRegister) is not null)
  + (select count(*) from source.PATIENTNEEDS where pas_text(PatientNeed) is not null)
  + (
    select count(pas_text(RiskFactorCode)) + count(pas_text(RiskFactorCode_1))
      + count(*) filter (upper(pas_text(MRSA)) not in {says_no})
      + count(*) filter (upper(pas_text(IsCPISExists)) not in {says_no})
    from source.PATDATA
  )
-- part: source
with recursive link as (
  select trim(OldID, ' ') as number, coalesce(pas_text(NextID), pas_text(NewestID)) as next
  from source.MERGEDID
  where pas_text(OldID) is not null
),
chain(number, reached) as (
  select number, next
  from link
  union
  select chain.number, link.next
  from chain
  join link on link.number = chain.reached
),
loadable as (
  select trim(InternalPatientNumber, ' ') as number
  from source.PATDATA
  group by 1
  having count(*) = 1 and count(pas_text(DistrictNumber)) = 1
),
followed as (
  select number
  from chain
  where reached not in (select number from link)
  group by number
  having count(distinct reached) = 1 and min(reached) in (select number from loadable)
),
held as (
  select trim(InternalPatientNumber, ' ') as number, concat_ws('|', 'REG', pas_text(SpecialRegister), pas_text(ActivityDateTime)) as alert
  from source.PMISPECIALREG
  where pas_text(SpecialRegister) is not null
  union all
  select trim(InternalPatientNumber, ' '), concat_ws('|', 'NEED', pas_text(SeqNo))
  from source.PATIENTNEEDS
  where pas_text(PatientNeed) is not null
  union all
  select trim(InternalPatientNumber, ' '), unnest([
    case when pas_text(RiskFactorCode) is not null then 'RISK|1' end,
    case when pas_text(RiskFactorCode_1) is not null then 'RISK|2' end,
    case when upper(pas_text(MRSA)) not in {says_no} then 'MRSA' end,
    case when upper(pas_text(IsCPISExists)) not in {says_no} then 'CPIS' end
  ])
  from source.PATDATA
)
-- Of patients whom the extract gives no place to hang it on, and two that differ under one key.
select pas_key(number, alert) as key
from held
where alert is not null
group by number, alert
having count(*) > 1
    or (
      number not in (select number from followed)
      and (number not in (select number from loadable) or number in (select number from link))
    )
-- part: population_target
select count(*)
from target.LOAD_PMISTAFFWARNINGS
where split_part(external_system_id, '|', 2) <> 'DIED'
-- part: target
with held as (
  select
    pas_key(InternalPatientNumber, concat_ws('|', 'REG', pas_text(SpecialRegister), pas_text(ActivityDateTime))) as key,
    'REG:' || pas_text(SpecialRegister) as code
  from source.PMISPECIALREG
  union all
  select pas_key(InternalPatientNumber, concat_ws('|', 'NEED', pas_text(SeqNo))), 'NEED:' || pas_text(PatientNeed)
  from source.PATIENTNEEDS
  union all
  select pas_key(InternalPatientNumber, 'RISK', '1'), 'RISK:' || pas_text(RiskFactorCode)
  from source.PATDATA
  union all
  select pas_key(InternalPatientNumber, 'RISK', '2'), 'RISK:' || pas_text(RiskFactorCode_1)
  from source.PATDATA
  union all
  select pas_key(InternalPatientNumber, 'MRSA'), case when upper(pas_text(MRSA)) not in {says_no} then 'MRSA' end
  from source.PATDATA
  union all
  select pas_key(InternalPatientNumber, 'CPIS'), case when upper(pas_text(IsCPISExists)) not in {says_no} then 'CPIS' end
  from source.PATDATA
),
extracted as (
  select held.key, pair.target_code
  from held
  left join run.codes as pair
    on pair.crosswalk = 'staff_warning' and pair.source_code = held.code and pair.status <> 'retired'
  where held.code is not null
),
loaded as (
  select external_system_id, warning_code
  from target.LOAD_PMISTAFFWARNINGS
  where split_part(external_system_id, '|', 2) <> 'DIED'
)
select coalesce(extracted.key, loaded.external_system_id) as key
from extracted
full join loaded on loaded.external_system_id = extracted.key
where extracted.key is null
   or loaded.external_system_id is null
   or (extracted.target_code is not null and loaded.warning_code is distinct from extracted.target_code)
