-- Places and borrowers in one list, for the loader has one list of locations. A borrower with the code of a place is
-- left out: a loan to it must not read as a stay at the place.
select 'PLACE:' || pas_text(Location) as code, LocationName as description, trim(Location, ' ') as location_code
from source.CASENLOC
union all
select 'BORROWER:' || pas_text(BorrowerCode), BorrowerSurname, trim(BorrowerCode, ' ')
from source.BORROWER
where not exists (from source.CASENLOC as place where trim(place.Location, ' ') = trim(BorrowerCode, ' '))
