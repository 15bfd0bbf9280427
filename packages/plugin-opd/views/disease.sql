-- Diagnoses by their code without a point; a code with two descriptions has none.
select replace(code, '.', '') as code, case when count(distinct description) = 1 then any_value(description) end as name
from reference.diagnosis
group by 1
