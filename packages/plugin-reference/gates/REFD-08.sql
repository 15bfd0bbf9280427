-- id: REFD-08
-- title: Every code in the data has a pair, and every pair says what it means and who signed for it
-- severity: blocker
-- stage: config
-- hazard: H-08
-- sign_off: data quality lead
-- why: A table of bare codes once turned deaths into court orders. Pairs from the trust's own master files are drafts, which
--   a release counts by itself; one that claims approval is held to it. Keys are crosswalk and source code, and only codes
--   that may be named count as missing.
-- fix: Add or complete the pair in the overlay's crosswalks, with descriptions, owner and day of approval.
-- part: population_source
select count(*)
from run.codes
where status <> 'retired'
-- part: source
select pas_key(crosswalk, source_code) as key
from rejects.entries
where crosswalk is not null
  and source_code is not null
-- part: population_target
select count(*)
from run.codes
where status <> 'retired'
-- part: target
select pas_key(crosswalk, source_code) as key
from run.codes
where status <> 'retired'
  and (
    source_description is null
    or target_description is null
    or (status = 'approved' and (owner is null or approved_on is null))
    or valid_to < valid_from
  )
union
select pas_key(crosswalk, source_code)
from rejects.entries
where crosswalk is not null
  and source_code is not null
