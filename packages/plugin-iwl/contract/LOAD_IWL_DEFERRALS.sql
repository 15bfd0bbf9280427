-- by: patient
-- One row a piece of a suspension or postponement, of the past as well as of the present: waits are wrong without them. One
-- whose end cannot be read is not loaded, for it would read as one without an end.
select
  source_table as _table,
  source_row as _row,
  merged_into as _merge,
  case
    when piece_end is not null and pas_day(piece_end) is null then 'DEFERRAL_END_UNREADABLE'
    when pas_day(piece_end) < pas_day(piece_start) then 'DEFERRAL_ENDS_BEFORE_START'
  end as _reject,
  number,
  episode,
  kind,
  entered,
  n,
  piece_start,
  piece_end,
  case when is_doubtful then 'EXTENSIONS_NOT_CHAINED' end as end_notes,
  reason_code,
  words,
  by_whom
from iwl.deferral
