-- id: IWL-06
-- title: An entry is suspended exactly while a suspension covers the day of the extract
-- severity: error
-- stage: recon
-- hazard: none
-- sign_off: waiting list lead
-- why: Who is shown as waiting while suspended is called at a time they cannot come; who is shown as suspended and is not, is
--   passed over. A suspension covers its first and its last day; postponements suspend nobody. The values of V83's own status
--   of an episode are not known, so the delivered status is held against both the extract's suspensions and the delivered ones.
-- fix: Correct the end of the suspension in the old system, then extract again.
-- nothing: nobody waits for admission
-- optional: source.WLSUSPENSION
-- part: population_source
select count(*)
from source.WLCURRENT
-- part: source
-- Nobody can tell whether these are suspended: a day of the suspension is no date.
select pas_key(InternalPatientNumber, EpisodeNumber) as key
from source.WLSUSPENSION
where pas_key(InternalPatientNumber, EpisodeNumber) in (
    select pas_key(InternalPatientNumber, EpisodeNumber)
    from source.WLCURRENT
  )
  and (
    pas_day(coalesce(pas_text(SuspensionStartDate), EpsActvDtimeInt)) is null
    or (
      coalesce(pas_text(SuspendedUntil_1), pas_text(SuspendedUntil)) is not null
      and pas_day(coalesce(pas_text(SuspendedUntil_1), SuspendedUntil)) is null
    )
  )
-- part: population_target
select count(*)
from target.LOAD_IWL
where status in ('W', 'D', 'L')
-- part: target
with suspended as (
  select distinct pas_key(InternalPatientNumber, EpisodeNumber) as key
  from source.WLSUSPENSION
  where left(getvariable('snapshot'), 8) >= pas_day(coalesce(pas_text(SuspensionStartDate), EpsActvDtimeInt))
    and left(getvariable('snapshot'), 8) <= case
      when coalesce(pas_text(SuspendedUntil_1), pas_text(SuspendedUntil)) is null then '99999999'
      else pas_day(coalesce(pas_text(SuspendedUntil_1), SuspendedUntil))
    end
),
delivered as (
  select distinct loadiwl_record_number as entry
  from target.LOAD_IWL_DEFERRALS
  where split_part(external_system_id, '|', 3) = 'SUSP'
    and left(getvariable('snapshot'), 8) >= pas_day(deferral_start)
    and left(getvariable('snapshot'), 8) <= case when deferral_end is null then '99999999' else pas_day(deferral_end) end
)
select external_system_id as key
from target.LOAD_IWL
where status in ('W', 'D', 'L')
  and (
    (status = 'D') <> (external_system_id in (select key from suspended))
    or (status = 'D') <> (record_number in (select entry from delivered))
  )
