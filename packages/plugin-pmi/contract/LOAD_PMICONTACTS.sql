-- by: patient
-- Next of kin and carer, each a block of PATDATA. HomePhone, WorkPhone, Comments and Relationship are the carer's. Whom
-- a merged-away record says to call is superseded by what its survivor says.
with contacts as (
  select
    _table, _row, InternalPatientNumber, 'NOK' as kind, NoKName as name, NoKRelationship as relationship,
    NoKAddrLine1 as line_1, NoKAddrLine2 as line_2, NoKAddrLine3 as line_3, NoKAddrLine4 as line_4, NoKPostCode as postcode,
    NoKHomePhone as home_phone, NoKWorkPhone as work_phone, NoKComments as comments, NoKEmail as email, null as whole_address
  from source.PATDATA
  union all
  select
    _table, _row, InternalPatientNumber, 'CARER', CarerName, Relationship, null, null, null, null, null,
    HomePhone, WorkPhone, Comments, CarerEmail, CarerAddress
  from source.PATDATA
),
held as (
  select
    *,
    coalesce(
      pas_text(name), pas_text(relationship), pas_text(line_1), pas_text(line_2), pas_text(line_3), pas_text(line_4),
      pas_text(postcode), pas_text(home_phone), pas_text(work_phone), pas_text(comments), pas_text(email), pas_text(whole_address)
    ) is not null as is_held
  from contacts
),
counted as (
  select *, count(*) filter (is_held) over (partition by _row) as parts
  from held
)
select
  counted._table,
  counted._row,
  case when parts = 0 then 'NOTHING_HELD' when patient.state = 'merged' then 'SUPERSEDED_BY_SURVIVOR' end as _exclude,
  counted.InternalPatientNumber,
  kind,
  name,
  relationship,
  line_1,
  line_2,
  line_3,
  line_4,
  postcode,
  home_phone,
  work_phone,
  comments,
  email,
  whole_address,
  patient.survivor,
  patient.main_crn
from counted
left join pmi.patient as patient on patient.number = trim(counted.InternalPatientNumber, ' ')
where is_held or (parts = 0 and kind = 'NOK')
