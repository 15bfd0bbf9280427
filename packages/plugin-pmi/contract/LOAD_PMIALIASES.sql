-- by: patient
-- Names a patient was known by. PREVSURNAME holds them whole; PATDATA repeats some surnames, which count once. The name
-- on a record that was merged away becomes one of the survivor's other names.
with names as (
  select
    _table, _row, InternalPatientNumber, 'PREV' as kind, SeqNo as seq_no, Surname as family_name, Forenames as forenames,
    InternalDateOfBirth as date_of_birth, PtPrevSexInt as sex, 1 as rank
  from source.PREVSURNAME
  union all
  select
    _table, _row, InternalPatientNumber, 'MERGED', null, Surname, Forenames,
    coalesce(pas_text(InternalDateOfBirth), PtDoB), Sex, 2
  from source.PATDATA
  join pmi.patient as patient on patient.number = trim(InternalPatientNumber, ' ') and patient.state = 'merged'
  union all
  select _table, _row, InternalPatientNumber, 'BIRTH', null, BirthName, null, null, null, 3 from source.PATDATA
  union all
  select _table, _row, InternalPatientNumber, 'SURNAME1', null, PreviousSurname1, null, null, null, 4 from source.PATDATA
  union all
  select _table, _row, InternalPatientNumber, 'SURNAME2', null, PreviousSurname2, null, null, null, 5 from source.PATDATA
  union all
  select _table, _row, InternalPatientNumber, 'SURNAME3', null, PreviousSurname3, null, null, null, 6 from source.PATDATA
  union all
  select
    _table, _row, InternalPatientNumber, 'PREFERRED', null,
    case when pas_text(PreferredName) is not null then Surname end,
    PreferredName, null, null, 7
  from source.PATDATA
),
-- A registered number that stands twice names nobody for certain, and is compared with nobody.
present_name as (
  select
    trim(InternalPatientNumber, ' ') as number,
    min(upper(regexp_replace(pas_text(Surname), ' +', ' ', 'g'))) as family_name,
    min(upper(regexp_replace(pas_text(Forenames), ' +', ' ', 'g'))) as forenames
  from source.PATDATA
  group by 1
  having count(*) = 1
),
compared as (
  select
    names.*,
    patient.number as known_number,
    patient.survivor,
    patient.main_crn,
    pas_text(names.family_name) is not null or pas_text(names.forenames) is not null as is_held,
    upper(regexp_replace(pas_text(names.family_name), ' +', ' ', 'g')) as compared_family,
    upper(regexp_replace(pas_text(names.forenames), ' +', ' ', 'g')) as compared_forenames,
    present_name.family_name as present_family,
    present_name.forenames as present_forenames
  from names
  left join pmi.patient as patient on patient.number = trim(names.InternalPatientNumber, ' ')
  left join present_name on present_name.number = patient.survivor
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
  _table,
  _row,
  case when parts = 0 then 'NOTHING_HELD' end as _exclude,
  case
    when parts = 0 or _table <> 'PATDATA' or kind = 'PREFERRED' then null
    when kind = 'MERGED' and compared_family is not distinct from present_family and compared_forenames is not distinct from present_forenames then 'PRESENT_NAME'
    when kind <> 'MERGED' and compared_family is not distinct from present_family then 'PRESENT_NAME'
    when copy > 1 then 'SAME_NAME'
  end as _merge,
  case when known_number is null then 'PATIENT_UNKNOWN' end as _reject,
  InternalPatientNumber,
  kind,
  seq_no,
  family_name,
  forenames,
  date_of_birth,
  sex,
  survivor,
  main_crn
from counted
where is_held
   or (parts = 0 and kind in ('PREV', 'BIRTH'))
