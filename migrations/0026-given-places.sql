-- Where an incident was when it was given to somebody. Whoever it was given to may move it, and its task opens the homes near it: by
-- the place that the giver saw, a task is nobody's own to make.
alter table access.incident_task
  add column geom geometry(Point, 4326)
  constraint incident_task_geom_ok check (geom is null or geom_ok(geom));
update access.incident_task t set geom = i.geom from incident i where i.id = t.incident_id;
comment on column access.incident_task.geom is 'Where the incident was when it was given, EPSG:4326; homes are opened near there. Null opens none.';
