-- by: patient
-- The codes of consultant episodes, without their point as the load tables write them, each with its place: the primary one is always the first, the subsidiary one comes
-- next, then the others by their sequence number. One row a code that is held; one without a code where a record holds
-- none.
with codes as (
  select
    _table, _row, InternalPatientNumber, EpisodeNumber, FCENumber, 'DIAG' as kind, 'PRIMARY' as note, 1 as rank, null as sequence,
    pas_text(KornerEpisodePrimaryDiagnosisCode) as code, pas_text(ReadCodePrimaryDiagnosis) as read_code,
    coalesce(pas_text(DateOfPrimaryDiagnosisCodingInternal), pas_text(PrimDiagCodeDt)) as coded_day
  from source.CONSEPISODE
  union all
  select
    _table, _row, InternalPatientNumber, EpisodeNumber, FCENumber, 'DIAG', 'SUBSIDIARY', 2, null,
    pas_text(KornerEpisodeSubsidiaryDiagnosisCode), pas_text(ReadCodeSubsidiaryDiagnosis), null
  from source.CONSEPISODE
  union all
  select
    _table, _row, InternalPatientNumber, EpisodeNumber, FCENumber, 'PROC', 'PRIMARY', 1, null,
    pas_text(KornerEpisodePrimaryProcedureCode), pas_text(ReadCodePrimaryProcedureCode),
    coalesce(pas_text(KornerEpisodeProcedureDateInternal), pas_text(PrimProoocDt))
  from source.CONSEPISODE
  union all
  select
    _table, _row, InternalPatientNumber, EpisodeNumber, FCENumber, 'DIAG', 'SECONDARY', 3, pas_text(SecondaryDiagSeqNo),
    pas_text(SecondaryDiagnosis), pas_text(ReadCode), null
  from source.CONSEPISDIAG
  union all
  select
    _table, _row, InternalPatientNumber, EpisodeNumber, FCENumber, 'PROC', 'SECONDARY', 3, pas_text(SecondaryProcSeqNo),
    pas_text(OPCS), pas_text(ReadCode), coalesce(pas_text(ProcedureDateInt), pas_text(ProcedureDate))
  from source.CONSEPISPROC
),
counted as (
  select
    *,
    coalesce(code, read_code) is not null as is_held,
    count(coalesce(code, read_code)) over (partition by _table, _row) as parts
  from codes
)
select
  _table,
  _row,
  InternalPatientNumber,
  EpisodeNumber,
  FCENumber,
  trim(InternalPatientNumber, ' ') as number,
  trim(EpisodeNumber, ' ') as episode,
  pas_text(FCENumber) as fce,
  kind,
  note,
  case when note = 'PRIMARY' then 1 else
    1 + row_number() over (
      partition by trim(InternalPatientNumber, ' '), trim(EpisodeNumber, ' '), pas_text(FCENumber), kind, note = 'PRIMARY', is_held
      order by rank, try_cast(sequence as integer), sequence, code, read_code, coded_day
    )
  end as n,
  replace(code, '.', '') as code,
  read_code,
  coded_day,
  is_held,
  parts
from counted
-- A record without any code leaves one row behind, so that it can be accounted for.
where is_held or (parts = 0 and kind || note in ('DIAGPRIMARY', 'DIAGSECONDARY', 'PROCSECONDARY') and not (_table = 'CONSEPISODE' and kind = 'PROC'))
