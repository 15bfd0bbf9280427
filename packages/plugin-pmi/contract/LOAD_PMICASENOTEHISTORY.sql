-- by: patient
-- Where a case note was, without gaps as far as V83 knows: each loan, and the stays at the place of keeping before,
-- between and after the loans. The last movement is open: the stay, or the loan from which the note has not come back.
with loans as (
  select
    _table,
    _row,
    InternalPatientNumber,
    PtCasenoteIdPhyskey,
    trim(InternalPatientNumber, ' ') as number,
    trim(PtCasenoteIdPhyskey, ' ') as casenote,
    CntPatientFileLoanDatesequenceNoKey as loan_key,
    -- The key starts with the loan date, as 99999999 minus CCYYMMDD; some systems write the date as it is.
    case
      when regexp_matches(trim(CntPatientFileLoanDatesequenceNoKey, ' '), '^(79|80)[0-9]{6}')
        then cast(99999999 - cast(substr(trim(CntPatientFileLoanDatesequenceNoKey, ' '), 1, 8) as integer) as varchar)
      else substr(trim(CntPatientFileLoanDatesequenceNoKey, ' '), 1, 8)
    end as lent_day,
    replace(coalesce(pas_text(CntLoanTimeHhmm), ''), ':', '') as lent_time,
    coalesce(pas_day(CntActualReturnDateNeutral), pas_text(CntActualReturnDateNeutral)) as returned_day,
    replace(coalesce(pas_text(CntReturnTimeHhmm), ''), ':', '') as returned_time,
    Borrower,
    ReasonForLoan,
    Comments
  from source.CASENOTELOAN
),
kept as (
  select
    _table, _row, InternalPatientNumber, PtCasenoteIdPhyskey, Location, Status, Comment, PtCsNtLocDat as held_day,
    trim(InternalPatientNumber, ' ') as number,
    trim(PtCasenoteIdPhyskey, ' ') as casenote,
    pas_day(PtCsNtLocDat) as kept_day
  from source.CASENOTEDETS
),
-- Loans while the note had its present place of keeping, in order. A note that came back on the very day on which the
-- place is said to begin came to it then.
interruptions as (
  select
    kept._row as kept_row,
    loans.lent_day,
    loans.lent_time,
    loans.returned_day,
    loans.returned_time,
    row_number() over (partition by kept._row order by loans.lent_day, loans.lent_time, loans.loan_key) as n
  from kept
  join loans on loans.number = kept.number and loans.casenote = kept.casenote
  where pas_day(loans.lent_day) is not null
    and (loans.lent_day >= kept.kept_day or loans.returned_day is null or loans.returned_day >= kept.kept_day)
),
-- Stay 0 begins with the place of keeping, stay n when the n-th loan came back; each ends when the next loan began.
stays as (
  select
    kept.*,
    0 as n,
    kept.held_day as from_day,
    '' as from_time,
    next_loan.lent_day as to_day,
    next_loan.lent_time as to_time
  from kept
  left join interruptions as next_loan on next_loan.kept_row = kept._row and next_loan.n = 1
  where kept.kept_day is null or next_loan.lent_day is null or next_loan.lent_day >= kept.kept_day
  union all
  select
    kept.*,
    loan.n,
    loan.returned_day,
    loan.returned_time,
    next_loan.lent_day,
    next_loan.lent_time
  from kept
  join interruptions as loan on loan.kept_row = kept._row
  left join interruptions as next_loan on next_loan.kept_row = kept._row and next_loan.n = loan.n + 1
  where loan.returned_day is not null
),
movements as (
  select
    _table, _row, InternalPatientNumber, PtCasenoteIdPhyskey, loan_key as movement, null as stay,
    'BORROWER:' || pas_text(Borrower) as location, lent_day as from_day, lent_time as from_time,
    returned_day as to_day, returned_time as to_time, ReasonForLoan as short_note, Comments as comments
  from loans
  union all
  select
    _table, _row, InternalPatientNumber, PtCasenoteIdPhyskey, 'KEPT', cast(n as varchar),
    'PLACE:' || pas_text(Location), from_day, from_time, to_day, to_time, Status, Comment
  from stays
  -- The note is out on the only loan there is, and was before its place of keeping began: no stay, but the record counts.
  union all
  select
    _table, _row, InternalPatientNumber, PtCasenoteIdPhyskey, 'KEPT', null,
    'PLACE:' || pas_text(Location), held_day, '', null, null, Status, Comment
  from kept
  where _row not in (select _row from stays)
)
select
  movements._table,
  movements._row,
  case when movement = 'KEPT' and stay is null then 'ON_LOAN_SINCE_BEFORE' end as _exclude,
  movements.InternalPatientNumber,
  movements.PtCasenoteIdPhyskey,
  movement,
  stay,
  location,
  from_day,
  from_time,
  to_day,
  to_time,
  short_note,
  comments,
  'CASENOTE' as kind,
  substr(md5(pas_text(movements.PtCasenoteIdPhyskey)), 1, 12) as digest
from movements
