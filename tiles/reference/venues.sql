create or replace function tiles_venues(z integer, x integer, y integer, query json default '{}')
  returns bytea language sql stable parallel safe
as $$
  with b as materialized (
    select st_tileenvelope(z, x, y) as tile, st_transform(st_tileenvelope(z, x, y), 4326) as box
  )
  select st_asmvt(t, 'venues', 4096, 'geom', 'id')
  from (
    select
      v.id,
      v.community_id,
      v.class,
      v.risk_grade::integer as risk_grade,
      floor(extract(epoch from v.last_inspected_at))::bigint as last_inspected_at,
      v.last_result,
      v.next_due_on - date '1970-01-01' as next_due_on,
      st_asmvtgeom(st_transform(v.geom, 3857), b.tile, 4096, 0, true) as geom
    from venue v, b
    where v.geom && b.box
      and (query ->> 'class' is null or v.class = any (string_to_array(query ->> 'class', ',')))
      and (query ->> 'risk_grade' is null or v.risk_grade = any (string_to_array(query ->> 'risk_grade', ',')::integer[]))
      and (query ->> 'community' is null or v.community_id = any (string_to_array(query ->> 'community', ',')::integer[]))
  ) t
$$;
comment on function tiles_venues(integer, integer, integer, json) is 'Supervised venues.';
