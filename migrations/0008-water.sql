-- Rivers and lakes get a level of their own: they are neither in a community nor rural land that somebody could
-- be missing from, and every map wants to draw them.
alter table area drop constraint area_level_known;
-- The table has a few hundred rows: checking them takes no time that a reader could notice.
-- squawk-ignore constraint-missing-not-valid
alter table area add constraint area_level_known
  check (level in ('city', 'district', 'town', 'rural', 'water'));
comment on table area is 'Areas above the community: city outline, district or county, street or town; and what lies in no community: rural land and water.';
comment on column area.level is 'Rung of the ladder: city, district, town; or rural for land outside every community, water for rivers and lakes.';
