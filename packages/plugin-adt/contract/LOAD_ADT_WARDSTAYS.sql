-- by: patient
-- V83 hangs ward stays on the spell, the loader on the episode: a stay is cut where the episode changes, and each piece
-- hangs on the episode that covers it. A stay of a spell that contradicts itself is not cut, for nothing covers it.
with stays as (
  select stay.*, spell.fault, spell.is_archived, spell.number is not null as spell_is_known
  from adt.ward_stay as stay
  left join adt.spell as spell on spell.number = stay.number and spell.episode = stay.episode
),
pieces as (
  select
    stays._table,
    stays._row,
    episode.fce,
    greatest(stays.start_moment, episode.start_moment) as start_moment,
    case
      when episode.end_moment is null or stays.end_moment is null then coalesce(stays.end_moment, episode.end_moment)
      else least(stays.end_moment, episode.end_moment)
    end as end_moment
  from stays
  join adt.consultant_episode as episode
    on episode.number = stays.number and episode.episode = stays.episode
    and case
      -- A stay without any length is in the episode that begins with it or in which it lies, at discharge in the last.
      when stays.start_moment = stays.end_moment then
        episode.start_moment <= stays.start_moment
        and (coalesce(episode.end_moment > stays.start_moment, true) or (episode.end_moment = stays.start_moment and episode.place = episode.places))
      else coalesce(episode.start_moment < stays.end_moment, true) and coalesce(episode.end_moment > stays.start_moment, true)
    end
  where stays.fault is null and not stays.continues
),
placed as (
  select
    stays.*,
    pieces.fce,
    case when pieces.start_moment is null or pieces.start_moment = stays.start_moment then stays.start_text else pieces.start_moment end as piece_start,
    case when pieces.end_moment is null or pieces.end_moment = stays.end_moment then stays.end_text else pieces.end_moment end as piece_end
  from stays
  left join pieces on pieces._table = stays._table and pieces._row = stays._row
),
-- The bed is the last one that the patient had in the piece: in an open one, the bed the patient is in.
rooms as (
  select
    trim(InternalPatientNumber, ' ') as number, trim(EpisodeNumber, ' ') as episode, pas_text(Ward) as ward,
    pas_text(Room) as room, pas_text(BedID) as bed,
    pas_moment(EpsActvDtimeInt) as start_moment, coalesce(pas_moment(EndDateTmInt), '999999999999') as end_moment
  from source.ROOMSTAY
),
beds as (
  select placed._table, placed._row, placed.piece_start, arg_max({'room': room, 'bed': bed}, rooms.start_moment || rooms.end_moment) as place
  from placed
  join rooms
    on rooms.number = placed.number and rooms.episode = placed.episode and rooms.ward = placed.ward
    and coalesce(rooms.start_moment < pas_moment(piece_end), true) and rooms.end_moment > pas_moment(piece_start)
  group by all
)
select
  placed._table,
  placed._row,
  case when is_archived then 'ARCHIVED' end as _exclude,
  case when continues and fault is null then 'HOME_LEAVE' end as _merge,
  case when not spell_is_known then 'SPELL_UNKNOWN' end as _reject,
  number as InternalPatientNumber,
  episode as EpisodeNumber,
  placed.piece_start as start,
  fce as FCENumber,
  ward,
  beds.place.room as room,
  beds.place.bed as bed,
  piece_end as stay_end
from placed
left join beds on beds._table = placed._table and beds._row = placed._row and beds.piece_start = placed.piece_start
union all
select
  stay._table, stay._row, null, 'HELD_BY_CONSWARDSTAY', null, stay.InternalPatientNumber, stay.EpisodeNumber,
  stay.EpsActvDtimeInt, null, null, null, null, null
from source.WARDSTAY as stay
anti join placed on placed._table = stay._table and placed._row = stay._row
