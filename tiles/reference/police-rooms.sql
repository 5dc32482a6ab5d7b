create or replace function tiles_police_rooms(z integer, x integer, y integer, query json default '{}')
  returns bytea language sql stable parallel safe
as $$
  with b as materialized (
    select st_tileenvelope(z, x, y) as tile, st_transform(st_tileenvelope(z, x, y), 4326) as box
  )
  select st_asmvt(t, 'police-rooms', 4096, 'geom', 'id')
  from (
    select
      p.id,
      p.name_zh_hans,
      p.name_zh_hant,
      p.name_en,
      p.community_id,
      st_asmvtgeom(st_transform(p.geom, 3857), b.tile, 4096, 0, true) as geom
    from police_room p, b
    where p.geom && b.box
      and (query ->> 'community' is null or p.community_id = any (string_to_array(query ->> 'community', ',')::integer[]))
  ) t
$$;
comment on function tiles_police_rooms(integer, integer, integer, json) is 'Community police rooms.';
