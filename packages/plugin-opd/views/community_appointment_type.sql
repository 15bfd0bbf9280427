-- Types of service group appointments from their master file, and the types of contact that the contacts name.
select 'APPT:' || trim(AppointmentTypeCode, ' ') as code, AppointmentTypeDesc as description, trim(AppointmentTypeCode, ' ') as target
from source.APPTYP
where pas_text(AppointmentTypeCode) is not null
union
select 'CONTACT:' || trim(TypeOfContact, ' '), trim(TypeOfContact, ' '), trim(TypeOfContact, ' ')
from source.CPPTCONTACT
where pas_text(TypeOfContact) is not null
