-- id: INT-01
-- title: The delivered files are, byte for byte, those of the manifest
-- severity: blocker
-- stage: target
-- hazard: H-12
-- sign_off: data migration lead
-- why: Everything that was checked, compared and signed is about these bytes and no others.
-- fix: Deliver the files again as the run wrote them, or run the migration again.
-- part: population_target
select count(*)
from run.files
-- part: target
select file as key
from run.files
where found_rows is distinct from rows
  or found_sha256 is distinct from sha256
  or sha256 is null
