-- What OPCS-4 codes mean, by the extract's own master file: the code's own text, else its heading;
-- codes stand without their point.
select
  replace(pas_text(RevisionFourOperationCode), '.', '') as code,
  case when count(distinct text) = 1 then any_value(text) end as description
from (select *, pas_text(coalesce(Opcs4Dx4, Opcs4Dx3)) as text from source.OPCS4)
group by 1
