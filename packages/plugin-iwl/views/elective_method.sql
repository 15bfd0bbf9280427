-- Methods of admission of which patients wait on a list: from the waiting list, booked, planned.
select trim(MethodOfAdmission, ' ') as code, Description as description, pas_text(InternalValue) as national
from source.MOA
where pas_text(InternalValue) in ('11', '12', '13')
