-- Units without a position have no geometry and match no box.
create or replace function tiles_units(z integer, x integer, y integer, query json default '{}')
  returns bytea language sql stable parallel safe
as $$
  with b as materialized (
    select st_tileenvelope(z, x, y) as tile, st_transform(st_tileenvelope(z, x, y), 4326) as box
  )
  select st_asmvt(t, 'units', 4096, 'geom', 'id')
  from (
    select
      u.id,
      u.community_id,
      u.call_sign,
      u.kind,
      u.status,
      floor(extract(epoch from u.last_fix_at))::bigint as last_fix_at,
      st_asmvtgeom(st_transform(u.geom, 3857), b.tile, 4096, 0, true) as geom
    from unit u, b
    where u.geom && b.box
      and (query ->> 'status' is null or u.status = any (string_to_array(query ->> 'status', ',')))
      and (query ->> 'community' is null or u.community_id = any (string_to_array(query ->> 'community', ',')::integer[]))
  ) t
$$;
comment on function tiles_units(integer, integer, integer, json) is 'Last position of each terminal on duty.';
