-- id: GEN-17
-- title: The same inputs and options give the same bytes
-- severity: blocker
-- stage: recon
-- hazard: H-12
-- sign_off: data migration lead
-- why: Only what comes out the same every time was really rehearsed.
-- fix: Compare the two runs' files; look for a plugin that asks the clock, chance or the order of rows.
-- nothing: the two runs had other inputs or options
-- part: population_target
select count(*)
from run.compared
where part in ('load', 'rejects')
  and not exists (
    from run.compared as given
    where given.part in ('input', 'option')
      and given.value is distinct from given.other_value
  )
-- part: target
select name as key
from run.compared
where part in ('load', 'rejects')
  and value is distinct from other_value
  and not exists (
    from run.compared as given
    where given.part in ('input', 'option')
      and given.value is distinct from given.other_value
  )
