-- A dump can be read back, and a login that owns nothing can keep the feed.

-- The check of geometry, bound when it is made. A body kept as text looks its functions up whenever it runs, and a
-- restore runs with an empty search_path: no dump could be read back.
create or replace function geom_ok(g geometry) returns boolean
  language sql immutable parallel safe
  return g is not null
    and not st_isempty(g)
    and st_srid(g) = 4326
    and st_ndims(g) = 2
    and st_isvalid(g)
    and st_xmin(g) >= -180 and st_xmax(g) <= 180
    and st_ymin(g) >= -85.06 and st_ymax(g) <= 85.06;

-- Making and dropping partitions needs the owner of feed.event; the server's login is another.
alter function feed.add_partition() security definer set search_path = pg_catalog, pg_temp;
alter function feed.forget(interval) security definer set search_path = pg_catalog, pg_temp;
