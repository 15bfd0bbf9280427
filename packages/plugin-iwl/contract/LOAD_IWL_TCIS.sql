-- by: patient
-- One row an offer of an admission date, cancelled ones included: waits are wrong without them. Of an offer that both
-- tables hold, what CURRENTPREADMISSIONS holds counts, and what only PREADMISSION holds is taken from there.
with held as (
  select
    _table, _row,
    pas_text(BookingType) as booking_type,
    pas_text(Consultant) as consultant,
    coalesce(pas_text(TCIOfferDateInt), pas_text(TCIOfferDate)) as offered_on,
    coalesce(pas_text(TCIAcceptDateInt), pas_text(TCIAcceptDate)) as accepted_on,
    null as offer_accepted,
    coalesce(pas_text(TCIAcceptByTelephoneInt), pas_text(TCIAcceptByTelephone)) as by_telephone,
    pas_text(ExpClerkingDt) as clerking_day,
    pas_text(ExpClerkingTm) as clerking_time,
    coalesce(pas_text(OperationDateInt), pas_text(OperationDate)) as operation_day,
    pas_text(ExpectedWard) as ward,
    upper(pas_text(CancelledBy)) as cancelled_by,
    pas_text(WlPatientCharterCancellationDateInt) as cancelled_on
  from source.PREADMISSION
  union all
  select
    _table, _row, pas_text(BookingType), pas_text(Consultant),
    coalesce(pas_text(TCIOfferDateInt), pas_text(TCIOfferDate)),
    coalesce(pas_text(TCIAcceptDateInt), pas_text(TCIAcceptDate)),
    pas_text(OfferAccepted), coalesce(pas_text(TCIAcceptByTelephoneInt), pas_text(TCIAcceptByTelephone)),
    pas_text(ExpClerkingDt), pas_text(ExpClerkingTm), coalesce(pas_text(OperationDateInt), pas_text(OperationDate)),
    pas_text(ExpectedWard), null, null
  from source.CURRENTPREADMISSIONS
)
select
  tci.source_table as _table,
  tci.source_row as _row,
  case when tci.is_merged then 'SAME_TCI' end as _merge,
  tci.number,
  tci.episode,
  tci.part,
  tci.status,
  case when tci.status is null and entry.number is not null then 'TCI_OUTCOME_UNKNOWN' end as status_fault,
  case
    when concat_ws(
      '',
      case when standing.booking_type <> held.booking_type then 'x' end,
      case when standing.consultant <> held.consultant then 'x' end,
      case when pas_day(standing.offered_on) <> pas_day(held.offered_on) then 'x' end,
      case when pas_day(standing.accepted_on) <> pas_day(held.accepted_on) then 'x' end,
      case when pas_day(standing.operation_day) <> pas_day(held.operation_day) then 'x' end,
      case when pas_day(standing.clerking_day) <> pas_day(held.clerking_day) then 'x' end,
      case when standing.ward <> held.ward then 'x' end
    ) <> '' then 'TCI_TABLES_DISAGREE'
  end as status_notes,
  coalesce(standing.booking_type, held.booking_type) as booking_type,
  coalesce(standing.consultant, held.consultant) as consultant,
  coalesce(standing.offered_on, held.offered_on) as offered_on,
  coalesce(standing.accepted_on, held.accepted_on) as accepted_on,
  coalesce(standing.offer_accepted, held.offer_accepted) as offer_accepted,
  coalesce(standing.by_telephone, held.by_telephone) as by_telephone,
  -- A time belongs to its day.
  case when standing.clerking_day is not null then standing.clerking_day else held.clerking_day end as clerking_day,
  case when standing.clerking_day is not null then standing.clerking_time else held.clerking_time end as clerking_time,
  tci.tci_text,
  coalesce(standing.operation_day, held.operation_day) as operation_day,
  coalesce(standing.ward, held.ward) as ward,
  case
    when tci.status = 'A' then 'ADMITTED'
    when tci.status = 'N' then 'NOT-TREATED'
    when tci.status = 'C' then 'CANCELLED-' || held.cancelled_by
  end as outcome,
  held.cancelled_on
from iwl.tci as tci
join held on held._table = tci.source_table and held._row = tci.source_row
left join held as standing on standing._table = 'CURRENTPREADMISSIONS' and standing._row = tci.standing_row
left join iwl.entry as entry on entry.number = tci.number and entry.episode = tci.episode
