-- A function in SQL is planned anew by every statement that calls it, which behind the fence is every statement there is: a third
-- of what finding one row by its id takes. In PL/pgSQL its plan is kept for as long as the connection. It says the same.
create or replace function access.readable(subject text) returns integer[]
  language plpgsql stable parallel safe security definer
  set search_path = pg_catalog, pg_temp
as $$
begin
  return coalesce((
    select c.communities from access.capability c
    where c.token_hash = sha256(convert_to(nullif(current_setting('one_map.capability', true), ''), 'UTF8'))
      and c.expires_at > clock_timestamp() and $1 = any (c.subjects)), '{}');
end
$$;
