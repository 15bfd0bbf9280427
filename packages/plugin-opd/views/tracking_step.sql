-- What the site's tracked steps mean here, by their names: arrival, the start with the clinician, the end of the visit.
select
  trim(TrackingStepCode, ' ') as code,
  TrackingStepDescription as description,
  case
    when regexp_matches(lower(TrackingStepDescription), 'arriv|check(ed)?[ -]?in') then 'ARRIVED'
    when regexp_matches(lower(TrackingStepDescription), '\bseen\b|consultation start|in consultation|with (doctor|clinician|consultant)') then 'SEEN'
    when regexp_matches(lower(TrackingStepDescription), '\bleft\b|depart|complete|finish') then 'COMPLETE'
    when pas_text(TrackingStepDescription) is not null then 'OTHER'
  end as target,
  'Step of a visit' as target_description
from source.OPTRACKSTEP
