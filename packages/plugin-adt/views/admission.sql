-- by: patient
-- One row a spell, by the patient number and episode number of the extract. Different rows of one spell are rejected as
-- duplicates elsewhere; here the first by its times stands for them.
with held as (
  select
    trim(InternalPatientNumber, ' ') as number,
    trim(EpisodeNumber, ' ') as episode,
    coalesce(pas_text(IpAdmDtimeInt), pas_text(AdmissionDate)) as admitted_text,
    coalesce(pas_text(IpDschDtimeInt), pas_text(DischargeDate)) as discharged_text,
    pas_text(Category) as category,
    pas_text(IntdMgmt) as intended_management
  from source.ADMITDISCH
),
ranked as (
  select *, row_number() over (partition by number, episode order by admitted_text, discharged_text, category, intended_management) as choice
  from held
)
select
  number,
  episode,
  admitted_text,
  discharged_text,
  pas_moment(admitted_text) as admitted,
  pas_moment(discharged_text) as discharged,
  discharged_text is null as is_open,
  category,
  intended_management
from ranked
where choice = 1
