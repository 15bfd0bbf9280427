-- tables: LOAD_ADT_ADMISSIONS, LOAD_ADT_WARDSTAYS
with present as (
  select
    split_part(external_system_id, '|', 1) as patient,
    split_part(external_system_id, '|', 2) as episode,
    ward,
    bed_location
  from target.LOAD_ADT_WARDSTAYS
  where end_date is null
  qualify row_number() over (partition by patient, episode order by pas_moment(start_date) desc nulls last, ward) = 1
)
select
  split_part(external_system_id, '|', 1) as patient,
  split_part(external_system_id, '|', 2) as episode,
  pas_moment(admit_date) as admit_date,
  present.ward,
  present.bed_location
from target.LOAD_ADT_ADMISSIONS as spell
left join present
  on present.patient = split_part(external_system_id, '|', 1) and present.episode = split_part(external_system_id, '|', 2)
where discharge_date is null
