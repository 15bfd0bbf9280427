-- id: ADT-29
-- title: Every baby born here has its mother, at her delivery, on its date of birth
-- severity: error
-- stage: source
-- hazard: H-02
-- sign_off: clinical safety officer
-- why: A baby under the wrong mother, or a delivery that does not fit either record, is two patients mixed up. Babies are those
--   of the birth records and those admitted by birth; a delivery is held against the mother's stay where its number is one.
-- fix: Compare both records with the birth notification, correct link, delivery or date of birth in the old system.
-- optional: source.BIRTH, source.MERGEDID
-- nothing: no birth is held
-- parameter: born_here = [82]
-- part: population_source
select
  (select count(*) from source.BIRTH where pas_text(BabyPatientNumber) is not null)
  + (
    select count(*)
    from source.ADMITDISCH
    where pas_text(MethodOfAdmission) in (
      select pas_text(MethodOfAdmission)
      from source.MOA
      where coalesce(pas_text(InternalValue), pas_text(MethodOfAdmission)) in {born_here}
    )
  )
-- part: source
with person as (
  select number, coalesce(survivor, number) as survivor
  from pmi.patient
),
-- Which of the two numbers is the mother's is not said: a link counts either way round.
pair as (
  select trim(InternalPatientNumber, ' ') as one, trim(RelatedPtNoInt, ' ') as other
  from source.MOTHERBABYLINK
  union
  select trim(RelatedPtNoInt, ' '), trim(InternalPatientNumber, ' ')
  from source.MOTHERBABYLINK
),
link as (
  select distinct coalesce(one.survivor, pair.one) as one, coalesce(other.survivor, pair.other) as other
  from pair
  left join person as one on one.number = pair.one
  left join person as other on other.number = pair.other
),
birth as (
  select
    trim(BabyPatientNumber, ' ') as key,
    coalesce(baby.survivor, trim(BabyPatientNumber, ' ')) as baby,
    coalesce(mother.survivor, trim(InternalPatientNumber, ' ')) as mother,
    pas_key(InternalPatientNumber, EpisodeNumber) as spell,
    pas_moment(KeMatDtimeDelivNeut) as delivered,
    pas_day(KeMatDtimeDelivNeut) as day
  from source.BIRTH
  left join person as baby on baby.number = trim(BabyPatientNumber, ' ')
  left join person as mother on mother.number = trim(InternalPatientNumber, ' ')
  where pas_text(BabyPatientNumber) is not null
),
spell as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber) as key,
    min(pas_moment(coalesce(pas_text(IpAdmDtimeInt), pas_text(AdmissionDate)))) as admitted,
    max(pas_moment(coalesce(pas_text(IpDschDtimeInt), pas_text(DischargeDate)))) as discharged
  from source.ADMITDISCH
  group by 1
),
born as (
  select
    trim(InternalPatientNumber, ' ') as person,
    max(pas_day(coalesce(pas_text(InternalDateOfBirth), pas_text(PtDoB)))) as day
  from source.PATDATA
  group by 1
),
admitted_by_birth as (
  select distinct
    trim(InternalPatientNumber, ' ') as key,
    coalesce(person.survivor, trim(InternalPatientNumber, ' ')) as baby
  from source.ADMITDISCH
  left join person on person.number = trim(InternalPatientNumber, ' ')
  where pas_text(MethodOfAdmission) in (
    select pas_text(MethodOfAdmission)
    from source.MOA
    where coalesce(pas_text(InternalValue), pas_text(MethodOfAdmission)) in {born_here}
  )
)
select birth.key
from birth
left join link on link.one = birth.mother and link.other = birth.baby
left join spell on spell.key = birth.spell
left join born on born.person = birth.baby
where link.one is null
  or birth.delivered < spell.admitted
  or birth.delivered > spell.discharged
  or birth.day <> born.day
union
select key
from admitted_by_birth
where baby not in (select one from link where one is not null)
