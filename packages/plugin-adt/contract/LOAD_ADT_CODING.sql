-- by: patient
-- Diagnoses and procedures of consultant episodes, in the order in which they were coded. A code that the extract's own
-- master file does not have is loaded and listed: retired codes are right for history, and a code is never changed.
with masters as (
  select 'DIAG' as kind, code from reference.diagnosis
  union all
  select 'PROC', code from reference.procedure
),
filled as (select distinct kind from masters)
select
  codes._table,
  codes._row,
  -- The archive has no place for a Read code either.
  case when not is_held then 'NOTHING_HELD' when spell.is_archived and codes.code is not null then 'ARCHIVED' end as _exclude,
  case when codes.code is null then 'CODE_ONLY_READ' end as _reject,
  codes.InternalPatientNumber,
  codes.EpisodeNumber,
  codes.FCENumber,
  codes.kind,
  codes.n,
  codes.note,
  codes.code,
  case when filled.kind is not null and masters.code is null then 'N' end as in_master,
  codes.coded_day
from adt.code_in_order as codes
left join adt.spell as spell on spell.number = codes.number and spell.episode = codes.episode
left join filled on filled.kind = codes.kind
left join masters on masters.kind = codes.kind and masters.code = codes.code
