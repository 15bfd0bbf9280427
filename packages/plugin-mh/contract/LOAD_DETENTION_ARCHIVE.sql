-- by: patient
-- One row a detention that ended before the cut-off, as it was then: its address is the one registered with its episode,
-- otherwise the one of its first day. The status it ended in has columns of its own, and all statuses stand in the notes. What could not be placed in a detention is
-- dealt with where the live detentions are.
with detention as (
  select
    number,
    episode,
    detention_change,
    max(case when is_last then LegalStatus end) as last_status,
    max(case when is_last then MentalCategory end) as last_category,
    string_agg(
      concat_ws(chr(31), moment, coalesce(pas_text(LegalStatus), ''), coalesce(pas_text(MentalCategory), '')),
      chr(30) order by moment
    ) as statuses
  from mh.legal_status_change
  where is_detained and detention_change is not null
  group by all
),
person as (
  select
    trim(InternalPatientNumber, ' ') as number,
    coalesce(pas_text(InternalDateOfBirth), PtDoB) as date_of_birth,
    Sex,
    Forenames,
    Surname
  from source.PATDATA
  qualify row_number() over (partition by number order by _row) = 1
),
registered as (
  select
    trim(InternalPatientNumber, ' ') as number,
    trim(EpisodeNumber, ' ') as episode,
    any_value(pas_text(Epiadd1)) as line_1, any_value(pas_text(Epiadd2)) as line_2, any_value(pas_text(Epiadd3)) as line_3,
    any_value(pas_text(Epiadd4)) as line_4, null::varchar as line_5, any_value(pas_text(Epipc)) as postcode
  from source.EPIREGISTRATION
  group by 1, 2
  -- Two registrations of one episode leave open which address it was; one that holds none says nothing.
  having count(*) = 1 and coalesce(line_1, line_2, postcode) is not null
),
-- The number that the detention is held under knows where the patient lived then; a number that is no longer registered
-- does not, and its survivor's history is asked.
known_as as (
  select _row, substr(moment, 1, 8) as day, number as held_number, false as is_survivor
  from mh.legal_status_change
  where is_first
  union all
  select _row, substr(moment, 1, 8), survivor, true
  from mh.legal_status_change
  where is_first and survivor <> number
),
of_the_day as (
  select
    known_as._row,
    period.line_1, period.line_2, period.line_3, period.line_4, period.line_5, period.postcode
  from known_as
  join pmi.address_period as period
    on period.number = known_as.held_number and known_as.day between period.from_day and period.to_day
  qualify row_number() over (
    partition by known_as._row order by known_as.is_survivor, period.from_day desc
  ) = 1
),
address as (
  select change._row, registered.* exclude (number, episode)
  from mh.legal_status_change as change
  join registered on registered.number = change.number and registered.episode = change.episode
  union all by name
  select of_the_day.*
  from of_the_day
  join mh.legal_status_change as change on change._row = of_the_day._row
  anti join registered on registered.number = change.number and registered.episode = change.episode
)
select
  change._table,
  change._row,
  case
    when getvariable('archive_before') is null then 'NO_CUT_OFF'
    when change.fault is null and not change.is_detained and not change.ends_detention then 'INFORMAL_STATUS'
    when not change.is_archived then 'LIVE'
  end as _exclude,
  case
    when change.ends_detention then 'ENDS_DETENTION'
    when not change.is_first then 'SAME_DETENTION'
  end as _merge,
  change.InternalPatientNumber,
  change.EpisodeNumber,
  change.KeLegalStatChangeDtimeInt,
  change.survivor,
  change.main_crn,
  change.detention_end,
  person.date_of_birth,
  person.Sex,
  person.Forenames,
  person.Surname,
  address.line_1,
  address.line_2,
  address.line_3,
  address.line_4,
  address.line_5,
  address.postcode,
  detention.last_status,
  detention.last_category,
  detention.statuses
from mh.legal_status_change as change
left join detention
  on detention.number = change.number
  and detention.episode = change.episode
  and detention.detention_change = change.detention_change
left join person on person.number = change.survivor
left join address on address._row = change._row
