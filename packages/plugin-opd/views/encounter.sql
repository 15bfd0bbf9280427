-- by: patient
-- Every appointment and contact, and what became of it. A cancellation counts before a status, a status before none; an
-- appointment after the snapshot has no outcome yet, one before it that nobody cashed up lacks its.
select
  source_table, source_row, is_community, number, episode, start_text, res_code, moment, day, status, is_cancelled, is_future,
  is_attended, is_contradicted,
  coalesce(day < getvariable('archive_before'), false) as is_archived,
  case
    when is_cancelled then 'CANCELLED-' || coalesce(cancel_by, '?')
    when is_future then 'FUTURE-' || status
    when status in ('NATT', 'DNA') and late_reason = '2' then 'LATE'
    when status is not null then status
    when is_past then 'MISSING'
  end as outcome_code
from rtt.appointment
