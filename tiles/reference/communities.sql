-- Shapes reach 64 units beyond the tile and are simplified to three units, a third of a pixel, before they are cut.
-- The label stands at the centre of the largest circle inside the largest part, in the tile that holds it.
create or replace function tiles_communities(z integer, x integer, y integer, query json default '{}')
  returns bytea language sql stable parallel safe
as $$
  with b as materialized (
    select
      st_tileenvelope(z, x, y) as tile,
      st_expand(st_transform(st_tileenvelope(z, x, y), 4326), 360 / 2 ^ z * 64 / 4096) as box,
      40075016.68557849 / 2 ^ z / 4096 as unit
  ), found as materialized (
    select c.*, st_transform(c.geom, 3857) as mercator
    from community c, b
    where c.geom && b.box and (c.valid_to is null or c.valid_to > current_date)
  ), shapes as (
    select
      c.id,
      c.code,
      c.name_zh_hans,
      c.name_zh_hant,
      c.name_en,
      c.households,
      c.population,
      st_asmvtgeom(st_simplify(c.mercator, 3 * b.unit, true), b.tile, 4096, 64, true) as geom
    from found c, b
  ), labels as (
    select
      c.id,
      c.code,
      c.name_zh_hans,
      c.name_zh_hant,
      c.name_en,
      c.households,
      c.population,
      st_asmvtgeom((st_maximuminscribedcircle(part.geom)).center, b.tile, 4096, 0, true) as geom
    from found c, b, lateral (
      select p.geom from st_dump(c.mercator) p order by st_area(p.geom) desc limit 1
    ) part
  )
  select coalesce((select st_asmvt(s, 'communities', 4096, 'geom', 'id') from shapes s), '')
    || coalesce((select st_asmvt(l, 'communities_label', 4096, 'geom', 'id') from labels l), '')
$$;
comment on function tiles_communities(integer, integer, integer, json) is 'Beats of the community officers, with their labels.';
