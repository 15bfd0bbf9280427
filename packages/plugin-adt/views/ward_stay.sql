-- by: patient
-- Ward stays by the record they came from: those of CONSWARDSTAY, and of WARDSTAY for spells that CONSWARDSTAY does not
-- hold. Home leave does not split a stay: a record that goes on, on the same ward, after the leave with which the one
-- before it ended belongs to that one (continues = true), and the stay lasts until the last of them ends. A patient on
-- leave still has the bed: a last stay that ended with leave is open for as long as the spell is.
with held as (
  select
    _table, _row, trim(InternalPatientNumber, ' ') as number, trim(EpisodeNumber, ' ') as episode,
    pas_text(EpsActvDtimeInt) as start_text, coalesce(pas_text(EndDtTimeInt), pas_text(EndDate)) as end_text,
    pas_text(WardCode) as ward, pas_text(Category) as category
  from source.CONSWARDSTAY
  union all
  select
    _table, _row, trim(InternalPatientNumber, ' '), trim(EpisodeNumber, ' '),
    pas_text(EpsActvDtimeInt), coalesce(pas_text(EndDtTimeInt), pas_text(EndDate)),
    pas_text(WardCode), null
  from source.WARDSTAY as stay
  where not exists (
    from source.CONSWARDSTAY as held_there
    where trim(held_there.InternalPatientNumber, ' ') = trim(stay.InternalPatientNumber, ' ')
      and trim(held_there.EpisodeNumber, ' ') = trim(stay.EpisodeNumber, ' ')
  )
),
leaves as (
  select distinct trim(InternalPatientNumber, ' ') as number, trim(EpisodeNumber, ' ') as episode, pas_moment(EpsActvDtimeInt) as from_moment
  from source.INPATIENTSUSPEND
),
records as (
  select
    held.*,
    pas_moment(start_text) as start_moment,
    pas_moment(end_text) as end_moment,
    leaves.from_moment is not null as ends_with_leave,
    row_number() over (
      partition by held.number, held.episode
      order by pas_moment(start_text), pas_moment(end_text), ward, category, _table, _row
    ) as place
  from held
  left join leaves
    on leaves.number = held.number and leaves.episode = held.episode and leaves.from_moment = pas_moment(held.end_text)
),
followed as (
  select
    *,
    coalesce(
      lag(ends_with_leave) over in_order and lag(end_moment) over in_order <= start_moment and lag(ward) over in_order = ward,
      false
    ) as continues
  from records
  window in_order as (partition by number, episode order by place)
),
numbered as (
  select *, sum(case when continues then 0 else 1 end) over (partition by number, episode order by place) as stay
  from followed
),
whole as (
  select
    * exclude (end_text, end_moment, ends_with_leave),
    last_value(end_text) over records_of_stay as end_text,
    last_value(end_moment) over records_of_stay as end_moment,
    last_value(ends_with_leave) over records_of_stay as ends_with_leave,
    stay = max(stay) over (partition by number, episode) as is_last
  from numbered
  window records_of_stay as (
    partition by number, episode, stay order by place rows between unbounded preceding and unbounded following
  )
)
select
  whole._table,
  whole._row,
  whole.number,
  whole.episode,
  start_text,
  start_moment,
  case when spell.is_open and is_last and ends_with_leave then null else end_text end as end_text,
  case when spell.is_open and is_last and ends_with_leave then null else end_moment end as end_moment,
  ward,
  whole.category,
  continues,
  stay,
  ends_with_leave
from whole
left join adt.admission as spell on spell.number = whole.number and spell.episode = whole.episode
