-- id: MH-08
-- title: Review and consent dates are held by somebody, and lie where the law puts them
-- severity: error
-- stage: target
-- hazard: H-03
-- sign_off: mental health act lead
-- why: A review after the expiry comes too late, a reminder after the day it reminds of is none, and a statutory date that was
--   worked out reads like one that somebody set. Whether consent falls due three months after the first treatment is not
--   judged, for no treatment under the Act is held.
-- fix: Read the section papers; correct the date in the register that the trust brings in, and never work it out.
-- nothing: no review or consent date is delivered, which V83 does not hold
-- part: population_target
select count(*)
from target.LOAD_MH_DETENTION_TRANSFERS
where coalesce(section_review_date, consent_due_date, consent_reminder_date) is not null
-- part: target
with worked_out as (
  select field
  from run.fields
  where "table" = 'LOAD_MH_DETENTION_TRANSFERS'
    and field in ('section_review_date', 'consent_due_date', 'consent_reminder_date')
    and class not in ('DIRECT_SOURCE', 'REFERENCE_MASTER_FEED')
)
select transfer.external_system_id as key
from target.LOAD_MH_DETENTION_TRANSFERS as transfer
left join target.LOAD_MH_DETENTION_MASTER as master on master.record_number = transfer.mh_dm_record_number
where pas_moment(section_review_date) > pas_moment(expiry_date)
  or pas_moment(consent_reminder_date) > pas_moment(consent_due_date)
  or (section_review_date is not null and 'section_review_date' in (select field from worked_out))
  or (consent_due_date is not null and 'consent_due_date' in (select field from worked_out))
  or (consent_reminder_date is not null and 'consent_reminder_date' in (select field from worked_out))
