-- id: RTT-30
-- title: A referral's kind is one of the loader's, and its source is of the list that goes with the kind
-- severity: error
-- stage: target
-- hazard: none
-- sign_off: outpatient booking lead
-- why: The loader reads the source of a community referral in another list than that of an outpatient one. The lists are
--   those of the run's own pairs, for the new system's code tables are not at hand; other kinds have none to be held against.
-- fix: Correct the pairs of referral sources in the overlay, outpatient (OP) and community ones apart.
-- part: population_target
select count(*)
from target.LOAD_REFERRALS
-- part: target
with source_list as (
  select distinct case split_part(source_code, ':', 1) when 'OP' then 'O' when 'COMMUNITY' then 'U' end as encounter_type, target_code
  from run.codes
  where crosswalk = 'referral_source'
    and status <> 'retired'
)
select external_system_id as key
from target.LOAD_REFERRALS as referral
left join source_list on source_list.encounter_type = referral.encounter_type and source_list.target_code = referral.ref_source
where coalesce(referral.encounter_type, '')
    not in ('A', 'C', 'D', 'E', 'H', 'I', 'L', 'O', 'R', 'S', 'T', 'U', 'W', 'X', 'Y', 'Z')
  or (referral.encounter_type in ('O', 'U') and referral.ref_source is not null and source_list.target_code is null)
