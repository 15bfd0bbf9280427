-- Where a case note is kept, and each time it was lent. While a loan is open the note is with its borrower: the open
-- loan is then the last movement, and the stay at the place of keeping ends when it began.
with loans as (
  select
    _table,
    _row,
    InternalPatientNumber,
    PtCasenoteIdPhyskey,
    CntPatientFileLoanDatesequenceNoKey as loan_key,
    -- The key starts with the loan date, as 99999999 minus CCYYMMDD; some systems write the date as it is.
    case
      when regexp_matches(trim(CntPatientFileLoanDatesequenceNoKey, ' '), '^(79|80)[0-9]{6}')
        then cast(99999999 - cast(substr(trim(CntPatientFileLoanDatesequenceNoKey, ' '), 1, 8) as integer) as varchar)
      else substr(trim(CntPatientFileLoanDatesequenceNoKey, ' '), 1, 8)
    end as lent_day,
    CntLoanTimeHhmm as lent_time,
    CntActualReturnDateNeutral as returned_day,
    CntReturnTimeHhmm as returned_time,
    Borrower,
    ReasonForLoan,
    Comments
  from source.CASENOTELOAN
),
open_loan as (
  select trim(InternalPatientNumber, ' ') as number, trim(PtCasenoteIdPhyskey, ' ') as casenote, max(lent_day) as lent_day, arg_max(lent_time, lent_day || coalesce(lent_time, '')) as lent_time
  from loans
  where pas_text(returned_day) is null
  group by 1, 2
),
movements as (
  select
    _table, _row, InternalPatientNumber, PtCasenoteIdPhyskey, loan_key, Borrower as location,
    lent_day as from_day, lent_time as from_time, returned_day as to_day, returned_time as to_time,
    ReasonForLoan as short_note, Comments as comments
  from loans
  union all
  select
    d._table, d._row, d.InternalPatientNumber, d.PtCasenoteIdPhyskey, 'KEPT', d.Location,
    d.PtCsNtLocDat, null, open_loan.lent_day, open_loan.lent_time, d.Status, d.Comment
  from source.CASENOTEDETS as d
  left join open_loan
    on open_loan.number = trim(d.InternalPatientNumber, ' ') and open_loan.casenote = trim(d.PtCasenoteIdPhyskey, ' ')
)
select
  movements.*,
  'CASENOTE' as kind,
  substr(md5(pas_text(PtCasenoteIdPhyskey)), 1, 12) as digest
from movements
