-- PostGIS, and the two functions that every later table leans on.
create extension if not exists postgis;

-- The last line of defence for every geometry column. PostGIS itself stores NaN, infinity, swapped axes and
-- 4-D positions; PostgreSQL sorts NaN above every number, so the upper bounds refuse it.
create function geom_ok(g geometry) returns boolean
  language sql immutable parallel safe
as $$
  select g is not null
    and not st_isempty(g)
    and st_srid(g) = 4326
    and st_ndims(g) = 2
    and st_isvalid(g)
    and st_xmin(g) >= -180 and st_xmax(g) <= 180
    and st_ymin(g) >= -85.06 and st_ymax(g) <= 85.06
$$;
comment on function geom_ok(geometry) is
  'True for a valid, non-empty, finite 2-D geometry in EPSG:4326 within the Web Mercator square.';

-- Every published row carries a version that only grows: the tag of optimistic locking (If-Match) and what
-- makes applying a change twice harmless.
create function bump_version() returns trigger
  language plpgsql
as $$
begin
  new.version := old.version + 1;
  new.updated_at := clock_timestamp();
  return new;
end
$$;
comment on function bump_version() is 'BEFORE UPDATE trigger: version + 1 and updated_at = now, whatever the writer says.';
