-- Sources of referral in one list: each code carries its kind, for outpatients and the community number theirs apart.
select 'OP:' || pas_text(ReferredBy) as code, Description as description, CmdsValue as target
from source.OPREFSOURCE
union all
select 'COMMUNITY:' || pas_text(ReferredBy), Description, CMDSValue
from source.CPFCOMMREFSOURCE
