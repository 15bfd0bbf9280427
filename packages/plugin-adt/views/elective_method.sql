-- Methods of admission that are elective by their national code: from the waiting list, booked, planned. Only a patient
-- who was admitted by one of these came from a list. A code without a national one counts as it stands.
select pas_text(MethodOfAdmission) as code
from source.MOA
group by 1
having bool_and(coalesce(pas_text(InternalValue), trim(MethodOfAdmission, ' ')) in ('11', '12', '13'))
