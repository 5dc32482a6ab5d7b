-- The live feed: every committed change of a published table, once, numbered without gaps. Triggers write what changed
-- into the outbox inside the writer's own transaction, so that API, import and psql all count; one sequencer moves
-- committed rows on into numbered events. Nothing here says what a row holds: kinds, ids, versions, communities and
-- boxes only.
create schema feed;
comment on schema feed is 'Changes of published tables on their way to tiles and screens: outbox, numbered events, their bookkeeping.';

create table feed.meta (
  one boolean primary key default true constraint meta_single check (one),
  epoch uuid not null default gen_random_uuid(),
  last_seq bigint not null default 0,
  floor_seq bigint not null default 0,
  end_seq bigint not null default 1,
  seen pg_snapshot not null default pg_current_snapshot(),
  hinted_seq bigint not null default 0,
  hinted_at timestamptz not null default '-infinity'
) with (fillfactor = 20);
comment on table feed.meta is 'Where the feed stands. Whoever numbers events holds this row: the fence between two sequencers.';
comment on column feed.meta.epoch is 'Changed when numbers may come again for other events, as after a restore.';
comment on column feed.meta.last_seq is 'Number of the newest event.';
comment on column feed.meta.floor_seq is 'Events up to this number are no longer kept.';
comment on column feed.meta.end_seq is 'First number that no partition takes yet.';
comment on column feed.meta.seen is 'What had been committed when the outbox was last emptied: later rows are looked for by it.';
comment on column feed.meta.hinted_seq is 'Newest number that listeners have been told of.';
comment on column feed.meta.hinted_at is 'When they were told.';
insert into feed.meta default values;

