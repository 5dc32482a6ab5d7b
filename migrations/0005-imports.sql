-- What an import leaves behind beside its rows: where they came from, why it was refused, and whether it is still
-- alive. Staging has a schema of its own: one unlogged table a run, dropped with it.
create schema staging;
comment on schema staging is 'Rows of imports under way, one table a run; nothing here outlives its run.';

alter table import_run
  add column source text,
  add column time_zone text,
  add column problem text,
  add column detail text,
  add column notes text[] not null default '{}',
  add column heartbeat_at timestamptz not null default now(),
  add column stop_requested boolean not null default false;

comment on column import_run.source is 'Name of the data set that its rows carry as their source.';
comment on column import_run.time_zone is 'Zone in which times without an offset were read; null when none was needed.';
comment on column import_run.problem is 'Slug of the problem that ended it; null for one that was done.';
comment on column import_run.detail is 'What was wrong, in one sentence, without values of the file.';
comment on column import_run.notes is 'What whoever started it should know: columns left out, what the positions were checked against.';
comment on column import_run.heartbeat_at is 'Last sign of life; a running import without one for a minute was killed.';
comment on column import_run.stop_requested is 'Somebody has asked it to stop; it does so at its next sign of life.';
create index import_run_running_idx on import_run (heartbeat_at) where status = 'running';
