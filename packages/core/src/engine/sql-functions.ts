/**
 * Functions that row SQL, views and gates may use; they read dates by content exactly as the column kernels do.
 *
 * - `pas_day(text)`: the day as CCYYMMDD, null when the text is no possible date
 * - `pas_moment(text)`: the moment as CCYYMMDDHHMM, null when the text holds no time or no possible date
 * - `pas_text(text)`: the text without outer blanks, null when nothing is left
 * - `pas_date(text)`, `pas_timestamp(text)`: the same as DATE and TIMESTAMP, for arithmetic; a moment may have seconds
 * - `pas_now()`: T as TIMESTAMP
 * - `pas_key(part, ...)`: up to six parts of a natural key, as they stand in `external_system_id`
 * - `getvariable('snapshot')`: T as CCYYMMDDHHMM, null when it was not given
 * - `getvariable('archive_before')`: the first day that stays live as CCYYMMDD, null when nothing is archived
 */
export const SQL_FUNCTIONS = `
create or replace temp macro pas_text(t) as nullif(trim(t, ' '), '');
create or replace temp macro pas_digits(t) as case
  when regexp_full_match(trim(t, ' '), '[0-9]{2}/[0-9]{2}/[0-9]{4}( [0-9]{2}:[0-9]{2})?')
    then substr(trim(t, ' '), 7, 4) || substr(trim(t, ' '), 4, 2) || substr(trim(t, ' '), 1, 2) || replace(substr(trim(t, ' '), 12), ':', '')
  when regexp_full_match(trim(t, ' '), '[0-9]{4}-[0-9]{2}-[0-9]{2}') then replace(trim(t, ' '), '-', '')
  when regexp_full_match(trim(t, ' '), '(79|80)[0-9]{10}') then cast(999999999999 - cast(trim(t, ' ') as bigint) as varchar)
  when regexp_full_match(trim(t, ' '), '[0-9]{8}|[0-9]{12}') then trim(t, ' ')
end;
create or replace temp macro pas_possible(d) as
  try_strptime(case when length(d) = 12 then d else d || '0000' end, '%Y%m%d%H%M') is not null and substr(d, 1, 4) between '1800' and '2199';
create or replace temp macro pas_day(t) as case when pas_possible(pas_digits(t)) then substr(pas_digits(t), 1, 8) end;
create or replace temp macro pas_moment(t) as case when length(pas_digits(t)) = 12 and pas_possible(pas_digits(t)) then pas_digits(t) end;
create or replace temp macro pas_date(t) as cast(try_strptime(pas_day(t), '%Y%m%d') as date);
create or replace temp macro pas_timestamp(t) as coalesce(
  try_strptime(pas_moment(t), '%Y%m%d%H%M'),
  case when regexp_full_match(trim(t, ' '), '[0-9]{2}/[0-9]{2}/[0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2}') then try_strptime(trim(t, ' '), '%d/%m/%Y %H:%M:%S') end);
create or replace temp macro pas_now() as strptime(getvariable('snapshot'), '%Y%m%d%H%M');
create or replace temp macro pas_key_part(t) as trim(coalesce(cast(t as varchar), ''), ' ');
create or replace temp macro pas_key(a) as pas_key_part(a),
  (a, b) as pas_key_part(a) || '|' || pas_key_part(b),
  (a, b, c) as pas_key_part(a) || '|' || pas_key_part(b) || '|' || pas_key_part(c),
  (a, b, c, d) as pas_key_part(a) || '|' || pas_key_part(b) || '|' || pas_key_part(c) || '|' || pas_key_part(d),
  (a, b, c, d, e) as pas_key_part(a) || '|' || pas_key_part(b) || '|' || pas_key_part(c) || '|' || pas_key_part(d) || '|' || pas_key_part(e),
  (a, b, c, d, e, f) as pas_key_part(a) || '|' || pas_key_part(b) || '|' || pas_key_part(c) || '|' || pas_key_part(d) || '|' || pas_key_part(e) || '|' || pas_key_part(f);
`;
