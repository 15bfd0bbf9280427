-- title: A patient into whom another number was merged
-- tables: MERGEDID
select distinct
  coalesce(pas_text(NewestID), pas_text(NextID)) as patient,
  trim(OldID, ' ') as number
from source.MERGEDID
where coalesce(pas_text(NewestID), pas_text(NextID)) is not null
