-- by: patient
-- Every status given on a pathway, with the two parts of its key as LOAD_RTT_EVENTS has them.
select distinct
  pas_text(InternalPatientNumber) as number,
  pas_text(PathwayNumber) as pathway_number,
  pas_moment(coalesce(pas_text(ActivityDateTimeInt), ActivityDateTime)) as moment,
  upper(pas_text(PRDStsType)) as status_type,
  trim(ActivityDateTimeInt, ' ') as moment_text,
  trim(PRDStsType, ' ') as type_text
from source.RTTALLPRDSTS
