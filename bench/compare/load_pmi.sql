-- Makes LOAD_PMI from the benchmark's extracts with DuckDB alone: reads the CSV, makes the same columns, sorts by the
-- natural key and writes the same file. {extracts} and {out} are put in by the benchmark.
create temp macro text_of(t) as nullif(trim(t, ' '), '');
create temp macro fits(t, size) as case when length(t) <= size then t end;
create temp macro folded(t) as upper(regexp_replace(coalesce(t, ''), '\s', '', 'g'));
create temp macro shown_postcode(t) as left(folded(t), -3) || ' ' || right(folded(t), 3);
create temp macro postcode(t) as case
  when folded(t) = '' then null
  when regexp_matches(
    shown_postcode(t),
    '^(?:GIR 0AA|[A-PR-UWYZ](?:[0-9]{1,2}|[A-HK-Y][0-9]|[A-HK-Y][0-9][0-9]|[0-9][A-HJKPS-UW]|[A-HK-Y][0-9][ABEHMNPRV-Y]) [0-9][ABD-HJLNP-UW-Z]{2})$|^ZZ99 [0-9][A-Z]Z$'
  ) then shown_postcode(t)
  else trim(t)
end;
create temp macro phone_run(t) as
  list_filter(regexp_extract_all(t, '\+?\(?[0-9][0-9 ()/-]*[0-9]'), lambda run: length(regexp_replace(run, '[^0-9]', '', 'g')) >= 5)[1];
create temp macro phone_number(t) as trim(regexp_replace(phone_run(t), '^\+44\s*(\(0\))?\s*', '0'));
create temp macro phone_text(t) as nullif(trim(regexp_replace(
  case when phone_run(t) is null then t else replace(t, phone_run(t), ' ') end, '\s+', ' ', 'g')), '');
create temp macro tidy(t) as regexp_replace(trim(nfc_normalize(t)), ' {2,}', ' ', 'g');
create temp macro day(t) as strftime(try_strptime(trim(t, ' '), ['%Y%m%d', '%d/%m/%Y']), '%d/%m/%Y');
create temp macro digits(t) as regexp_replace(coalesce(t, ''), '[ -]', '', 'g');
create temp macro check_digit(d) as
  (11 - (
    10 * cast(d[1] as integer) + 9 * cast(d[2] as integer) + 8 * cast(d[3] as integer) + 7 * cast(d[4] as integer)
    + 6 * cast(d[5] as integer) + 5 * cast(d[6] as integer) + 4 * cast(d[7] as integer) + 3 * cast(d[8] as integer)
    + 2 * cast(d[9] as integer)
  ) % 11) % 11;
create temp macro valid_nhs(d) as case
  when not regexp_full_match(d, '[0-9]{10}') then false
  when d = repeat(d[1], 10) then false
  else check_digit(d) = cast(d[10] as integer)
end;
create temp macro labelled(label, t) as case when text_of(t) is not null then label || trim(t) end;

