-- id: MH-01
-- title: Detentions come from changes of legal status, care programmes from their feed, and from nothing else
-- severity: blocker
-- stage: config
-- hazard: H-03
-- sign_off: mental health act lead
-- why: A Scottish return, an expectation or a guess would read as an order to detain. That a trust has no mental health beds, and
--   has signed for a nil return, is told by the parameter has_service.
-- fix: Take the rows out of the contract or the feed, or name the record that they rest on.
-- nothing: no detention and no care programme is delivered
-- parameter: has_service = "Y"
-- part: population_target
select
  (select count(*) from target.LOAD_MH_DETENTION_MASTER)
  + (select count(*) from target.LOAD_MH_DETENTION_TRANSFERS)
  + (select count(*) from target.LOAD_MH_CPA_MASTER)
  + (select count(*) from target.LOAD_MH_CPA_HISTORY)
-- part: target
with delivered as (
  select external_system_id as key, true as is_detention
  from target.LOAD_MH_DETENTION_MASTER
  union all
  select external_system_id, true
  from target.LOAD_MH_DETENTION_TRANSFERS
  union all
  select external_system_id, false
  from target.LOAD_MH_CPA_MASTER
  union all
  select external_system_id, false
  from target.LOAD_MH_CPA_HISTORY
)
select key
from delivered
where {has_service} <> 'Y'
  or (
    is_detention
    and key not in (
      select pas_key(InternalPatientNumber, EpisodeNumber, KeLegalStatChangeDtimeInt)
      from source.LEGALSTATUSDETS
    )
  )
union
select target_table || '|' || source_table
from ledger.entries
where target_table in (
    'LOAD_MH_DETENTION_MASTER', 'LOAD_MH_DETENTION_TRANSFERS', 'LOAD_DETENTION_ARCHIVE', 'LOAD_MH_CPA_MASTER',
    'LOAD_MH_CPA_HISTORY', 'LOAD_CPA_ARCHIVE'
  )
  and class in ('loaded', 'split', 'merged')
  and source_table not in ('LEGALSTATUSDETS', 'feed:cpa', 'feed:cpa-reviews')
