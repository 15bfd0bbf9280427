-- Sources of referral in one list: each code carries its kind, for outpatients and the community number theirs apart.
select 'OP:' || trim(ReferredBy, ' ') as code, Description as description, CmdsValue as target
from source.OPREFSOURCE
where pas_text(ReferredBy) is not null
union all
select 'COMMUNITY:' || trim(ReferredBy, ' '), Description, CMDSValue
from source.CPFCOMMREFSOURCE
where pas_text(ReferredBy) is not null
