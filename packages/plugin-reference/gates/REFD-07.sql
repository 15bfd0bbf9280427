-- id: REFD-07
-- title: Accounts come from the identity system alone, without passwords, and employees have a staff number
-- severity: blocker
-- stage: config
-- hazard: H-09
-- sign_off: information governance lead
-- why: Loading a row makes an account that opens patients' records. Keys are load table and record number, for account
--   names stay out of reports.
-- fix: Correct the feed, or take what adds accounts or passwords out of the overlay or the trust's plugin.
-- optional: feed.users, feed.staff
-- nothing: no account and no member of staff is loaded
-- part: population_target
select (select count(*) from target.LOAD_USERS) + (select count(*) from target.LOAD_STAFF)
-- part: target
select pas_key('LOAD_USERS', record_number) as key
from target.LOAD_USERS
where password is not null
   or (employee_flag = 'Y' and staff_id is null)
   or user_name is null
   or user_name not in (select upper(trim(user_name, ' ')) from feed.users where user_name is not null)
union all
select pas_key('LOAD_STAFF', record_number)
from target.LOAD_STAFF
where password is not null
   or (employee_flag = 'Y' and staff_id is null)
   or user_name is null
   or user_name not in (select upper(trim(user_name, ' ')) from feed.staff where user_name is not null)
