-- Types of service group appointments from their master file, and the types of contact that the contacts name.
select 'APPT:' || pas_text(AppointmentTypeCode) as code, AppointmentTypeDesc as description, trim(AppointmentTypeCode, ' ') as target
from source.APPTYP
union
select 'CONTACT:' || pas_text(TypeOfContact), trim(TypeOfContact, ' '), trim(TypeOfContact, ' ')
from source.CPPTCONTACT
