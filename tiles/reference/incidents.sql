-- The filter of a request: from, to, category, status, priority, community, hour, weekday, as in the URL. One
-- expression without a subquery, so that the planner puts it in place of the call.
create or replace function tiles_incident_passes(i incident, query json, zone text)
  returns boolean language sql stable parallel safe
as $$
  select (query ->> 'from' is null or i.occurred_from >= (query ->> 'from')::timestamptz)
    and (query ->> 'to' is null or i.occurred_from < (query ->> 'to')::timestamptz)
    and (query ->> 'category' is null or i.category = any (string_to_array(query ->> 'category', ',')))
    and (query ->> 'status' is null or i.status = any (string_to_array(query ->> 'status', ',')))
    and (query ->> 'priority' is null or i.priority = any (string_to_array(query ->> 'priority', ',')::integer[]))
    and (query ->> 'community' is null or i.community_id = any (string_to_array(query ->> 'community', ',')::integer[]))
    and (query ->> 'hour' is null or extract(hour from i.occurred_from at time zone zone)
      = any (string_to_array(query ->> 'hour', ',')::integer[]))
    and (query ->> 'weekday' is null or extract(isodow from i.occurred_from at time zone zone)
      = any (string_to_array(query ->> 'weekday', ',')::integer[]))
$$;
comment on function tiles_incident_passes(incident, json, text) is 'True for an incident that the filter of a request lets pass.';

-- Points: no buffer, so that a point is in one tile; the plain box is projected, never widened.
create or replace function tiles_incidents(z integer, x integer, y integer, query json default '{}')
  returns bytea language sql stable parallel safe
as $$
  with b as materialized (
    select
      st_tileenvelope(z, x, y) as tile,
      st_transform(st_tileenvelope(z, x, y), 4326) as box,
      coalesce((select time_zone from city_meta), 'UTC') as zone
  )
  select st_asmvt(t, 'incidents', 4096, 'geom', 'id')
  from (
    select
      i.id,
      i.community_id,
      i.category,
      i.priority::integer as priority,
      i.status,
      floor(extract(epoch from i.occurred_from))::bigint as occurred_at,
      floor(extract(epoch from i.reported_at))::bigint as reported_at,
      st_asmvtgeom(st_transform(i.geom, 3857), b.tile, 4096, 0, true) as geom
    from incident i, b
    where i.geom && b.box and tiles_incident_passes(i, query, b.zone)
  ) t
$$;
comment on function tiles_incidents(integer, integer, integer, json) is 'Calls and cases, each a point.';

-- What the tile carries where its points are too many: 64 × 64 cells, counted on the world's own grid.
create or replace function tiles_incidents_grid(z integer, x integer, y integer, query json default '{}')
  returns bytea language sql stable parallel safe
as $$
  with b as materialized (
    select
      st_tileenvelope(z, x, y) as tile,
      st_transform(st_tileenvelope(z, x, y), 4326) as box,
      coalesce((select time_zone from city_meta), 'UTC') as zone
  ), placed as (
    select
      floor((st_x(g.geom) - st_xmin(b.tile)) / (st_xmax(b.tile) - st_xmin(b.tile)) * 64)::integer as cell_x,
      floor((st_ymax(b.tile) - st_y(g.geom)) / (st_ymax(b.tile) - st_ymin(b.tile)) * 64)::integer as cell_y,
      i.category,
      i.priority
    from b, incident i, lateral (select st_transform(i.geom, 3857) as geom) g
    where i.geom && b.box and tiles_incident_passes(i, query, b.zone)
  ), by_category as (
    select cell_x, cell_y, category, count(*) as count, min(priority) as priority
    from placed
    where cell_x between 0 and 63 and cell_y between 0 and 63
    group by cell_x, cell_y, category
  ), cells as (
    select
      cell_x,
      cell_y,
      sum(count)::bigint as count,
      (array_agg(category order by count desc, category collate "C"))[1] as top,
      max(count)::bigint as top_count,
      min(priority)::integer as max_priority
    from by_category
    group by cell_x, cell_y
  )
  select st_asmvt(t, 'incidents_grid', 4096, 'geom')
  from (
    select
      count,
      top,
      top_count,
      max_priority,
      st_setsrid(st_makepoint(cell_x * 64 + 32, cell_y * 64 + 32), 0) as geom
    from cells
    order by cell_y, cell_x
  ) t
$$;
comment on function tiles_incidents_grid(integer, integer, integer, json) is 'Calls and cases, counted by cell.';
