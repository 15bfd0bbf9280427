-- Reasons for removal under the trust's own codes, marked as what they are: admissions end an entry too.
select 'REASON:' || trim(RemovalCode, ' ') as code, Description as description, trim(RemovalCode, ' ') as target
from source.WLREMOVALREASON
where pas_text(RemovalCode) is not null
