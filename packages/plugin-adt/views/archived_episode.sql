-- by: patient
-- Every row that the archive of episodes accounts for, with what its episode and spell hold and where the patient lived and
-- was registered. FCEEXT lists finished episodes; one that it lacks is taken from CONSEPISODE.
with first_and_last as (
  select
    number, episode,
    arg_min(consultant_code, place) as first_consultant, arg_min(specialty_code, place) as first_specialty,
    arg_max(consultant_code, place) as last_consultant, arg_max(specialty_code, place) as last_specialty
  from adt.consultant_episode
  group by number, episode
),
finished as (
  select
    f.*,
    trim(f.InternalPatientNumber, ' ') as number,
    trim(f.EpisodeNumber, ' ') as spell_episode,
    coalesce(pas_moment(f.FCEStartDTimeInt), pas_moment(f.FCEStartDate || ' ' || f.FCEStartTime)) as start_moment
  from source.FCEEXT as f
),
listed as (
  select
    finished._table,
    finished._row,
    finished.InternalPatientNumber,
    finished.EpisodeNumber,
    coalesce(episode.fce, pas_text(finished.FceSequenceNo)) as fce,
    episode.episode_row,
    finished._row as finished_row,
    case
      when getvariable('archive_before') is null then 'NO_CUT_OFF'
      when not spell.is_archived then 'LIVE'
    end as exclusion,
    case
      when spell.number is null then 'SPELL_UNKNOWN'
      when episode.episode_row is null then 'FINISHED_EXTRACT_DISAGREES'
    end as rejection
  from finished
  left join adt.spell as spell on spell.number = finished.number and spell.episode = finished.spell_episode
  left join adt.consultant_episode as episode
    on episode.number = case when spell.is_archived then finished.number end
    and episode.episode = finished.spell_episode and episode.start_moment = finished.start_moment
  union all
  select
    e._table, e._row, e.InternalPatientNumber, e.EpisodeNumber, episode.fce, e._row, null,
    case when coalesce(spell.is_archived, false) and not exists (
      from finished
      where finished.number = episode.number and finished.spell_episode = episode.episode and finished.start_moment = episode.start_moment
    ) then null else 'NOTHING_HELD' end,
    null
  from source.CONSEPISODE as e
  join adt.consultant_episode as episode on episode.episode_row = e._row
  left join adt.spell as spell on spell.number = episode.number and spell.episode = episode.episode
),
registered as (
  select
    trim(InternalPatientNumber, ' ') as number, trim(EpisodeNumber, ' ') as episode,
    any_value(pas_text(Epiadd1)) as line_1, any_value(pas_text(Epiadd2)) as line_2, any_value(pas_text(Epiadd3)) as line_3,
    any_value(pas_text(Epiadd4)) as line_4, any_value(pas_text(Epipc)) as postcode, any_value(pas_text(EpiGP)) as gp_code
  from source.EPIREGISTRATION
  group by 1, 2
  having count(*) = 1
),
-- The ward at the end of an episode: that of the stay, or of the piece of it, that was the last in it.
last_wards as (
  select episode.episode_row, arg_max(stay.ward, stay.place) as ward
  from adt.consultant_episode as episode
  join (select *, row_number() over (partition by number, episode order by stay) as place from adt.ward_stay where not continues) as stay
    on stay.number = episode.number and stay.episode = episode.episode
    and (stay.start_moment < episode.end_moment or episode.start_moment = episode.end_moment)
    and coalesce(stay.end_moment >= episode.end_moment, true)
  group by episode.episode_row
),
events as (
  select
    listed._table,
    listed._row,
    listed.exclusion,
    listed.rejection,
    listed.InternalPatientNumber,
    listed.EpisodeNumber,
    listed.fce,
    trim(listed.InternalPatientNumber, ' ') as number,
    trim(listed.EpisodeNumber, ' ') as spell_episode,
    episode.place as episode_order,
    episode.start_moment as episode_start,
    episode.end_moment as episode_end,
    substr(episode.start_moment, 1, 8) as event_day,
    coalesce(episode.consultant_code, pas_text(f.Consultant)) as consultant_code,
    coalesce(episode.specialty_code, pas_text(f.Specialty)) as specialty_code,
    coalesce(pas_text(f.WardCdend), last_wards.ward) as ward_code,
    pas_text(f.ClassPat) as classification,
    coalesce(pas_text(f.EpisodicGP), pas_text(a.EpiGPCode), registered.gp_code) as episodic_gp,
    coalesce(pas_text(f.PracticeCode), pas_text(a.EpiGPPracticeCode)) as episodic_practice,
    coalesce(pas_text(f.PatientCategory), pas_text(a.Category)) as category,
    coalesce(pas_text(e.HRGCode), pas_text(f.HrgCode)) as hrg,
    coalesce(pas_text(e.KornerEpisodeProcedureDateInternal), pas_text(e.PrimProoocDt)) as operation_day,
    f.ContractId, f.ProviderCode, f.PurchaserCode, f.HaCode,
    case when elective.code is not null then f.DaysOnWl end as days_on_list,
    case when elective.code is not null then coalesce(pas_text(a.WlDateCcyy), pas_text(f.DateOnList)) end as listed_day,
    spell.admitted_text, spell.discharged_text, spell.intended_management,
    coalesce(pas_text(a.ExpDateofDischInt), pas_text(a.ExpDateofDischarge)) as expected_discharge,
    pas_text(a.MethodOfAdmission) as admission_method, pas_text(a.MethodOfDischarge) as discharge_method,
    pas_text(a.DestinationOnDischarge) as discharge_destination,
    coalesce(pas_text(a.Consultant), first_consultant) as admitting_consultant,
    coalesce(pas_text(a.Specialty), first_specialty) as admitting_specialty,
    last_consultant as discharging_consultant,
    last_specialty as discharging_specialty,
    registered.line_1 as registered_line_1, registered.line_2 as registered_line_2, registered.line_3 as registered_line_3,
    registered.line_4 as registered_line_4, registered.postcode as registered_postcode
  from listed
  left join source.FCEEXT as f on f._row = listed.finished_row
  left join source.CONSEPISODE as e on e._row = listed.episode_row
  left join adt.consultant_episode as episode on episode.episode_row = listed.episode_row
  left join adt.spell as spell
    on spell.number = trim(listed.InternalPatientNumber, ' ') and spell.episode = trim(listed.EpisodeNumber, ' ')
  left join (
    select *, row_number() over (partition by trim(InternalPatientNumber, ' '), trim(EpisodeNumber, ' ') order by _row) as choice
    from source.ADMITDISCH
  ) as a
    on trim(a.InternalPatientNumber, ' ') = spell.number and trim(a.EpisodeNumber, ' ') = spell.episode and a.choice = 1
  left join adt.elective_method as elective on elective.code = trim(a.MethodOfAdmission, ' ')
  left join first_and_last on first_and_last.number = spell.number and first_and_last.episode = spell.episode
  left join last_wards on last_wards.episode_row = listed.episode_row
  left join registered on registered.number = spell.number and registered.episode = spell.episode
)
-- The episode's own address and GP where V83 kept them with it, otherwise those of the day by the patient's history.
select
  events.*,
  coalesce(registered_line_1, registered_line_2, registered_postcode) is not null as has_own_address,
  address.line_1, address.line_2, address.line_3, address.line_4, address.line_5, address.postcode,
  coalesce(episodic_gp, gp_period.gp_code) as gp_code,
  case when episodic_gp is null then gp_period.practice_code else episodic_practice end as practice_code
from events
left join pmi.address_period as address
  on address.number = events.number and events.event_day between address.from_day and address.to_day
left join pmi.gp_period as gp_period
  on gp_period.number = events.number and events.event_day between gp_period.from_day and gp_period.to_day
