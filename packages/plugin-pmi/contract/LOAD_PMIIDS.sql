-- by: patient
-- Every further number by which somebody may ask for a patient. The same number said twice is one row.
with ids as (
  select _table, _row, 1 as rank, InternalPatientNumber, 'DISTRICT' as kind, DistrictNumber as value
  from source.PATDATA
  join pmi.patient as patient on patient.number = trim(InternalPatientNumber, ' ') and patient.state = 'merged'
  union all
  select _table, _row, 1, InternalPatientNumber, 'NHS', NhsNumber
  from source.PATDATA
  join pmi.patient as patient on patient.number = trim(InternalPatientNumber, ' ') and patient.state = 'merged'
  union all
  select _table, _row, 1, InternalPatientNumber, 'OLDNHS', OldNHSNumber from source.PATDATA
  union all
  select _table, _row, 1, InternalPatientNumber, 'ALTERNATE', PmiAlternatePatientNumberinternal from source.PATDATA
  union all
  select _table, _row, 1, InternalPatientNumber, 'FACILITY', FacilId from source.PATDATA
  union all
  select _table, _row, 2, InternalPatientNumber, 'CASENOTE', PtCasenoteIdPhyskey from source.CASENOTEDETS
  union all
  select
    _table,
    _row,
    3,
    InternalPatientNumber,
    case trim(EntityTypeKey, ' ')
      when '1' then 'CASENOTE'
      when '2' then 'DISTRICT'
      when '3' then 'NHS'
      else concat('LINK:', trim(EntityTypeKey, ' '))
    end,
    coalesce(pas_text(ExternalNumber), ExternalNumberKey)
  from source.CASENOTELINK
),
held as (
  select
    ids.*,
    pas_text(value) as number_held,
    row_number() over (partition by trim(InternalPatientNumber, ' '), kind, pas_text(value) order by rank, _table, _row) as copy,
    count(pas_text(value)) over (partition by _table, _row) as parts
  from ids
)
select
  held._table,
  held._row,
  case when held.parts = 0 then 'NOTHING_HELD' end as _exclude,
  case
    when held.parts = 0 then null
    when held.copy > 1 then 'SAME_NUMBER'
    when held.kind = 'DISTRICT' and held._table = 'CASENOTELINK' and held.number_held = patient.main_crn then 'MAIN_NUMBER'
    when held.kind = 'NHS' and regexp_replace(held.number_held, '[ -]', '', 'g') = regexp_replace(pas_text(p.NhsNumber), '[ -]', '', 'g') then 'NHS_NUMBER_OF_PATIENT'
  end as _merge,
  case when patient.number is null then 'PATIENT_UNKNOWN' end as _reject,
  held.InternalPatientNumber,
  held.kind,
  substr(md5(held.number_held), 1, 12) as digest,
  held.number_held,
  patient.survivor,
  patient.main_crn
from held
left join pmi.patient as patient on patient.number = trim(held.InternalPatientNumber, ' ')
left join (
  select trim(InternalPatientNumber, ' ') as number, min(NhsNumber) as NhsNumber
  from source.PATDATA
  group by 1
) as p on p.number = patient.survivor
-- A record with some numbers gives those; a record with none says so once.
where held.number_held is not null
   or (held.parts = 0 and (held._table <> 'PATDATA' or held.kind = 'OLDNHS'))
