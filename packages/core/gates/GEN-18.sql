-- id: GEN-18
-- title: The run follows the signed rehearsal in contract, rules, plugins and settings
-- severity: blocker
-- stage: config
-- hazard: H-12
-- sign_off: programme board
-- why: A late change, however small, is one that nobody rehearsed or signed for.
-- fix: Go back to what was rehearsed, or rehearse again with the change and have that signed.
-- part: population_target
select count(*)
from run.rehearsal
-- part: target
select name as key
from run.rehearsal
where value is distinct from rehearsed
