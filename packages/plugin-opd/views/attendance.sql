-- by: patient
-- What OPAPPOINTATTEND holds of each appointment; where its records differ, nothing.
select
  trim(InternalPatientNumber, ' ') as number,
  trim(EpisodeNumber, ' ') as episode,
  trim(PtApptStartDtimeInt, ' ') as start_text,
  coalesce(trim(ResCode, ' '), '') as res_code,
  case
    when count(distinct pas_text(SchReasonForCancellationCodeAppointment)) = 1
      then any_value(pas_text(SchReasonForCancellationCodeAppointment))
  end as cancellation_code,
  case
    when count(distinct pas_text(KornerEpisodePrimaryProcedureCode)) = 1
      then any_value(pas_text(KornerEpisodePrimaryProcedureCode))
  end as procedure_code,
  case
    when count(distinct pas_text(OpAppointmentProcedureCodingComment)) = 1
      then any_value(pas_text(OpAppointmentProcedureCodingComment))
  end as coding_comment
from source.OPAPPOINTATTEND
group by 1, 2, 3, 4
