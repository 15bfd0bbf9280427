-- One row a clinic doctor, who is a resource of the schedule and no member of staff: the consultant code is that of the only
-- consultant with the same GMC number.
with doctor as (
  select
    trim(SchedResMfCd, ' ') as code,
    case when count(distinct pas_text(Name)) = 1 then min(pas_text(Name)) end as name,
    case
      when count(distinct ltrim(pas_text(GmcGdcHcp), 'Cc')) = 1 then min(ltrim(pas_text(GmcGdcHcp), 'Cc'))
    end as gmc_number
  from source.OPDOCTOR
  where pas_text(SchedResMfCd) is not null
  group by 1
),
consultant as (
  select ltrim(gmc_code, 'Cc') as gmc_number, min(code) as code
  from reference.consultant
  where gmc_code is not null
  group by 1
  having count(*) = 1
)
select doctor.code, doctor.name, doctor.gmc_number, consultant.code as consultant_code
from doctor
left join consultant on consultant.gmc_number = doctor.gmc_number
