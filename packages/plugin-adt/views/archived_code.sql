-- by: patient
-- The codes of each archived episode in one row a kind: the primary one, the others in their order, those beyond the tenth.
with codes as (
  select
    codes.number, codes.episode, codes.fce, codes.kind, codes.note, codes.n, codes.code,
    case when codes.kind = 'DIAG' then diagnosis.description else procedure.description end as description
  from adt.code_in_order as codes
  join adt.spell as spell on spell.number = codes.number and spell.episode = codes.episode and spell.is_archived
  left join reference.diagnosis as diagnosis on diagnosis.code = case when codes.kind = 'DIAG' then codes.code end
  left join reference.procedure as procedure on procedure.code = case when codes.kind = 'PROC' then codes.code end
  where codes.code is not null
),
coded as (
  select
    number, episode, fce, kind,
    arg_min({'code': code, 'description': description}, n) filter (note = 'PRIMARY') as primary_code,
    list({'code': code, 'description': description} order by n) filter (note <> 'PRIMARY') as others,
    string_agg(code, ', ' order by n) filter (note <> 'PRIMARY' and place > 10) as beyond
  from (
    select *, row_number() over (partition by number, episode, fce, kind, note = 'PRIMARY' order by n) as place from codes
  )
  group by number, episode, fce, kind
)
select
  number,
  episode,
  fce,
  kind,
  primary_code.code as primary_code,
  primary_code.description as primary_description,
  others[1].code as code_1, others[1].description as description_1,
  others[2].code as code_2, others[2].description as description_2,
  others[3].code as code_3, others[3].description as description_3,
  others[4].code as code_4, others[4].description as description_4,
  others[5].code as code_5, others[5].description as description_5,
  others[6].code as code_6, others[6].description as description_6,
  others[7].code as code_7, others[7].description as description_7,
  others[8].code as code_8, others[8].description as description_8,
  others[9].code as code_9, others[9].description as description_9,
  others[10].code as code_10, others[10].description as description_10,
  beyond
from coded
