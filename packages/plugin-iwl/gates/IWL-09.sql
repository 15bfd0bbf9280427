-- id: IWL-09
-- title: Every cancelled date of an entry on the list is loaded as cancelled
-- severity: error
-- stage: recon
-- hazard: H-06
-- sign_off: RTT performance lead
-- why: The new system works waits, and the 28 days after an operation that was called off, out from cancelled dates; one that is
--   missing changes both.
-- fix: Look up why the date was rejected, and mend it in the old system.
-- nothing: no entry on the list has a cancelled date
-- part: population_source
select count(*)
from source.PREADMISSION
where pas_key(InternalPatientNumber, EpisodeNumber) in (
    select pas_key(InternalPatientNumber, EpisodeNumber)
    from source.WLCURRENT
  )
  and (
    coalesce(pas_text(CancelledBy), pas_text(CancelReasonCd), pas_text(WlPatientCharterCancellationDateInt), pas_text(PreOpCancelled)) is not null
    or upper(pas_text(CancelDeferInd)) not in ('N', 'NO', '0')
  )
-- part: source
-- Cancelled dates that the extract gives no way to load: two records under one key, no patient.
select pas_key(InternalPatientNumber, EpisodeNumber, EpsActvDtimeInt) as key
from source.PREADMISSION as offer
where pas_key(InternalPatientNumber, EpisodeNumber) in (
  select pas_key(InternalPatientNumber, EpisodeNumber)
  from source.WLCURRENT
)
group by 1
having bool_or(
    coalesce(pas_text(CancelledBy), pas_text(CancelReasonCd), pas_text(WlPatientCharterCancellationDateInt), pas_text(PreOpCancelled)) is not null
    or coalesce(upper(pas_text(CancelDeferInd)) not in ('N', 'NO', '0'), false)
  )
  and (
    count(*) > 1
    or min(trim(InternalPatientNumber, ' ')) not in (select number from pmi.patient where is_loadable)
  )
-- part: population_target
select count(*)
from source.PREADMISSION
where pas_key(InternalPatientNumber, EpisodeNumber) in (
    select pas_key(InternalPatientNumber, EpisodeNumber)
    from source.WLCURRENT
  )
  and (
    coalesce(pas_text(CancelledBy), pas_text(CancelReasonCd), pas_text(WlPatientCharterCancellationDateInt), pas_text(PreOpCancelled)) is not null
    or upper(pas_text(CancelDeferInd)) not in ('N', 'NO', '0')
  )
-- part: target
select pas_key(InternalPatientNumber, EpisodeNumber, EpsActvDtimeInt) as key
from source.PREADMISSION
where pas_key(InternalPatientNumber, EpisodeNumber) in (
    select pas_key(InternalPatientNumber, EpisodeNumber)
    from source.WLCURRENT
  )
  and (
    coalesce(pas_text(CancelledBy), pas_text(CancelReasonCd), pas_text(WlPatientCharterCancellationDateInt), pas_text(PreOpCancelled)) is not null
    or upper(pas_text(CancelDeferInd)) not in ('N', 'NO', '0')
  )
  and pas_key(InternalPatientNumber, EpisodeNumber, EpsActvDtimeInt) not in (
    select external_system_id
    from target.LOAD_IWL_TCIS
    where status = 'C'
  )
