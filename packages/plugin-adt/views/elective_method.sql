-- Methods of admission that are elective by their national code: from the waiting list, booked, planned. Only a patient
-- who was admitted by one of these came from a list. A code that no record gives a national one counts as it stands.
select pas_text(MethodOfAdmission) as code
from source.MOA
group by 1
having coalesce(
  bool_and(pas_text(InternalValue) in ('11', '12', '13')),
  bool_and(trim(MethodOfAdmission, ' ') in ('11', '12', '13'))
)
