-- by: patient
-- One row a detention, driven by the change of legal status that began it. Later changes are transfers of the same
-- detention; the informal status after it gives its end.
select
  _table,
  _row,
  case
    when fault is not null then null
    when is_archived then 'ARCHIVED'
    when not is_detained and not ends_detention then 'INFORMAL_STATUS'
  end as _exclude,
  case
    when fault is not null then null
    when ends_detention then 'ENDS_DETENTION'
    when is_detained and not is_first then 'SAME_DETENTION'
  end as _merge,
  row_reject as _reject,
  InternalPatientNumber,
  EpisodeNumber,
  KeLegalStatChangeDtimeInt,
  detention_end,
  survivor,
  main_crn
from mh.legal_status_change
