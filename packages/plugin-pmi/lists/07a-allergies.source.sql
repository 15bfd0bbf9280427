-- title: Allergies
-- tables: PATDATA
-- key: patient, place
-- load-table: LOAD_PMIALLERGIES
-- What says that there is none, or that nobody knows, is no allergy. The text itself stays out of the list: a digest of it
-- tells whether both sides hold the same one.
with held as (
  select _table, _row, InternalPatientNumber, '1' as place, Allergies as allergy from source.PATDATA
  union all
  select _table, _row, InternalPatientNumber, '2', Allergies_1 from source.PATDATA
)
select
  trim(InternalPatientNumber, ' ') as patient,
  place,
  left(md5(upper(regexp_replace(pas_text(allergy), '\s+', ' ', 'g'))), 12) as allergy_digest,
  _table,
  _row
from held
where pas_text(allergy) is not null
  and upper(pas_text(allergy)) not in (
    'NONE', 'NIL', 'NO', 'NKA', 'NKDA', 'NIL KNOWN', 'NONE KNOWN', 'NO KNOWN', 'NO ALLERGIES', 'NK', 'NOT KNOWN', 'UNKNOWN',
    'N/A', '?'
  )
