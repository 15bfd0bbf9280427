-- by: patient
-- Every change of legal status, with the detention that it is part of or ends. A detention is one continuous run of legal
-- statuses of a spell under which a patient is detained; the next informal status ends it, or else the discharge. What is
-- not known to be informal counts as a detention: a code that nobody has translated yet must not make one vanish.
-- `fault` says why a change cannot be placed. Where one change of a spell has no readable time, or two have the same, no
-- order of the spell's changes is certain, and none of them is placed.
with spell as (
  select
    trim(InternalPatientNumber, ' ') as number,
    trim(EpisodeNumber, ' ') as episode,
    bool_or(coalesce(pas_text(IpDschDtimeInt), pas_text(DischargeDate)) is not null) as is_discharged,
    max(coalesce(pas_moment(IpDschDtimeInt), pas_moment(DischargeDate))) as discharge
  from source.ADMITDISCH
  group by all
),
change as (
  select
    _table,
    _row,
    InternalPatientNumber,
    EpisodeNumber,
    KeLegalStatChangeDtimeInt,
    LegalStatus,
    MentalCategory,
    trim(InternalPatientNumber, ' ') as number,
    trim(EpisodeNumber, ' ') as episode,
    trim(KeLegalStatChangeDtimeInt, ' ') as change_key,
    pas_moment(KeLegalStatChangeDtimeInt) as moment,
    not exists (from mh.undetained_status where code = pas_text(LegalStatus)) as is_detained
  from source.LEGALSTATUSDETS
),
counted as (
  select
    *,
    count(*) over (partition by number, episode, change_key) as with_key,
    count(*) over (partition by number, episode, moment) as at_moment
  from change
),
judged as (
  select
    counted.*,
    patient.survivor,
    patient.main_crn,
    spell.is_discharged,
    spell.discharge,
    case
      when patient.number is null then 'PATIENT_UNKNOWN'
      when spell.number is null then 'SPELL_UNKNOWN'
      when with_key > 1 then 'DUPLICATE_KEY'
      when moment is null then 'TIME_UNREADABLE'
      when bool_or(moment is null or at_moment > 1) over (partition by counted.number, counted.episode) then 'CHANGE_ORDER_UNKNOWN'
      when is_detained and moment > spell.discharge then 'CHANGE_AFTER_DISCHARGE'
    end as fault
  from counted
  left join pmi.patient as patient on patient.number = counted.number
  left join spell on spell.number = counted.number and spell.episode = counted.episode
),
-- An informal status after the discharge ends nothing: the discharge did.
ordered as (
  select
    _row,
    number,
    episode,
    change_key,
    moment,
    is_detained,
    is_discharged,
    discharge,
    is_detained and not coalesce(lag(is_detained) over spell_order, false) as is_first,
    is_detained and not coalesce(lead(is_detained) over spell_order, false) as is_last,
    not is_detained and lag(is_detained) over spell_order as ends_detention,
    lead(moment) over spell_order as next_moment
  from judged
  where fault is null and not coalesce(moment > discharge, false)
  window spell_order as (partition by number, episode order by moment)
),
placed as (
  select
    _row,
    is_first,
    is_last,
    ends_detention,
    case
      when is_detained or ends_detention
        then last_value(case when is_first then change_key end ignore nulls)
          over (partition by number, episode order by moment rows between unbounded preceding and current row)
    end as detention_change,
    case when is_detained then coalesce(next_moment, discharge) end as status_end,
    case
      when ends_detention then moment
      when is_detained
        then coalesce(
          min(case when not is_detained then moment end)
            over (partition by number, episode order by moment rows between 1 following and unbounded following),
          discharge
        )
    end as detention_end,
    is_detained and is_discharged and discharge is null as ends_at_unknown_time
  from ordered
)
select
  judged._table,
  judged._row,
  judged.InternalPatientNumber,
  judged.EpisodeNumber,
  judged.KeLegalStatChangeDtimeInt,
  judged.LegalStatus,
  judged.MentalCategory,
  judged.number,
  judged.episode,
  judged.moment,
  judged.survivor,
  judged.main_crn,
  judged.is_detained,
  coalesce(placed.is_first, false) as is_first,
  coalesce(placed.is_last, false) as is_last,
  coalesce(placed.ends_detention, false) as ends_detention,
  placed.detention_change,
  placed.status_end,
  placed.detention_end,
  coalesce(substr(placed.detention_end, 1, 8) < getvariable('archive_before'), false) as is_archived,
  judged_fault.fault,
  -- The framework itself refuses equal keys and unreadable times.
  case when judged_fault.fault not in ('DUPLICATE_KEY', 'TIME_UNREADABLE') then judged_fault.fault end as row_reject
from judged
left join placed on placed._row = judged._row
cross join lateral (
  select coalesce(
    judged.fault,
    case when placed.ends_at_unknown_time and placed.detention_end is null then 'DISCHARGE_TIME_UNKNOWN' end
  ) as fault
) as judged_fault
