-- id: GEN-12
-- title: Every record has the fields of its header, and quotes that close
-- severity: blocker
-- stage: source
-- hazard: H-01
-- sign_off: data quality lead
-- why: One comma or quote out of place moves every value behind it into another column.
-- fix: Ask for the extract again with values quoted; the records are in quarantine/, by table and physical line.
-- part: population_source
select sum(rows)
from run.inputs
-- part: source
-- Intake keeps such records out, so that none of their values is read as another.
select pas_key(source_table, source_row) as key
from rejects.entries
where stage = 'intake'
  and reason_code not in ('UNDECODABLE_BYTE', 'NUL_BYTE')
