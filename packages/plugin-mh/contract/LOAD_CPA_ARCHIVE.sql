-- Care programmes of the feed that ended before the cut-off, with the address of their first day, or of their last where
-- the first is not held. Their reviews stand in the notes.
with person as (
  select
    trim(InternalPatientNumber, ' ') as number,
    coalesce(pas_text(InternalDateOfBirth), PtDoB) as date_of_birth,
    Sex,
    Forenames,
    Surname
  from source.PATDATA
  qualify row_number() over (partition by number order by _row) = 1
),
address as (
  select
    cpa._row,
    period.line_1, period.line_2, period.line_3, period.line_4, period.line_5, period.postcode
  from mh.cpa as cpa
  join pmi.address_period as period
    on period.number = cpa.survivor
    and coalesce(pas_day(cpa.applies_start), pas_day(cpa.applies_end)) between period.from_day and period.to_day
  qualify row_number() over (partition by cpa._row order by period.from_day desc) = 1
),
reviews as (
  select
    pas_text(cpa_id) as cpa_id,
    string_agg(
      concat_ws(
        ', ',
        'Review ' || pas_text(review_id),
        'changed ' || pas_text(review_date_changed_at),
        'next review ' || pas_text(next_review_date),
        pas_text(cpa_type),
        'key worker ' || pas_text(key_worker_staff_id),
        'care coordinator ' || pas_text(care_coordinator)
      ),
      '; ' order by pas_moment(review_date_changed_at), pas_text(review_id)
    ) as notes
  from feed."cpa-reviews"
  group by 1
)
select
  cpa._table,
  cpa._row,
  case
    when getvariable('archive_before') is null then 'NO_CUT_OFF'
    when not coalesce(cpa.is_archived, false) then 'LIVE'
  end as _exclude,
  cpa.cpa_id,
  cpa.survivor,
  cpa.main_crn,
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
  cpa.applies_start,
  cpa.applies_end,
  cpa.cpa_type,
  cpa.key_worker_name,
  cpa.care_coordinator_name,
  nullif(concat_ws('; ', pas_text(cpa.notes), reviews.notes), '') as notes
from mh.cpa as cpa
left join person on person.number = cpa.survivor
left join address on address._row = cpa._row
left join reviews on reviews.cpa_id = pas_text(cpa.cpa_id)
