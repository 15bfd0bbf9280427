-- by: patient
-- Where a patient number lived, and when: for archives, which tell an event's address and not today's. One row a number
-- and day: a later start cuts an earlier period short. The present address holds from the day after the last earlier one
-- ended; where no earlier one is held it is all there is, and holds for every day. One without an end proves nothing.
with earlier as (
  select
    trim(InternalPatientNumber, ' ') as number,
    pas_text(PtAddLn1) as line_1, pas_text(PtAddLn2) as line_2, pas_text(PtAddLn3) as line_3, pas_text(PtAddLn4) as line_4,
    null::varchar as line_5,
    coalesce(pas_text(Postcode), pas_text(PseudoPostCode)) as postcode,
    coalesce(pas_day(EffectiveFromDateInt), pas_day(EffectiveFromDate)) as from_day,
    coalesce(pas_day(EffectiveToDateInt), pas_day(EffectiveToDate)) as to_day,
    pas_text(SeqNo) as seq_no
  from source.PREVADDRESS
),
present as (
  select
    trim(InternalPatientNumber, ' ') as number,
    pas_text(ExtAddressLine1) is not null and (pas_text(PtAddrLine1) is null or pas_text(ExtAddressPostcd) is not distinct from pas_text(PtAddrPostCode)) as is_long,
    *
  from source.PATDATA
),
periods as (
  select number, line_1, line_2, line_3, line_4, line_5, postcode, from_day, to_day, seq_no
  from earlier
  where to_day is not null
  union all
  select
    number,
    pas_text(case when is_long then ExtAddressLine1 else PtAddrLine1 end),
    pas_text(case when is_long then ExtAddressLine2 else PtAddrLine2 end),
    pas_text(case when is_long then ExtAddressLine3 else PtAddrLine3 end),
    pas_text(case when is_long then ExtAddressLine4 else PtAddrLine4 end),
    pas_text(case when is_long then ExtAddressLine5 end),
    pas_text(case when is_long then ExtAddressPostcd else PtAddrPostCode end),
    (select strftime(strptime(max(earlier.to_day), '%Y%m%d') + interval 1 day, '%Y%m%d') from earlier where earlier.number = present.number),
    '99999999',
    null
  from present
),
ordered as (
  select *, lead(from_day) over (partition by number order by from_day nulls first, seq_no) as next_from_day
  from periods
)
select
  number, line_1, line_2, line_3, line_4, line_5, postcode,
  coalesce(from_day, '') as from_day,
  least(to_day, strftime(strptime(next_from_day, '%Y%m%d') - interval 1 day, '%Y%m%d')) as to_day
from ordered
