-- by: patient
-- Allergies are two short free-text fields. What says that there is none is no allergy, nor is what says that nobody
-- knows; both are counted as what they are. Those of a merged-away record are carried over: it is the same body.
with allergies as (
  select _table, _row, InternalPatientNumber, '1' as n, Allergies as allergy from source.PATDATA
  union all
  select _table, _row, InternalPatientNumber, '2', Allergies_1 from source.PATDATA
),
judged as (
  select
    *,
    pas_text(allergy) is not null as is_held,
    upper(pas_text(allergy)) in ('NONE', 'NIL', 'NO', 'NKA', 'NKDA', 'NIL KNOWN', 'NONE KNOWN', 'NO KNOWN', 'NO ALLERGIES') as says_none,
    upper(pas_text(allergy)) in ('NK', 'NOT KNOWN', 'UNKNOWN', 'N/A', '?') as says_unknown,
    count(pas_text(allergy)) over (partition by _row) as parts
  from allergies
)
select
  judged._table,
  judged._row,
  case when parts = 0 then 'NOTHING_HELD' when says_none then 'NO_KNOWN_ALLERGY' when says_unknown then 'ALLERGY_STATUS_UNKNOWN' end as _exclude,
  judged.InternalPatientNumber,
  n,
  allergy,
  patient.survivor,
  patient.main_crn
from judged
left join pmi.patient as patient on patient.number = trim(judged.InternalPatientNumber, ' ')
where is_held or (parts = 0 and n = '1')
