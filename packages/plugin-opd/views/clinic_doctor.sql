-- One row a clinic doctor, who is a resource of the schedule and no member of staff: the consultant code is that of the only
-- consultant with the same GMC number.
with doctor as (
  select
    pas_text(SchedResMfCd) as code,
    case
      when count(distinct ltrim(pas_text(GmcGdcHcp), 'Cc')) = 1 then any_value(ltrim(pas_text(GmcGdcHcp), 'Cc'))
    end as gmc_number
  from source.OPDOCTOR
  group by 1
),
consultant as (
  select ltrim(gmc_code, 'Cc') as gmc_number, any_value(code) as code
  from reference.consultant
  group by 1
  having count(*) = 1
)
select doctor.code, consultant.code as consultant_code
from doctor
left join consultant on consultant.gmc_number = doctor.gmc_number
