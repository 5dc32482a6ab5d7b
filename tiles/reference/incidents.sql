-- The incidents of a box (degrees) that a request's filter lets pass: from, to, category, status, priority, community,
-- hour, weekday, as in the URL. The parameters are read once, not once a row; without set_config or volatile parts the
-- planner puts the body in place of the call, so that the index on geom is used.
drop function if exists tiles_incident_passes(incident, json, text);
create or replace function tiles_incidents_found(box geometry, query json)
  returns setof incident language sql stable parallel safe
as $$
  with f as materialized (
    select
      (query ->> 'from')::timestamptz as since,
      (query ->> 'to')::timestamptz as until,
      string_to_array(query ->> 'category', ',') as categories,
      string_to_array(query ->> 'status', ',') as statuses,
      string_to_array(query ->> 'priority', ',')::smallint[] as priorities,
      string_to_array(query ->> 'community', ',')::integer[] as communities,
      string_to_array(query ->> 'hour', ',')::integer[] as hours,
      string_to_array(query ->> 'weekday', ',')::integer[] as weekdays,
      coalesce((select time_zone from city_meta), 'UTC') as zone
  )
  select i.*
  from f, incident i
  where i.geom && box
    and (f.since is null or i.occurred_from >= f.since)
    and (f.until is null or i.occurred_from < f.until)
    and (f.categories is null or i.category = any (f.categories))
    and (f.statuses is null or i.status = any (f.statuses))
    and (f.priorities is null or i.priority = any (f.priorities))
    and (f.communities is null or i.community_id = any (f.communities))
    and (f.hours is null or extract(hour from i.occurred_from at time zone f.zone) = any (f.hours))
    and (f.weekdays is null or extract(isodow from i.occurred_from at time zone f.zone) = any (f.weekdays))
$$;
comment on function tiles_incidents_found(geometry, json) is 'Incidents of a box that the filter of a request lets pass.';

-- Points: no buffer, so that a point is in one tile; the plain box is projected, never widened.
create or replace function tiles_incidents(z integer, x integer, y integer, query json default '{}')
  returns bytea language sql stable parallel safe
as $$
  with b as materialized (
    select
      st_tileenvelope(z, x, y) as tile,
      st_transform(st_tileenvelope(z, x, y), 4326) as box
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
    from b, lateral tiles_incidents_found(b.box, query) i
  ) t
$$;
comment on function tiles_incidents(integer, integer, integer, json) is 'Calls and cases, each a point.';

-- What the tile carries where its points are too many: 64 × 64 cells, counted on the world's own grid, with the three
-- most frequent categories, the most urgent priority and the sum of weights (6 less the priority).
create or replace function tiles_incidents_grid(z integer, x integer, y integer, query json default '{}')
  returns bytea language sql stable parallel safe
as $$
  with b as materialized (
    select
      st_tileenvelope(z, x, y) as tile,
      st_transform(st_tileenvelope(z, x, y), 4326) as box
  ), placed as (
    select
      floor((st_x(g.geom) - st_xmin(b.tile)) / (st_xmax(b.tile) - st_xmin(b.tile)) * 64)::integer as cell_x,
      floor((st_ymax(b.tile) - st_y(g.geom)) / (st_ymax(b.tile) - st_ymin(b.tile)) * 64)::integer as cell_y,
      i.category,
      i.priority
    from b, lateral tiles_incidents_found(b.box, query) i, lateral (select st_transform(i.geom, 3857) as geom) g
  ), by_category as (
    select
      cell_x,
      cell_y,
      category,
      count(*) as count,
      min(priority) as priority,
      sum(6 - priority) as weight,
      row_number() over (partition by cell_x, cell_y order by count(*) desc, category collate "C") as place
    from placed
    where cell_x between 0 and 63 and cell_y between 0 and 63
    group by cell_x, cell_y, category
  ), cells as (
    select
      cell_x,
      cell_y,
      sum(count)::bigint as count,
      max(category) filter (where place = 1) as top,
      max(count) filter (where place = 1) as top_count,
      max(category) filter (where place = 2) as top2,
      max(count) filter (where place = 2) as top2_count,
      max(category) filter (where place = 3) as top3,
      max(count) filter (where place = 3) as top3_count,
      min(priority)::integer as max_priority,
      sum(weight)::bigint as weight
    from by_category
    group by cell_x, cell_y
  )
  select st_asmvt(t, 'incidents_grid', 4096, 'geom', 'id')
  from (
    select
      ((4 ^ (z + 6) - 1) / 3 + (y * 64 + cell_y) * 2 ^ (z + 6) + x * 64 + cell_x)::bigint as id,
      count,
      top,
      top_count,
      top2,
      top2_count,
      top3,
      top3_count,
      max_priority,
      weight,
      st_setsrid(st_makepoint(cell_x * 64 + 32, cell_y * 64 + 32), 0) as geom
    from cells
    order by cell_y, cell_x
  ) t
$$;
comment on function tiles_incidents_grid(integer, integer, integer, json) is 'Calls and cases, counted by cell.';
