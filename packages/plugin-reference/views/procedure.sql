-- What OPCS-4 codes mean, by the extract's own master file: the code's own text, else its heading;
-- codes stand without their point.
select
  replace(trim(RevisionFourOperationCode, ' '), '.', '') as code,
  case when count(distinct pas_text(coalesce(Opcs4Dx4, Opcs4Dx3))) = 1 then min(pas_text(coalesce(Opcs4Dx4, Opcs4Dx3))) end as description
from source.OPCS4
where pas_text(RevisionFourOperationCode) is not null
group by 1
