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
 *
 * A macro's argument is written out wherever its body names it, and a filter evaluates each copy: so each is named once
 * or twice, and the shape that a text can have is told by its length before anything is matched.
 */
export const SQL_FUNCTIONS = `
create or replace temp macro pas_text(t) as nullif(trim(t, ' '), '');
create or replace temp macro pas_reversed(x) as try_strptime(cast(999999999999 - try_cast(x as bigint) as varchar), '%Y%m%d%H%M');
create or replace temp macro pas_moment_of(x) as case strlen(x)
  when 12 then case
    when regexp_full_match(x, '(18|19|20|21)[0-9]{10}') then try_strptime(x, '%Y%m%d%H%M')
    when regexp_full_match(x, '(79|80)[0-9]{10}') then pas_reversed(x) end
  when 16 then case
    when regexp_full_match(x, '[0-9]{2}/[0-9]{2}/(18|19|20|21)[0-9]{2} [0-9]{2}:[0-9]{2}') then try_strptime(x, '%d/%m/%Y %H:%M') end
end;
create or replace temp macro pas_day_of(x) as case strlen(x)
  when 8 then case when regexp_full_match(x, '(18|19|20|21)[0-9]{6}') then try_strptime(x, '%Y%m%d') end
  when 10 then case
    when regexp_full_match(x, '[0-9]{2}/[0-9]{2}/(18|19|20|21)[0-9]{2}') then try_strptime(x, '%d/%m/%Y')
    when regexp_full_match(x, '(18|19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}') then try_strptime(x, '%Y-%m-%d') end
  else pas_moment_of(x)
end;
create or replace temp macro pas_day(t) as strftime(pas_day_of(trim(t, ' ')), '%Y%m%d');
create or replace temp macro pas_moment(t) as strftime(pas_moment_of(trim(t, ' ')), '%Y%m%d%H%M');
create or replace temp macro pas_date(t) as cast(pas_day_of(trim(t, ' ')) as date);
create or replace temp macro pas_timestamp(t) as coalesce(
  pas_moment_of(trim(t, ' ')),
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
