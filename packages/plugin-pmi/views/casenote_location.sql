-- Places and borrowers in one list, for the loader has one list of locations. A borrower with the code of a place is
-- left out: a loan to it must not read as a stay at the place.
select 'PLACE:' || trim(Location, ' ') as code, LocationName as description, trim(Location, ' ') as location_code
from source.CASENLOC
where pas_text(Location) is not null
union all
select 'BORROWER:' || trim(BorrowerCode, ' '), BorrowerSurname, trim(BorrowerCode, ' ')
from source.BORROWER
where pas_text(BorrowerCode) is not null
  and not exists (from source.CASENLOC as place where trim(place.Location, ' ') = trim(BorrowerCode, ' '))
