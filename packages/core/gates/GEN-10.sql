-- id: GEN-10
-- title: No date stands for "unknown", and none lies where it cannot
-- severity: warn
-- stage: source
-- hazard: none
-- sign_off: data quality lead
-- why: 01/01/1900 reads as a fact and is none; an event that has happened cannot lie ahead. People are born on 01/01/2000:
--   where the old system gave it to those whose birth was not known, the trust adds it to birth_defaults.
-- fix: Enter the right date in the old system, or none where nobody knows it.
-- nothing: no date is held
-- parameter: sentinels = ["19000101", "18991231", "19010101", "99991231"]
-- parameter: birth_defaults = []
-- parameter: births = [PtDoB, InternalDateOfBirth]
-- parameter: copies_of_births = [Dob]
-- parameter: earliest = "18900101"
-- parameter: latest = "21991231"
-- parameter: past = [PtDoB, InternalDateOfBirth, PtDateOfDeath, PtDateOfDeathInt, PtDeathRecordedDt, PtDeathRecordedDtInt,
--   MRSASetDt, MRSASetDtInt, EffectiveFromDate, EffectiveFromDateInt, FromDate, DateEntered, CntActualReturnDateNeutral,
--   ReferralDate, ReferralDateInt, RefDtTmInt, OpRegDtimeInt, DecisionToRefer, DateApptBookedInt, ApptBookedDateInt,
--   ApptCancDTimeInt, WlOnListDtTmInt, WLOnListDate, OriginalDateOnList, OriginalDateOnListInt, TCIOfferDateInt,
--   IpAdmDtimeInt, IpDschDtimeInt, ConsultantEpisodeEndDttm, ProcedureDateInt, KeLegalStatChangeDtimeInt]
-- each: source table with fields of date, datetime, date-int, datetime-int
-- part: population_source
select count(*)
from source.{table}
-- part: source
with held as (
  select {key}, unnest({fields}) as date
  from source.{table}
),
-- The day as CCYYMMDD. What is unnested is worked out once, and not before the rows are chosen.
written as (
  select
    {key},
    date.field as field,
    date.value as value,
    unnest([
      case when substr(date.value, 3, 1) = '/'
        then substr(date.value, 7, 4) || substr(date.value, 4, 2) || substr(date.value, 1, 2)
        else left(date.value, 8)
      end
    ]) as day
  from held
  where date.field not in {copies_of_births}
),
-- Nearly all lie between the first day that counts and T; only the others are worth a closer look.
doubtful as (
  select
    {key},
    field,
    unnest([
      regexp_replace(trim(value, ' '), '^([0-9]{2})/([0-9]{2})/([0-9]{4})( ([0-9]{2}):([0-9]{2}))?$', '\3\2\1\5\6')
    ]) as digits
  from written
  where not day between {earliest} and strftime(pas_now() - interval 1 day, '%Y%m%d')
     or day in {sentinels}
     or (field in {births} and day in {birth_defaults})
)
select pas_key('{table}', {key}) as key
from doubtful
-- What the calendar does not have is another rule's matter.
where regexp_full_match(digits, '[0-9]{8}([0-9]{4})?')
  and try_strptime(rpad(digits, 12, '0'), '%Y%m%d%H%M') is not null
  and (
    left(digits, 8) in {sentinels}
    or (field in {births} and left(digits, 8) in {birth_defaults})
    or left(digits, 8) < {earliest}
    or left(digits, 8) > {latest}
    -- A day without a time lies ahead only on a later day.
    or (field in {past} and digits > left(getvariable('snapshot'), length(digits)))
  )
