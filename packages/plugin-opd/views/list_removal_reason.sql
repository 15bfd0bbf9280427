-- Why entries left an outpatient list: the master file of cancellation reasons, and what the entries themselves describe.
select trim(CancellationCode, ' ') as code, Description as description
from source.OPCANCRSN
union
select removal_code, removal_description
from opd.list_entry
where not exists (from source.OPCANCRSN as reason where trim(reason.CancellationCode, ' ') = removal_code)
