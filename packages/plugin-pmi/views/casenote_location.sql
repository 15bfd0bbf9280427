-- Places and borrowers in one list of codes, for the loader has one list of locations.
select trim(Location, ' ') as code, LocationName as description, 'PLACE' as kind
from source.CASENLOC
where pas_text(Location) is not null
union all
select trim(BorrowerCode, ' '), BorrowerSurname, 'BORROWER'
from source.BORROWER
where pas_text(BorrowerCode) is not null
