-- Reasons for removal under the trust's own codes, marked as what they are: admissions end an entry too.
select 'REASON:' || pas_text(RemovalCode) as code, Description as description, trim(RemovalCode, ' ') as target
from source.WLREMOVALREASON
