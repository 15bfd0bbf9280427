-- Everywhere that case notes can be: the places where they are kept, and who borrows them. The loader tells locations
-- apart by their code alone, so a borrower with the code of a place cannot be loaded beside it.
select
  _table,
  _row,
  null as _reject,
  'PLACE' as kind,
  Location as code,
  LocationName as name,
  MfRecStsInd as record_status
from source.CASENLOC
union all
select
  b._table,
  b._row,
  case when exists (from source.CASENLOC as l where trim(l.Location, ' ') = trim(b.BorrowerCode, ' ')) then 'LOCATION_CODE_TWICE' end,
  'BORROWER',
  b.BorrowerCode,
  concat_ws(' ', pas_text(b.BorrowerTitleAndInitials), pas_text(b.BorrowerSurname)),
  b.MfRecStsInd
from source.BORROWER as b
