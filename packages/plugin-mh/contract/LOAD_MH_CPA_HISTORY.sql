-- Reviews of the care programmes that are live; those of an archived one stand in its notes.
with programme as (
  select pas_text(cpa_id) as cpa_id, bool_and(coalesce(is_archived, false)) as is_archived, min(main_crn) as main_crn
  from mh.cpa
  group by 1
)
select
  review._table,
  review._row,
  case when programme.is_archived then 'ARCHIVED' end as _exclude,
  review.cpa_id,
  review.review_id,
  review.cpa_type,
  review.key_worker_staff_id,
  review.care_coordinator,
  review.next_review_date,
  review.review_date_changed_at,
  programme.main_crn
from feed."cpa-reviews" as review
left join programme on programme.cpa_id = pas_text(review.cpa_id)
