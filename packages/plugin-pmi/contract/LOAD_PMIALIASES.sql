-- Names a patient was known by. PREVSURNAME holds them whole; PATDATA repeats some surnames, which count once.
with names as (
  select
    _table, _row, InternalPatientNumber, 'PREV' as kind, SeqNo as seq_no, Surname as family_name, Forenames as forenames,
    InternalDateOfBirth as date_of_birth, PtPrevSexInt as sex, 1 as rank
  from source.PREVSURNAME
  union all
  select _table, _row, InternalPatientNumber, 'BIRTH', null, BirthName, null, null, null, 2 from source.PATDATA
  union all
  select _table, _row, InternalPatientNumber, 'SURNAME1', null, PreviousSurname1, null, null, null, 3 from source.PATDATA
  union all
  select _table, _row, InternalPatientNumber, 'SURNAME2', null, PreviousSurname2, null, null, null, 4 from source.PATDATA
  union all
  select _table, _row, InternalPatientNumber, 'SURNAME3', null, PreviousSurname3, null, null, null, 5 from source.PATDATA
  union all
  select
    _table, _row, InternalPatientNumber, 'PREFERRED', null,
    case when pas_text(PreferredName) is not null then Surname end,
    PreferredName, null, null, 6
  from source.PATDATA
),
compared as (
  select
    names.*,
    pas_text(names.family_name) is not null or pas_text(names.forenames) is not null as is_held,
    upper(regexp_replace(coalesce(pas_text(names.family_name), ''), ' +', ' ', 'g')) as compared_family,
    upper(regexp_replace(coalesce(pas_text(p.Surname), ''), ' +', ' ', 'g')) as present_family
  from names
  left join source.PATDATA as p on p._row = names._row and names._table = 'PATDATA'
),
counted as (
  select
    *,
    count(*) filter (is_held) over (partition by _table, _row) as parts,
    row_number() over (
      partition by trim(InternalPatientNumber, ' '), compared_family, kind = 'PREFERRED', is_held
      order by rank, seq_no, _row
    ) as copy
  from compared
)
select
  counted._table,
  counted._row,
  case when counted.parts = 0 then 'NOTHING_HELD' end as _exclude,
  case
    when counted.parts = 0 or counted._table <> 'PATDATA' then null
    when counted.kind <> 'PREFERRED' and counted.compared_family = counted.present_family then 'PRESENT_NAME'
    when counted.kind <> 'PREFERRED' and counted.copy > 1 then 'SAME_NAME'
  end as _merge,
  counted.InternalPatientNumber,
  counted.kind,
  counted.seq_no,
  counted.family_name,
  counted.forenames,
  counted.date_of_birth,
  counted.sex,
  patient.survivor,
  patient.main_crn
from counted
left join pmi.patient as patient on patient.number = trim(counted.InternalPatientNumber, ' ')
where counted.is_held
   or (counted.parts = 0 and counted.kind in ('PREV', 'BIRTH'))
