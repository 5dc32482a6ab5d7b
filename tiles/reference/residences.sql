-- Buildings of eight households or more; smaller ones are never drawn one by one.
create or replace function tiles_residences(z integer, x integer, y integer, query json default '{}')
  returns bytea language sql stable parallel safe
as $$
  with b as materialized (
    select st_tileenvelope(z, x, y) as tile, st_transform(st_tileenvelope(z, x, y), 4326) as box
  )
  select st_asmvt(t, 'residences', 4096, 'geom', 'id')
  from (
    select
      r.id,
      r.community_id,
      r.household_count,
      floor(extract(epoch from r.last_checked_at))::bigint as last_checked_at,
      st_asmvtgeom(st_transform(r.geom, 3857), b.tile, 4096, 0, true) as geom
    from residence r, b
    where r.geom && b.box
      and r.household_count >= 8
      and (query ->> 'community' is null or r.community_id = any (string_to_array(query ->> 'community', ',')::integer[]))
  ) t
$$;
comment on function tiles_residences(integer, integer, integer, json) is 'Dwelling buildings of eight households or more.';
