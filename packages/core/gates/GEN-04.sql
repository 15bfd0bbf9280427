-- id: GEN-04
-- title: Every record is loaded, split, merged, excluded or rejected, exactly
-- severity: blocker
-- stage: recon
-- hazard: H-01
-- sign_off: data migration lead
-- why: A record without an account is a patient who may be lost; the sums hold exactly, not nearly.
-- fix: Look the named table up in reports/ledger.json; run again, and if it stays, report it with the table's name.
-- part: population_target
select (select count(*) from run.ledger_source) + (select count(*) from run.ledger_target)
-- part: target
select "table" as key
from run.ledger_source
where rows <> loaded + split + merged + excluded + rejected
union all
-- What the ledger entered, what was written and what stands in the file now have to agree.
select "table"
from run.ledger_target
where rows <> delivered
  or entries <> delivered
  or rows <> from_source + from_split + from_feed
