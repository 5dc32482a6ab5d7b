-- A picture of the map is an export too: it has a number, which is drawn in it, and no link, since a page draws it.
-- One row an export: looking at all of them again takes no time.
alter table access.export
  drop constraint export_format_known,
  -- squawk-ignore constraint-missing-not-valid
  add constraint export_format_known check (format in ('csv', 'geojson', 'gpkg', 'png')),
  -- Read by this server alone, which asks for it by its value.
  -- squawk-ignore ban-drop-not-null
  alter column token_hash drop not null,
  -- squawk-ignore constraint-missing-not-valid
  add constraint export_link_is_of_files check ((token_hash is null) = (format = 'png'));
comment on column access.export.format is 'csv, geojson or gpkg; png for a picture.';
comment on column access.export.token_hash is 'SHA-256 of the token in its link, which opens once, within a quarter of an hour; null for a picture.';
