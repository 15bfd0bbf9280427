-- Care programmes of the feed that go on, or ended on or after the cut-off.
select
  _table,
  _row,
  case when is_archived then 'ARCHIVED' end as _exclude,
  fault as _reject,
  cpa_id,
  cpa_type,
  key_worker_staff_id,
  care_coordinator,
  applies_start,
  applies_end,
  next_review_date,
  survivor,
  main_crn
from mh.cpa
