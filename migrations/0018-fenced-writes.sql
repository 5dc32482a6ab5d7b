-- Scoped principals change rows through their own login too. A token that lets rows be changed says of which subjects; one
-- for reading says of none, so that whoever gets a statement into a reading can change nothing by it.
alter table access.capability add column changes text[] not null default '{}';
comment on column access.capability.changes is 'Subjects whose rows in the communities may be made and changed.';

create function access.changeable(variadic subjects text[]) returns integer[]
  language sql stable parallel safe security definer
  set search_path = pg_catalog, pg_temp
as $$
  select coalesce((
    select c.communities from access.capability c
    where c.token_hash = sha256(convert_to(nullif(current_setting('one_map.capability', true), ''), 'UTF8'))
      and c.expires_at > clock_timestamp() and c.changes && $1), '{}')
$$;
comment on function access.changeable(text[]) is
  'Communities whose rows of one of the subjects the presented capability lets be changed; none without one.';
revoke execute on function access.changeable(text[]) from public;

-- A later migration with another table of rows by community replaces this function, and calls access.admit_again().
drop function access.fenced();
create function access.fenced(out relation regclass, out subject text, out condition text, out makes text, out changes text)
  returns setof record
  language sql stable
as $$
  select r::regclass, s, coalesce(c, format('community_id = any ((select access.readable(%L))::integer[])', s)),
    case when by is not null then
      format('community_id = any ((select access.changeable(%L))::integer[])', s) || coalesce(' and ' || refers, '') end,
    case when by is not null then format('community_id = any ((select access.changeable(%s))::integer[])', by) end
  from (values
    ('public.incident', 'incidents', null, '''incidents''', null),
    ('public.incident_acknowledgement', 'incidents', 'exists (select from public.incident i where i.id = incident_id)', null, null),
    -- A visit is remembered at its place, also by those who may change nothing else there.
    ('public.residence', 'residences', null, '''residences'', ''visits''', null),
    ('public.address', 'addresses', null, null, null),
    ('public.venue', 'venues', null, '''venues'', ''visits''', null),
    ('public.unit', 'units', null, '''units''', null),
    ('public.visit', 'visits', null, '''visits''',
      '(venue_id is null or exists (select from public.venue v where v.id = venue_id))'
      ' and (residence_id is null or exists (select from public.residence r where r.id = residence_id))'),
    ('public.duty_assignment', 'duty', null, null, null)) as v (r, s, c, by, refers)
$$;
comment on function access.fenced() is
  'Tables that are fenced, the subject that each belongs to, and when a scoped login sees, makes and changes a row; null for never.';
revoke execute on function access.fenced() from public;

create or replace function access.admit_scoped(login regrole) returns void
  language plpgsql
as $$
declare
  f record;
begin
  execute format('revoke all on all tables in schema public from %s', login);
  execute format('grant select on area, community, road, police_room, venue_class, incident_category, response_standard, city_meta to %s', login);
  execute format('grant execute on function access.readable(text), access.changeable(text[]) to %s', login);
  for f in select * from access.fenced() loop
    execute format('alter table %s enable row level security', f.relation);
    execute format('drop policy if exists %I on %s', 'scoped ' || login, f.relation);
    execute format('drop policy if exists %I on %s', 'scoped makes ' || login, f.relation);
    execute format('drop policy if exists %I on %s', 'scoped changes ' || login, f.relation);
    execute format('grant select on %s to %s', f.relation, login);
    execute format('create policy %I on %s for select to %s using (%s)', 'scoped ' || login, f.relation, login, f.condition);
    continue when f.changes is null;
    execute format('grant insert, update on %s to %s', f.relation, login);
    execute format('create policy %I on %s for insert to %s with check (%s)', 'scoped makes ' || login, f.relation, login, f.makes);
    execute format('create policy %I on %s for update to %s using (%s) with check (%s)', 'scoped changes ' || login, f.relation, login, f.changes, f.changes);
  end loop;
end
$$;
comment on function access.admit_scoped(regrole) is
  'Lets a login read the ground, and of fenced tables read, make and change the rows that its capability names; takes every other right on tables away.';

create function access.let_feed_tell() returns void
  language plpgsql
as $$
declare
  t regprocedure;
begin
  -- A change is told of by whoever owns the feed: who makes one can tell of nothing else.
  for t in
    select distinct p.oid::regprocedure
    from access.fenced() f join pg_trigger g on g.tgrelid = f.relation join pg_proc p on p.oid = g.tgfoid
    where f.changes is not null and p.pronamespace = 'feed'::regnamespace and not p.prosecdef
  loop
    execute format('alter function %s security definer set search_path = pg_catalog, public, pg_temp', t);
  end loop;
end
$$;
comment on function access.let_feed_tell() is
  'Lets changes by logins that have no rights on the feed be told of, as those of others are.';
revoke execute on function access.let_feed_tell() from public;

create or replace function access.admit_again() returns void
  language plpgsql
as $$
declare
  f record;
begin
  for f in select * from access.fenced() loop
    execute format('alter table %s enable row level security', f.relation);
  end loop;
  perform access.let_feed_tell();
  -- Whoever could read every row before there was a fence, such as the server's login, still can.
  perform access.admit_city(login::oid::regrole)
  from (
    select a.grantee as login from pg_class c, aclexplode(c.relacl) a
    where c.oid = 'public.incident'::regclass and a.privilege_type = 'SELECT' and a.grantee not in (0, c.relowner)
    union select unnest(polroles) from pg_policy where polname like 'city %') city
  where login not in (select unnest(polroles) from pg_policy where polname like 'scoped %')
    and login is distinct from to_regrole('one_map_scoped')::oid;
  perform access.admit_scoped(login::oid::regrole)
  from (
    select unnest(polroles) as login from pg_policy where polname like 'scoped %'
    union select to_regrole('one_map_scoped')::oid) scoped
  where login is not null;
end
$$;

select access.admit_again();