create table feed.outbox (
  id bigint generated always as identity,
  xid xid8 not null default pg_current_xact_id(),
  kind text not null,
  op text not null,
  entity_id bigint,
  version bigint,
  scope integer,
  old_scope integer,
  box box2d,
  old_box box2d,
  at timestamptz not null default clock_timestamp()
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
comment on table feed.outbox is 'Changes not numbered yet, written by triggers in the transaction that changed the row.';
comment on column feed.outbox.id is 'Order in which changes of one row were made: it is drawn while the writer holds the row.';
comment on column feed.outbox.xid is 'The writer''s transaction.';
comment on column feed.outbox.kind is 'What changed: incident, unit, venue, ….';
comment on column feed.outbox.op is 'i inserted, u updated, d deleted, r: so many rows changed that the whole table is to be read again.';
comment on column feed.outbox.entity_id is 'Id of the row; null for r.';
comment on column feed.outbox.version is 'Version of the row after the change, before it when deleted; null for r.';
comment on column feed.outbox.scope is 'Community that it lies in now; for a deleted one, before.';
comment on column feed.outbox.old_scope is 'Community that it lay in before.';
comment on column feed.outbox.box is 'Box around it now, EPSG:4326.';
comment on column feed.outbox.old_box is 'Box around it before.';
comment on column feed.outbox.at is 'When it was changed.';
-- Its only index: what a transaction wrote is found by the transaction, however many dead rows an old snapshot keeps.
create index outbox_xid_idx on feed.outbox (xid);

create table feed.outbox_dead (
  id bigint generated always as identity primary key,
  row jsonb not null,
  fault text not null,
  parked_at timestamptz not null default clock_timestamp()
);
comment on table feed.outbox_dead is 'Outbox rows that no event can be made of, put aside so that the feed goes on.';
comment on column feed.outbox_dead.id is 'Surrogate key.';
comment on column feed.outbox_dead.row is 'The row as it was.';
comment on column feed.outbox_dead.fault is 'What is wrong with it.';
comment on column feed.outbox_dead.parked_at is 'When it was put aside.';

create table feed.event (
  seq bigint primary key,
  kind text not null constraint event_kind_known check (kind in
    ('area', 'community', 'road', 'police-room', 'residence', 'venue', 'incident', 'unit', 'visit')),
  op text not null constraint event_op_known check (op in ('i', 'u', 'd', 'r')),
  entity_id bigint constraint event_entity_range check (entity_id between 1 and 9007199254740991),
  version bigint constraint event_version_range check (version between 1 and 9007199254740991),
  scope integer,
  old_scope integer,
  box box2d,
  old_box box2d,
  at timestamptz not null,
  constraint event_is_whole check (op = 'r' or (entity_id is not null and version is not null))
) partition by range (seq);
comment on table feed.event is 'Numbered changes, each number one more than the one before; kept for 72 hours.';
comment on column feed.event.seq is 'Its number.';
comment on column feed.event.kind is 'What changed.';
comment on column feed.event.op is 'i, u, d or r, as in the outbox.';
comment on column feed.event.entity_id is 'Id of the row; null for r.';
comment on column feed.event.version is 'Its version; null for r.';
comment on column feed.event.scope is 'Community now.';
comment on column feed.event.old_scope is 'Community before.';
comment on column feed.event.box is 'Box now, EPSG:4326.';
comment on column feed.event.old_box is 'Box before.';
comment on column feed.event.at is 'When it was changed.';

create table feed.event_partition (
  first_seq bigint primary key,
  end_seq bigint not null,
  made_at timestamptz not null default clock_timestamp()
);
comment on table feed.event_partition is 'Partitions of feed.event, each for about an hour of events.';
comment on column feed.event_partition.first_seq is 'Its first number, also in its name: feed.event_<first_seq>.';
comment on column feed.event_partition.end_seq is 'One past its last number.';
comment on column feed.event_partition.made_at is 'When it was made.';

-- Twice as wide as the last one when that filled up within half an hour, half when it lasted two.
create function feed.add_partition() returns bigint
  language plpgsql
as $$
declare
  start bigint;
  last feed.event_partition;
  width bigint := 20000;
begin
  select end_seq into start from feed.meta;
  select * into last from feed.event_partition order by first_seq desc limit 1;
  if found then
    width := last.end_seq - last.first_seq;
    if last.made_at > clock_timestamp() - interval '30 minutes' then
      width := least(width * 2, 10000000);
    elsif last.made_at < clock_timestamp() - interval '2 hours' then
      width := greatest(width / 2, 20000);
    end if;
  end if;
  -- Attached rather than created in place: that waits for no reader, such as a backup that takes an hour.
  execute format('create table feed.%I (like feed.event including defaults including constraints including indexes)', 'event_' || start);
  execute format('alter table feed.event attach partition feed.%I for values from (%s) to (%s)', 'event_' || start, start, start + width);
  insert into feed.event_partition (first_seq, end_seq) values (start, start + width);
  update feed.meta set end_seq = start + width;
  return start + width;
end
$$;
comment on function feed.add_partition() is 'Makes room for the events to come; returns the first number that still has none.';
select feed.add_partition();

create function feed.position(out epoch text, out last_seq bigint, out floor_seq bigint) returns record
  language sql stable
as $$
  select left(encode(sha256(convert_to(concat_ws('/', m.epoch, s.system_identifier,
      left(pg_walfile_name(pg_current_wal_lsn()), 8),
      (select oid from pg_database where datname = current_database())), 'UTF8')), 'hex'), 16),
    m.last_seq, m.floor_seq
  from feed.meta m, pg_control_system() s
$$;
comment on function feed.position() is
  'Epoch and numbers of the feed. The epoch is mixed with cluster, timeline and database, so that neither a failover nor a restore elsewhere uses one again. Fails on a standby: its order of commits may be another.';

create function feed.number(picked tid[], after bigint) returns integer
  language sql
as $$
  with taken as (delete from feed.outbox where ctid = any (picked) returning *),
  numbered as (
    insert into feed.event (seq, kind, op, entity_id, version, scope, old_scope, box, old_box, at)
    select after + row_number() over (order by id), kind, op, entity_id, version, scope, old_scope, box, old_box, at
    from taken returning seq)
  select count(*)::integer from numbered
$$;
comment on function feed.number(tid[], bigint) is 'Moves outbox rows on into events, numbered from after + 1; returns how many.';

create function feed.number_one_by_one(picked tid[], after bigint, out moved integer, out parked integer) returns record
  language plpgsql
as $$
declare
  one feed.outbox;
begin
  moved := 0;
  parked := 0;
  for one in select * from feed.outbox where ctid = any (picked) order by id loop
    begin
      insert into feed.event (seq, kind, op, entity_id, version, scope, old_scope, box, old_box, at)
      values (after + moved + 1, one.kind, one.op, one.entity_id, one.version, one.scope, one.old_scope, one.box, one.old_box, one.at);
      moved := moved + 1;
    exception when integrity_constraint_violation or data_exception then
      insert into feed.outbox_dead (row, fault) values (to_jsonb(one), sqlerrm);
      parked := parked + 1;
    end;
  end loop;
  delete from feed.outbox where ctid = any (picked);
end
$$;
comment on function feed.number_one_by_one(tid[], bigint) is 'The same when one of them is no event: that one is put aside.';

create function feed.tick(batch integer, sweep boolean, hint boolean,
    out last_seq bigint, out moved integer, out parked integer) returns record
  language plpgsql
  -- The outbox fills and empties all the time: its statistics are never right, and its dead rows may be many.
  set enable_seqscan = off
as $$
declare
  m feed.meta;
  picked tid[];
  now_seen pg_snapshot;
  is_owed boolean;
begin
  select * into m from feed.meta;
  last_seq := m.last_seq;
  moved := 0;
  parked := 0;
  is_owed := hint and m.last_seq > m.hinted_seq and m.hinted_at < clock_timestamp() - interval '50 milliseconds';
  -- Nothing is locked and nothing written while there is nothing to do.
  if not is_owed
    and not exists (select from feed.outbox o where o.xid >= pg_snapshot_xmax(m.seen))
    and not exists (select from feed.outbox o where o.xid = any (array(select pg_snapshot_xip(m.seen))))
    and not (sweep and exists (select from feed.outbox))
  then
    return;
  end if;

  select * into m from feed.meta for update;
  last_seq := m.last_seq;
  while m.last_seq + batch >= m.end_seq loop
    m.end_seq := feed.add_partition();
  end loop;
  -- Rows of transactions that had not ended when the outbox was last emptied: those begun since, and those open then.
  select pg_current_snapshot(), array_agg(c.ctid) into now_seen, picked
  from (
    select o.ctid, o.id from feed.outbox o where o.xid >= case when sweep then '0'::xid8 else pg_snapshot_xmax(m.seen) end
    union all
    select o.ctid, o.id from feed.outbox o where not sweep and o.xid = any (array(select pg_snapshot_xip(m.seen)))
    order by id limit batch) c;
  if picked is not null then
    begin
      moved := feed.number(picked, m.last_seq);
    exception when integrity_constraint_violation or data_exception then
      select o.moved, o.parked into moved, parked from feed.number_one_by_one(picked, m.last_seq) o;
    end;
    last_seq := m.last_seq + moved;
  end if;
  -- The hint lets nobody wait for a lock of the whole cluster: at most twenty a second, by whoever numbers.
  hint := hint and last_seq > m.hinted_seq and m.hinted_at < clock_timestamp() - interval '50 milliseconds';
  update feed.meta set
    last_seq = tick.last_seq,
    seen = case when coalesce(cardinality(picked), 0) < batch then now_seen else seen end,
    hinted_seq = case when hint then tick.last_seq else hinted_seq end,
    hinted_at = case when hint then clock_timestamp() else hinted_at end;
  if hint then
    perform pg_notify('feed', last_seq::text);
  end if;
end
$$;
comment on function feed.tick(integer, boolean, boolean) is
  'Numbers what has been committed, at most so many rows, in order. sweep looks at every row of the outbox, whatever was seen; hint tells listeners, at most twenty times a second.';

create function feed.is_waiting(longer interval) returns boolean
  language sql stable
  set enable_seqscan = off
as $$
  select exists (select from feed.meta m, feed.outbox o
      where o.xid >= pg_snapshot_xmax(m.seen) and o.at < clock_timestamp() - longer)
    or exists (select from feed.meta m, feed.outbox o
      where o.xid = any (array(select pg_snapshot_xip(m.seen))) and o.at < clock_timestamp() - longer)
$$;
comment on function feed.is_waiting(interval) is
  'True when something committed has not been numbered for so long: whoever should do it does not.';

create function feed.forget(keep interval) returns bigint
  language plpgsql
  set lock_timeout = '200ms'
as $$
declare
  m feed.meta;
  part feed.event_partition;
  cut bigint;
begin
  select * into m from feed.meta for update;
  for part in select * from feed.event_partition p where p.end_seq <= m.last_seq order by p.first_seq loop
    select min(seq) into cut from feed.event where seq >= part.first_seq and seq < part.end_seq and at >= clock_timestamp() - keep;
    exit when cut is not null;
    execute format('drop table feed.%I', 'event_' || part.first_seq);
    delete from feed.event_partition where first_seq = part.first_seq;
    m.floor_seq := part.end_seq - 1;
  end loop;
  -- Where little happens a partition may last for weeks: what is past its time goes one by one, a tenth of it at a time.
  select min(seq) into cut from feed.event where seq > m.floor_seq and at >= clock_timestamp() - keep;
  cut := coalesce(cut, m.last_seq + 1);
  if exists (select from feed.event where seq = m.floor_seq + 1 and at < clock_timestamp() - keep * 1.1) then
    delete from feed.event where seq < cut;
    m.floor_seq := cut - 1;
  end if;
  update feed.meta set floor_seq = m.floor_seq where floor_seq <> m.floor_seq;
  return m.floor_seq;
end
$$;
comment on function feed.forget(interval) is
  'Drops events older than that, and says up to which number nothing is kept. Gives up after 0.2 s where somebody reads what is to be dropped, such as a backup; try again later.';

-- What a table tells. Transactions that write many rows tell of the table once, not of each row: those that say
-- set local feed.bulk = 'on', statements of more than 10,000 rows, and transactions that reach as many with statements
-- of more than a hundred. Whoever follows reads the table again.
create function feed.tell_reload(kind text) returns void
  language plpgsql
as $$
declare
  told text := 'feed.told_' || replace(kind, '-', '_');
begin
  if current_setting(told, true) is distinct from 'all' then
    insert into feed.outbox (kind, op) values (kind, 'r');
    perform set_config(told, 'all', true);
  end if;
end
$$;
comment on function feed.tell_reload(text) is 'Tells that a whole table is to be read again, once a transaction.';

create function feed.count_told(kind text, told integer, is_any boolean) returns void
  language plpgsql
as $$
declare
  name text := 'feed.rows_' || replace(kind, '-', '_');
  total integer := told + coalesce(nullif(current_setting(name, true), ''), '0')::integer;
begin
  if total > 10000 or (told = 0 and is_any) then
    perform feed.tell_reload(kind);
  else
    perform set_config(name, total::text, true);
  end if;
end
$$;
comment on function feed.count_told(text, integer, boolean) is 'Counts rows told in large statements; past 10,000 of a transaction the table is told as a whole.';

-- Gives a table its triggers; scope and box name the columns of its community and its geometry, null where it has none.
create function feed.publish(source regclass, kind text, scope text, geom text) returns void
  language plpgsql
as $publish$
declare
  name text := 'tell_' || replace(kind, '-', '_');
  old_scope text := coalesce('o.' || scope, 'null::integer');
  new_scope text := coalesce('n.' || scope, 'null::integer');
  old_box text := coalesce('box2d(o.' || geom || ')', 'null::box2d');
  new_box text := coalesce('box2d(n.' || geom || ')', 'null::box2d');
begin
  execute format($function$
    create function feed.%1$I() returns trigger language plpgsql as $trigger$
    declare
      told integer;
    begin
      if current_setting('feed.told_%2$s', true) = 'all' then
        return null;
      elsif tg_op = 'TRUNCATE' or current_setting('feed.bulk', true) = 'on' then
        perform feed.tell_reload(%3$L);
        return null;
      elsif tg_op = 'UPDATE' then
        insert into feed.outbox (kind, op, entity_id, version, scope, old_scope, box, old_box)
        select %3$L, case when o.id is null then 'i' when n.id is null then 'd' else 'u' end, coalesce(n.id, o.id),
          coalesce(n.version, o.version), case when n.id is null then %4$s else %5$s end, %4$s, %7$s, %6$s
        from new_rows n full join old_rows o on o.id = n.id
        where (select count(*) from new_rows) <= 10000;
        get diagnostics told = row_count;
        if told = 0 or told > 100 then
          perform feed.count_told(%3$L, told, exists (select from new_rows));
        end if;
      elsif tg_op = 'INSERT' then
        insert into feed.outbox (kind, op, entity_id, version, scope, box)
        select %3$L, 'i', n.id, n.version, %5$s, %7$s from new_rows n where (select count(*) from new_rows) <= 10000;
        get diagnostics told = row_count;
        if told = 0 or told > 100 then
          perform feed.count_told(%3$L, told, exists (select from new_rows));
        end if;
      else
        insert into feed.outbox (kind, op, entity_id, version, scope, old_scope, old_box)
        select %3$L, 'd', o.id, o.version, %4$s, %4$s, %6$s from old_rows o where (select count(*) from old_rows) <= 10000;
        get diagnostics told = row_count;
        if told = 0 or told > 100 then
          perform feed.count_told(%3$L, told, exists (select from old_rows));
        end if;
      end if;
      return null;
    end
    $trigger$
  $function$, name, replace(kind, '-', '_'), kind, old_scope, new_scope, old_box, new_box);
  execute format('create trigger %I after insert on %s referencing new table as new_rows for each statement execute function feed.%I()', name || '_insert', source, name);
  execute format('create trigger %I after update on %s referencing old table as old_rows new table as new_rows for each statement execute function feed.%I()', name || '_update', source, name);
  execute format('create trigger %I after delete on %s referencing old table as old_rows for each statement execute function feed.%I()', name || '_delete', source, name);
  execute format('create trigger %I after truncate on %s for each statement execute function feed.%I()', name || '_truncate', source, name);
end
$publish$;
comment on function feed.publish(regclass, text, text, text) is
  'Makes a table tell the feed of every change; its kind must be one that feed.event knows.';

select feed.publish('area', 'area', null, 'geom');
select feed.publish('community', 'community', 'id', 'geom');
select feed.publish('road', 'road', null, 'geom');
select feed.publish('police_room', 'police-room', 'community_id', 'geom');
select feed.publish('residence', 'residence', 'community_id', 'geom');
select feed.publish('venue', 'venue', 'community_id', 'geom');
select feed.publish('incident', 'incident', 'community_id', 'geom');
select feed.publish('unit', 'unit', 'community_id', 'geom');
select feed.publish('visit', 'visit', 'community_id', null);
