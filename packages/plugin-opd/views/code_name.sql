-- What codes of small master files mean, deleted ones included, for archives, which tell meanings and not codes. What a
-- master file contradicts itself in stays out.
with held as (
  select 'DISPOSAL' as kind, pas_text(DisposalCode) as code, pas_text(Description) as name from source.DISP
  union all select 'APPOINTMENT_TYPE', pas_text(AppointmentTypeCode), pas_text(AppointmentTypeDesc) from source.APPTYP
  union all select 'BOOKING_TYPE', pas_text(Code), pas_text(Description) from source.OPBOOKTYPEMF
  union all select 'TRANSPORT', pas_text(Transport), pas_text(Description) from source.TRANS
  union all select 'CANCELLATION', pas_text(CancellationCode), pas_text(Description) from source.OPCANCRSN
  union all select 'REFERRAL_SOURCE', pas_text(ReferredBy), pas_text(Description) from source.OPREFSOURCE
  union all select 'REFERRAL_REASON', pas_text(ReasonForRefCode), pas_text(Description) from source.OPREFREASON
  union all select 'REFERRAL_END', pas_text(DischargeCode), pas_text(Description) from source.OPRSNDISCH
  union all select 'CONTACT_OUTCOME', pas_text(Outcome), pas_text(Description) from source.CPFOUTCOME
  union all select 'LOCATION', pas_text(Location), pas_text(Description) from source.CPFLOCATION
)
select kind, code, any_value(name) as name
from held
group by kind, code
having count(distinct name) = 1
