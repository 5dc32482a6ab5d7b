-- The plain box is projected and then widened in degrees: projecting a widened box of a tile at the edge of the world
-- gives the wrong hemisphere on PostGIS 3.3.
create or replace function tiles_roads(z integer, x integer, y integer, query json default '{}')
  returns bytea language sql stable parallel safe
as $$
  with b as materialized (
    select
      st_tileenvelope(z, x, y) as tile,
      st_expand(st_transform(st_tileenvelope(z, x, y), 4326), 360 / 2 ^ z * 64 / 4096) as box
  )
  select st_asmvt(t, 'roads', 4096, 'geom', 'id')
  from (
    select
      r.id,
      r.class,
      r.name_zh_hans,
      r.name_zh_hant,
      r.name_en,
      r.oneway,
      st_asmvtgeom(st_transform(r.geom, 3857), b.tile, 4096, 64, true) as geom
    from road r, b
    where r.geom && b.box
  ) t
$$;
comment on function tiles_roads(integer, integer, integer, json) is 'Street network.';
