-- by: patient
-- One row a legal status within a detention, the first one included: from its change to the next change, or to the end of
-- the detention.
select
  _table,
  _row,
  case
    when fault is not null then null
    when is_archived then 'ARCHIVED'
    when not is_detained and not ends_detention then 'INFORMAL_STATUS'
  end as _exclude,
  case when fault is null and ends_detention then 'ENDS_DETENTION' end as _merge,
  row_reject as _reject,
  InternalPatientNumber,
  EpisodeNumber,
  KeLegalStatChangeDtimeInt,
  LegalStatus,
  MentalCategory,
  detention_change,
  status_end,
  survivor,
  main_crn
from mh.legal_status_change