copy (
  with patients as (
    select
      *,
      digits(NhsNumber) as nhs_digits,
      tidy(Forenames) as forenames_tidy,
      string_split(tidy(Forenames), ' ') as names,
      coalesce(text_of(ExtAddressLine1), text_of(ExtAddressLine2), text_of(ExtAddressLine3), text_of(ExtAddressLine4), text_of(ExtAddressLine5)) is not null as long_held,
      coalesce(text_of(PtAddrLine1), text_of(PtAddrLine2), text_of(PtAddrLine3), text_of(PtAddrLine4), postcode(PtAddrPostCode)) is not null as short_held,
      postcode(ExtAddressPostcd) as long_postcode,
      postcode(PtAddrPostCode) as short_postcode
    from read_csv('{extracts}/PATDATA.csv', auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', new_line = '\r\n', parallel = false, columns = {columns})
  ),
  chosen as (
    select *, long_held and (not short_held or long_postcode is not distinct from short_postcode) as use_long
    from patients
  )
  select
    cast(coalesce(nullif(md5_number_lower('LOAD_PMI' || chr(31) || coalesce(nullif(trim(InternalPatientNumber, ' '), ''), chr(30))) % 1000000000000000000, 0), 1000000000000000000) as varchar) as record_number,
    'V83' as system_code,
    trim(InternalPatientNumber, ' ') as external_system_id,
    'DISTRICT' as main_crn_type,
    fits(trim(DistrictNumber, ' '), 30) as main_crn,
    null as date_registered,
    case when valid_nhs(nhs_digits) then nhs_digits end as nhs_number,
    case
      when nhs_digits <> '' and not valid_nhs(nhs_digits) then '03'
      when nhs_digits = '' and trim(NHSNumberStatus) in ('01', '02') then '03'
      when trim(NHSNumberStatus) in ('01', '02', '03', '04', '05', '06', '07', '08') then trim(NHSNumberStatus)
    end as nhs_number_status,
    case trim(Sex) when 'M' then '1' when 'F' then '2' when '1' then '1' when '2' then '2' when '9' then '9' when '0' then '0' end as sex,
    title_file.Title as title,
    fits(names[1], 40) as pat_name_1,
    fits(names[2], 40) as pat_name_2,
    nullif(fits(array_to_string(names[3:], ' '), 40), '') as pat_name_3,
    fits(tidy(Surname), 40) as pat_name_family,
    null as maiden_name,
    day(coalesce(InternalDateOfBirth, PtDoB)) as date_of_birth,
    CountryONS as place_born,
    null as date_entered_country,
    null as nationality,
    EthnicityNatCode as ethnic_group,
    case trim(SpokenLanguage) when 'ENGLISH' then 'en' when 'POLISH' then 'pl' when 'URDU' then 'ur' end as preferred_language,
    religion_file.Religion as religion_code,
    marital_file.MaritalStatus as marital_status,
    null as occupation_code,
    null as where_heard_of_service,
    fits(case when use_long then text_of(ExtAddressLine1) else text_of(PtAddrLine1) end, 80) as pat_address_1,
    fits(case when use_long then text_of(ExtAddressLine2) else text_of(PtAddrLine2) end, 80) as pat_address_2,
    fits(case when use_long then text_of(ExtAddressLine3) else text_of(PtAddrLine3) end, 80) as pat_address_3,
    fits(nullif(case when use_long then concat_ws(', ', text_of(ExtAddressLine4), text_of(ExtAddressLine5)) else text_of(PtAddrLine4) end, ''), 80) as pat_address_4,
    fits(coalesce(case when use_long then coalesce(long_postcode, short_postcode) when short_held then short_postcode else long_postcode end, postcode(PtPseudoPostCode)), 20) as post_code,
    fits(phone_number(PtHomePhone), 20) as telephone_no,
    fits(phone_number(PtWorkPhone), 20) as telephone_no_2,
    fits(phone_number(PtMobilePhone), 20) as telephone_no_3,
    fits(text_of(PtEmail), 80) as pat_email_address,
    null as pat_lives_alone,
    null as pat_permission_to_contact,
    null as pat_permission_to_phone,
    null as pat_address_from,
    day(PtDateOfDeathInt) || ' 00:00' as date_of_death,
    null as where_died,
    null as cause_of_death,
    null as death_treatment_related,
    null as death_hiv_related,
    null as extra_info_1_type, null as extra_info_1, null as extra_info_2_type, null as extra_info_2,
    null as extra_info_3_type, null as extra_info_3, null as extra_info_4_type, null as extra_info_4,
    null as extra_info_5_type, null as extra_info_5, null as extra_info_6_type, null as extra_info_6,
    null as extra_info_7_type, null as extra_info_7, null as extra_info_8_type, null as extra_info_8,
    null as extra_info_9_type, null as extra_info_9, null as extra_info_10_type, null as extra_info_10,
    fits(concat_ws('; ', labelled('', GeneralComments), labelled('Address: ', PtAddrComments), labelled('Death: ', PtDeathComment1),
      labelled('Death: ', PtDeathComment2), labelled('Death informed by: ', PtDeathInformedBy), labelled('Home phone: ', phone_text(PtHomePhone)),
      labelled('Work phone: ', phone_text(PtWorkPhone)), labelled('Mobile phone: ', phone_text(PtMobilePhone))), 2000) as comments,
    case when text_of(PtIdentificationComments) is not null then 'Identification' end as note_1_subject,
    fits(text_of(PtIdentificationComments), 2000) as note_1_text,
    case when text_of(MedicalProfileComments) is not null then 'Medical profile' end as note_2_subject,
    fits(text_of(MedicalProfileComments), 2000) as note_2_text,
    null as nok_relationship, null as nok_title, null as nok_name_1, null as nok_name_family, null as nok_address_1,
    null as nok_address_2, null as nok_address_3, null as nok_address_4, null as nok_post_code, null as nok_telephone_1,
    null as nok_telephone_2, null as nok_comments,
    null as pat_permission_to_copy_gp,
    DohCode as gp_national_code,
    PracticeCode as practice_national_code,
    postcode(gp.Postcode) as practice_post_code,
    null as practice_applies_from,
    null as gdp_national_code, null as gdp_practice_national_code, null as gdp_practice_post_code, null as gdp_practice_applies_from
  from chosen
  left join read_csv('{extracts}/PMITITLEMF.csv', all_varchar = true) as title_file on title_file.Title = trim(chosen.Title, ' ')
  left join read_csv('{extracts}/RELIGION.csv', all_varchar = true) as religion_file on religion_file.Religion = trim(chosen.Religion, ' ')
  left join read_csv('{extracts}/MARITALS.csv', all_varchar = true) as marital_file on marital_file.MaritalStatus = trim(chosen.MaritalStatus, ' ')
  left join read_csv('{extracts}/COUNTRYBIRTHMF.csv', all_varchar = true) as country_file on country_file.CountryCode = trim(chosen.CountryOfBirth, ' ')
  left join read_csv('{extracts}/ETHN.csv', all_varchar = true) as ethnic_file on ethnic_file.EthnicOriginCode = trim(chosen.EthnicType, ' ')
  left join read_csv('{extracts}/GP.csv', all_varchar = true) as gp on gp.GpCode = trim(chosen.GpCode, ' ')
  order by trim(InternalPatientNumber, ' ')
) to '{out}' (format csv, header true);
