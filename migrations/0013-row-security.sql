-- The second fence: what a login may see of each community, decided by the database itself, whatever statement it is sent.
-- City-wide principals are served by one login and see every row. All others are served by another one, which sees nothing
-- but what the capability presented in its transaction names. A capability is a random token of which only the hash is
-- kept: the login can use one and can neither read, guess nor make one.
create table access.capability (
  token_hash bytea primary key constraint capability_token_size check (octet_length(token_hash) = 32),
  subjects text[] not null,
  communities integer[] not null,
  expires_at timestamptz not null
);
comment on table access.capability is 'What the login for scoped principals may see while it presents a token: made by the other login, for minutes.';
comment on column access.capability.token_hash is 'SHA-256 of the token; the token itself is nowhere.';
comment on column access.capability.subjects is 'Subjects of the table of access, such as incidents.';
comment on column access.capability.communities is 'Communities whose rows it shows.';
comment on column access.capability.expires_at is 'Good until then.';
create index capability_expires_idx on access.capability (expires_at);

create function access.readable(subject text) returns integer[]
  language sql stable parallel safe security definer
  set search_path = pg_catalog, pg_temp
as $$
  select coalesce((
    select c.communities from access.capability c
    where c.token_hash = sha256(convert_to(nullif(current_setting('one_map.capability', true), ''), 'UTF8'))
      and c.expires_at > clock_timestamp() and $1 = any (c.subjects)), '{}')
$$;
comment on function access.readable(text) is
  'Communities whose rows of a subject the presented capability shows; none without one, or with one that is not known or has expired.';
revoke execute on function access.readable(text) from public;

-- A later migration with another table of rows by community replaces this function, and calls access.admit_again().
create function access.fenced(out relation regclass, out subject text, out condition text) returns setof record
  language sql stable
as $$
  select r::regclass, s, coalesce(c, format('community_id = any ((select access.readable(%L))::integer[])', s))
  from (values
    ('public.incident', 'incidents', null),
    ('public.incident_acknowledgement', 'incidents', 'exists (select from public.incident i where i.id = incident_id)'),
    ('public.residence', 'residences', null),
    ('public.address', 'addresses', null),
    ('public.venue', 'venues', null),
    ('public.unit', 'units', null),
    ('public.visit', 'visits', null),
    ('public.duty_assignment', 'duty', null)) as v (r, s, c)
$$;
comment on function access.fenced() is 'Tables that are fenced, the subject that each belongs to, and when a scoped login sees a row.';

create function access.admit_city(login regrole) returns void
  language plpgsql
as $$
declare
  f record;
begin
  for f in select * from access.fenced() loop
    execute format('alter table %s enable row level security', f.relation);
    execute format('drop policy if exists %I on %s', 'city ' || login, f.relation);
    execute format('create policy %I on %s to %s using (true) with check (true)', 'city ' || login, f.relation, login);
  end loop;
end
$$;
comment on function access.admit_city(regrole) is 'Shows a login every row. Its rights on tables are given apart.';

create function access.admit_scoped(login regrole) returns void
  language plpgsql
as $$
declare
  f record;
begin
  execute format('revoke all on all tables in schema public from %s', login);
  execute format('grant select on area, community, road, police_room, venue_class, incident_category, response_standard, city_meta to %s', login);
  execute format('grant execute on function access.readable(text) to %s', login);
  for f in select * from access.fenced() loop
    execute format('alter table %s enable row level security', f.relation);
    execute format('grant select on %s to %s', f.relation, login);
    execute format('drop policy if exists %I on %s', 'scoped ' || login, f.relation);
    execute format('create policy %I on %s for select to %s using (%s)', 'scoped ' || login, f.relation, login, f.condition);
  end loop;
end
$$;
comment on function access.admit_scoped(regrole) is
  'Lets a login read the ground, and of fenced tables the rows that its capability shows; takes every other right on tables away.';

create function access.admit_again() returns void
  language plpgsql
as $$
declare
  f record;
begin
  for f in select * from access.fenced() loop
    execute format('alter table %s enable row level security', f.relation);
  end loop;
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
comment on function access.admit_again() is
  'Fences every table that is to be, and admits again whoever was admitted; the login one_map_scoped too, where there is one.';

create function access.quicken() returns boolean
  language plpgsql
as $$
begin
  -- Comparing boxes tells nobody anything, but only a superuser may say so. Until then rows are looked at one by one.
  if current_setting('is_superuser') = 'on' then
    alter function geometry_overlaps(geometry, geometry) leakproof;
  end if;
  return (select proleakproof from pg_proc where oid = 'geometry_overlaps(geometry, geometry)'::regprocedure);
end
$$;
comment on function access.quicken() is
  'Lets queries behind the fence use indexes of geometry, where a superuser calls it; true where they can. PostGIS forgets it when it is upgraded, and a restored database has to be told again.';

revoke execute on function access.fenced(), access.admit_city(regrole), access.admit_scoped(regrole),
  access.admit_again(), access.quicken() from public;

select access.admit_again();
select access.quicken();
