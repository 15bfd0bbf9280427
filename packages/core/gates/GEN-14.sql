-- id: GEN-14
-- title: No value that was loaded is made up
-- severity: blocker
-- stage: target
-- hazard: H-03
-- sign_off: clinical safety officer
-- why: A made-up date, code or flag passes every check and misleads whoever treats the patient.
-- fix: Let the field stay empty, or have the constant approved in the contract with reason, owner and date.
-- nothing: the run filled no cell
-- parameter: settings = [core.setting]
-- part: population_target
select sum(filled)
from run.fields
-- part: target
select pas_key("table", field) as key
from run.imputed
union all
-- A rule that reads no source column gives the same value to every row, whatever the record says.
select pas_key("table", field)
from run.fields
where filled > 0
  and class = 'DERIVED'
  and sources = 0
  and split_part(rule, ' ', 1) not in {settings}
  and decision is distinct from 'approved'
