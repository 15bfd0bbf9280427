-- by: patient
-- One row an entry, whichever of the two tables holds it. WLCURRENT is the list as it is now, so what it holds counts;
-- what only WLENTRY holds is taken from there, and its row is merged. Rows of one table that differ under one key are left
-- as they are: nobody can tell which one is right.
with held as (
  select
    _table, _row, InternalPatientNumber, EpisodeNumber,
    coalesce(pas_text(WlOnListDtTmInt), pas_text(WLOnListDate)) as listed_text,
    pas_text(OriginalDateOnList) as OriginalDateOnList, pas_text(Urgency) as Urgency,
    pas_text(ShortNotice) as ShortNotice, pas_text(MethodOfAdm) as MethodOfAdm, pas_text(WlCode) as WlCode,
    pas_text(Hospital) as Hospital, pas_text(Specialty) as Specialty, pas_text(Consultant) as Consultant,
    pas_text(IntdMgmt) as IntdMgmt, pas_text(Transport) as Transport,
    pas_text(ProvisionalDiagnosis) as ProvisionalDiagnosis, pas_text(IntendedProc) as IntendedProc,
    pas_text(Operation) as Operation, pas_text(PatientProcedureDescription2) as PatientProcedureDescription2,
    pas_text(TheatreTime) as TheatreTime, pas_text(ExpectedLos) as ExpectedLos,
    pas_text(LastReviewDate) as LastReviewDate, pas_text(ReviewResult) as ReviewResult,
    pas_text(CommentCl) as CommentCl, pas_text(CommentNonClin) as CommentNonClin, pas_text(AdmReason) as AdmReason
  from source.WLENTRY
  union all
  select
    _table, _row, InternalPatientNumber, EpisodeNumber, coalesce(pas_text(WlOnListDtTmInt), pas_text(DateOnList)),
    pas_text(OriginalDateOnList), pas_text(Urgency), pas_text(ShortNotice), pas_text(MethodOfAdm), pas_text(WlCode),
    pas_text(Hospital), pas_text(Specialty), pas_text(Consultant), pas_text(IntdMgmt), pas_text(Transport),
    pas_text(ProvisionalDiagnosis), pas_text(IntendedProc), pas_text(Operation),
    pas_text(PatientProcedureDescription2), pas_text(TheatreTime), pas_text(ExpectedLos), pas_text(LastReviewDate),
    pas_text(ReviewResult), pas_text(CommentCl), pas_text(CommentNonClin), pas_text(AdmReason)
  from source.WLCURRENT
),
copied as (
  select
    *,
    trim(InternalPatientNumber, ' ') as number,
    trim(EpisodeNumber, ' ') as episode,
    row_number() over (
      partition by
        _table, trim(InternalPatientNumber, ' '), trim(EpisodeNumber, ' '), listed_text,
        OriginalDateOnList, Urgency, ShortNotice, MethodOfAdm, WlCode, Hospital, Specialty, Consultant, IntdMgmt,
        Transport, ProvisionalDiagnosis, IntendedProc, Operation, PatientProcedureDescription2, TheatreTime,
        ExpectedLos, LastReviewDate, ReviewResult, CommentCl, CommentNonClin, AdmReason
      order by _row
    ) as copy
  from held
),
versioned as (
  select *, count(*) filter (copy = 1) over (partition by _table, number, episode) as versions
  from copied
),
-- The two tables' rows of one entry, where each holds one.
listed as (
  select number, episode, _row as current_row from versioned where _table = 'WLCURRENT' and copy = 1 and versions = 1
),
entered as (
  select * from versioned where _table = 'WLENTRY' and copy = 1 and versions = 1
),
further as (
  select
    trim(InternalPatientNumber, ' ') as number,
    trim(EpisodeNumber, ' ') as episode,
    replace(pas_text(SecIProc), '.', '') as code,
    row_number() over (
      partition by trim(InternalPatientNumber, ' '), trim(EpisodeNumber, ' ')
      order by try_cast(RptGrpKey as integer), RptGrpKey, SecIProc
    ) as place
  from source.WLINTENDEDPROC
  where pas_text(SecIProc) is not null
),
further_procedures as (
  select
    number,
    episode,
    min(further.code) filter (place = 1) as second_code,
    string_agg(concat_ws(' ', further.code, procedure.description), '; ' order by place) filter (place > 1) as others
  from further
  left join reference.procedure as procedure on procedure.code = further.code
  group by number, episode
),
live_tci as (
  select distinct number, episode from iwl.tci where status = 'L'
),
method as (
  select
    trim(MethodOfAdmission, ' ') as code,
    case when count(distinct pas_text(InternalValue)) = 1 then any_value(pas_text(InternalValue)) end as national
  from source.MOA
  group by 1
),
removal_words as (
  select
    trim(RemovalCode, ' ') as code,
    case when count(distinct pas_text(Description)) = 1 then any_value(pas_text(Description)) end as description
  from source.WLREMOVALREASON
  group by 1
),
chosen as (
  select
    held._table, held._row, held.InternalPatientNumber, held.EpisodeNumber, held.number, held.episode, held.copy,
    listed.current_row is not null and held._table = 'WLENTRY' and held.versions = 1 as is_merged,
    held.OriginalDateOnList as original_text,
    entered.OriginalDateOnList as original_text_entered,
    held.listed_text,
    entered.listed_text as listed_text_entered,
    coalesce(held.Urgency, entered.Urgency) as Urgency,
    coalesce(held.ShortNotice, entered.ShortNotice) as ShortNotice,
    coalesce(held.MethodOfAdm, entered.MethodOfAdm) as MethodOfAdm, coalesce(held.WlCode, entered.WlCode) as WlCode,
    coalesce(held.Hospital, entered.Hospital) as Hospital, coalesce(held.Specialty, entered.Specialty) as Specialty,
    coalesce(held.Consultant, entered.Consultant) as Consultant,
    coalesce(held.IntdMgmt, entered.IntdMgmt) as IntdMgmt, coalesce(held.Transport, entered.Transport) as Transport,
    coalesce(held.ProvisionalDiagnosis, entered.ProvisionalDiagnosis) as ProvisionalDiagnosis,
    coalesce(held.IntendedProc, entered.IntendedProc) as IntendedProc,
    coalesce(held.Operation, entered.Operation) as Operation,
    coalesce(held.PatientProcedureDescription2, entered.PatientProcedureDescription2) as PatientProcedureDescription2,
    coalesce(held.TheatreTime, entered.TheatreTime) as TheatreTime,
    coalesce(held.ExpectedLos, entered.ExpectedLos) as ExpectedLos,
    coalesce(held.LastReviewDate, entered.LastReviewDate) as LastReviewDate,
    coalesce(held.ReviewResult, entered.ReviewResult) as ReviewResult,
    coalesce(held.CommentCl, entered.CommentCl) as CommentCl,
    coalesce(held.CommentNonClin, entered.CommentNonClin) as CommentNonClin,
    coalesce(held.AdmReason, entered.AdmReason) as AdmReason,
    concat_ws(
      ', ',
      case when held.Urgency <> entered.Urgency then 'Urgency' end,
      case when held.ShortNotice <> entered.ShortNotice then 'ShortNotice' end,
      case when held.MethodOfAdm <> entered.MethodOfAdm then 'MethodOfAdm' end,
      case when held.WlCode <> entered.WlCode then 'WlCode' end,
      case when held.Hospital <> entered.Hospital then 'Hospital' end,
      case when held.Specialty <> entered.Specialty then 'Specialty' end,
      case when held.Consultant <> entered.Consultant then 'Consultant' end,
      case when held.IntdMgmt <> entered.IntdMgmt then 'IntdMgmt' end,
      case when held.Transport <> entered.Transport then 'Transport' end,
      case when held.ProvisionalDiagnosis <> entered.ProvisionalDiagnosis then 'ProvisionalDiagnosis' end,
      case when held.IntendedProc <> entered.IntendedProc then 'IntendedProc' end,
      case when held.Operation <> entered.Operation then 'Operation' end,
      case when held.PatientProcedureDescription2 <> entered.PatientProcedureDescription2 then 'PatientProcedureDescription2' end,
      case when held.TheatreTime <> entered.TheatreTime then 'TheatreTime' end,
      case when held.ExpectedLos <> entered.ExpectedLos then 'ExpectedLos' end,
      case when pas_day(held.LastReviewDate) <> pas_day(entered.LastReviewDate) then 'LastReviewDate' end,
      case when held.ReviewResult <> entered.ReviewResult then 'ReviewResult' end,
      case when held.CommentCl <> entered.CommentCl then 'CommentCl' end,
      case when held.CommentNonClin <> entered.CommentNonClin then 'CommentNonClin' end,
      case when held.AdmReason <> entered.AdmReason then 'AdmReason' end
    ) as disagreements
  from versioned as held
  left join listed on listed.number = held.number and listed.episode = held.episode
  left join entered
    on entered.number = case when held._table = 'WLCURRENT' and held._row = listed.current_row then held.number end
    and entered.episode = held.episode
)
select
  chosen._table,
  chosen._row,
  case when copy > 1 then 'DUPLICATE_ROW' when is_merged then 'SAME_ENTRY' end as _merge,
  case
    when patient.number is null then 'PATIENT_UNKNOWN'
    when patient.survivor is null then patient.fault
    -- An entry of a patient who is not loaded goes with its patient; a missing referral is not what has to be settled.
    when not patient.is_loadable then null
    when referral.number is null then 'REFERRAL_NOT_FOUND'
    when referral.referral_episode is null then 'REFERRAL_AFTER_LISTING'
  end as _reject,
  chosen.InternalPatientNumber,
  chosen.EpisodeNumber,
  patient.survivor,
  patient.main_crn,
  case when referral.referral_episode is not null then chosen.InternalPatientNumber end as referral_patient,
  referral.referral_episode,
  case when clock.number is not null then chosen.InternalPatientNumber end as clock_patient,
  clock.pathway_number as clock_pathway,
  clock.period_id as clock_period,
  clock.action as clock_action,
  case when begun.number is not null then chosen.InternalPatientNumber end as begun_patient,
  begun.pathway_number as begun_pathway,
  begun.moment_text as begun_moment,
  begun.type_text as begun_type,
  case when ended.number is not null then chosen.InternalPatientNumber end as ended_patient,
  ended.pathway_number as ended_pathway,
  ended.moment_text as ended_moment,
  ended.type_text as ended_type,
  chosen.original_text,
  chosen.original_text_entered,
  chosen.listed_text,
  chosen.listed_text_entered,
  chosen.Urgency, chosen.ShortNotice, chosen.MethodOfAdm, chosen.WlCode, chosen.Hospital, chosen.Specialty,
  chosen.Consultant, chosen.IntdMgmt, chosen.Transport, chosen.ProvisionalDiagnosis, chosen.IntendedProc,
  chosen.Operation, chosen.PatientProcedureDescription2, chosen.TheatreTime, chosen.ExpectedLos,
  chosen.LastReviewDate, chosen.ReviewResult, chosen.CommentCl, chosen.CommentNonClin, chosen.AdmReason,
  chosen.disagreements,
  case
    when entry.is_current and coalesce(suspension.is_suspended, false) then 'D'
    when entry.is_current and coalesce(suspension.is_unreadable, false) then null
    when entry.is_current and live_tci.number is not null then 'L'
    when entry.is_current then 'W'
    when entry.is_admitted and entry.is_untreated then 'N'
    when entry.is_admitted then 'A'
    when entry.is_removed then 'C'
  end as status,
  case
    when entry.is_current and not coalesce(suspension.is_suspended, false) and suspension.is_unreadable then 'SUSPENSION_UNREADABLE'
    when not entry.is_current and not entry.is_admitted and not entry.is_removed then 'STATUS_NOT_HELD'
  end as status_fault,
  concat_ws(
    ',',
    case when entry.is_current and entry.is_admitted then 'ADMITTED_YET_LISTED' end,
    case when entry.is_current and entry.removed_day > coalesce(entry.listed_day, entry.wait_day) then 'REMOVED_YET_LISTED' end,
    case when disagreements <> '' then 'LIST_TABLES_DISAGREE' end
  ) as status_notes,
  case
    when entry.is_current then null
    when entry.is_admitted then 'ADMITTED:' || coalesce(method.national, entry.method)
    else 'REASON:' || entry.removal_reason
  end as outcome,
  entry.ended_text,
  case when not entry.is_current and entry.is_removed then removal_words.description end as removal_words,
  case when entry.is_removed then entry.removal_comment end as removal_comment,
  diagnosis.description as diagnosis_words,
  procedure.description as procedure_words,
  further_procedures.second_code,
  further_procedures.others as further_procedures
from chosen
left join iwl.entry as entry on entry.number = chosen.number and entry.episode = chosen.episode
left join pmi.patient as patient on patient.number = chosen.number
left join iwl.entry_referral as referral on referral.number = chosen.number and referral.episode = chosen.episode
left join iwl.entry_clock as clock on clock.number = chosen.number and clock.episode = chosen.episode
left join iwl.entry_event as begun on begun.number = chosen.number and begun.episode = chosen.episode and not begun.is_end
left join iwl.entry_event as ended on ended.number = chosen.number and ended.episode = chosen.episode and ended.is_end
left join iwl.suspension_now as suspension on suspension.number = chosen.number and suspension.episode = chosen.episode
left join live_tci on live_tci.number = chosen.number and live_tci.episode = chosen.episode
left join method on method.code = entry.method
left join removal_words on removal_words.code = entry.removal_reason
left join reference.diagnosis as diagnosis on diagnosis.code = replace(chosen.ProvisionalDiagnosis, '.', '')
left join reference.procedure as procedure on procedure.code = replace(chosen.IntendedProc, '.', '')
left join further_procedures on further_procedures.number = chosen.number and further_procedures.episode = chosen.episode
