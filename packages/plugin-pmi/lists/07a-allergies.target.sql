-- tables: LOAD_PMIALLERGIES
select
  split_part(external_system_id, '|', 1) as patient,
  split_part(external_system_id, '|', 2) as place,
  left(md5(upper(regexp_replace(pas_text(allergy_comment), '\s+', ' ', 'g'))), 12) as allergy_digest
from target.LOAD_PMIALLERGIES
