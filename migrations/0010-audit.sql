-- Who did what, in rows that nobody changes. A writer adds to the inbox and waits for nothing else; a sealer moves what was
-- committed into numbered entries, in batches whose digests form a chain. Whoever alters, removes, inserts or reorders an
-- entry afterwards breaks the chain; whoever makes a new chain contradicts the heads that were exported before.
create schema audit;
comment on schema audit is 'The record of sign-ins, refusals, changes of access and personal reads.';

create table audit.inbox (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  account_id integer,
  role text not null,
  action text not null constraint inbox_action_shape check (action ~ '^[a-z]+(-[a-z]+)*$'),
  outcome text not null constraint inbox_outcome_known check (outcome in ('done', 'denied', 'failed')),
  subject text,
  purpose text,
  request_id uuid,
  detail jsonb not null default '{}' constraint inbox_detail_size check (octet_length(detail::text) <= 8192)
);
comment on table audit.inbox is 'What was done and is not sealed yet; a second''s worth.';
comment on column audit.inbox.id is 'Order in which it came.';
comment on column audit.inbox.at is 'When it was done, by the clock of the database.';
comment on column audit.inbox.account_id is 'The account that did it; null for somebody who had not signed in.';
comment on column audit.inbox.role is 'Its role then.';
comment on column audit.inbox.action is 'What was done, such as sign-in or session-end.';
comment on column audit.inbox.outcome is 'done, denied, or failed.';
comment on column audit.inbox.subject is 'What it was done to: a layer, an account, a session.';
comment on column audit.inbox.purpose is 'What it was done for, where a purpose is needed.';
comment on column audit.inbox.request_id is 'The request, as the log has it.';
comment on column audit.inbox.detail is 'Ids and counts; never what a row holds.';

create table audit.entry (
  seq bigint primary key,
  at timestamptz not null,
  account_id integer,
  role text not null,
  action text not null,
  outcome text not null,
  subject text,
  purpose text,
  request_id uuid,
  detail jsonb not null
);
comment on table audit.entry is 'The record: numbered without gaps, sealed, never changed.';
comment on column audit.entry.seq is 'Its number, one more than the one before.';
comment on column audit.entry.at is 'When it was done.';
comment on column audit.entry.account_id is 'The account that did it.';
comment on column audit.entry.role is 'Its role then.';
comment on column audit.entry.action is 'What was done.';
comment on column audit.entry.outcome is 'done, denied, or failed.';
comment on column audit.entry.subject is 'What it was done to.';
comment on column audit.entry.purpose is 'What it was done for.';
comment on column audit.entry.request_id is 'The request, as the log has it.';
comment on column audit.entry.detail is 'Ids and counts.';
create index entry_account_idx on audit.entry (account_id, at desc);

create table audit.seal (
  batch bigint primary key,
  first_seq bigint not null,
  last_seq bigint not null,
  digests bytea not null,
  previous bytea not null,
  hash bytea not null,
  sealed_at timestamptz not null,
  constraint seal_is_whole check (octet_length(digests) = 16 * (last_seq - first_seq + 1))
);
comment on table audit.seal is 'One row a batch of entries: their digests, chained to the batch before.';
comment on column audit.seal.batch is 'Its number, one more than the one before.';
comment on column audit.seal.first_seq is 'Its first entry.';
comment on column audit.seal.last_seq is 'Its last entry.';
comment on column audit.seal.digests is 'First 16 bytes of the SHA-256 of each entry, in order.';
comment on column audit.seal.previous is 'Hash of the batch before; 32 zeros for the first.';
comment on column audit.seal.hash is 'SHA-256 over the hash before, the three numbers, the time in microseconds and the digests.';
comment on column audit.seal.sealed_at is 'When it was sealed.';

create function audit.canonical(e audit.entry) returns text
  language sql immutable
  return json_build_array((extract(epoch from e.at) * 1000000)::bigint, e.account_id, e.role, e.action, e.outcome,
    e.subject, e.purpose, e.request_id, e.detail)::text;
comment on function audit.canonical(audit.entry) is 'The text of an entry that is digested: everything but its number.';

create function audit.seal_batch(most integer, lock_key bigint) returns integer
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  last audit.seal;
  taken integer;
  digests bytea;
  now_at timestamptz := clock_timestamp();
begin
  -- Two sealers would only wait for each other; the primary keys are the fence.
  if not exists (select from audit.inbox) or not pg_try_advisory_xact_lock(lock_key) then
    return 0;
  end if;
  select * into last from audit.seal order by batch desc limit 1;
  if not found then
    last.batch := 0;
    last.last_seq := 0;
    last.hash := decode(repeat('00', 32), 'hex');
  end if;
  with moved as (
    delete from audit.inbox where id in (select id from audit.inbox order by id limit most) returning *),
  stored as (
    insert into audit.entry (seq, at, account_id, role, action, outcome, subject, purpose, request_id, detail)
    select last.last_seq + row_number() over (order by id), at, account_id, role, action, outcome, subject, purpose, request_id, detail
    from moved returning *)
  select count(*), string_agg(substring(sha256(convert_to(audit.canonical(s), 'UTF8')) from 1 for 16), ''::bytea order by s.seq)
  into taken, digests from stored s;
  if taken = 0 then
    return 0;
  end if;
  insert into audit.seal (batch, first_seq, last_seq, digests, previous, hash, sealed_at)
  values (last.batch + 1, last.last_seq + 1, last.last_seq + taken, digests, last.hash,
    sha256(last.hash || int8send(last.batch + 1) || int8send(last.last_seq + 1) || int8send(last.last_seq + taken)
      || int8send((extract(epoch from now_at) * 1000000)::bigint) || digests),
    now_at);
  return taken;
end
$$;
comment on function audit.seal_batch(integer, bigint) is
  'Moves at most so many rows of the inbox into sealed entries; returns how many. One sealer at a time, by a lock.';

-- Only the owner of a table may do what these refuse, and only inside the function above does anybody become one.
create function audit.keep() returns trigger
  language plpgsql
as $$
begin
  if tg_op in ('INSERT', 'DELETE')
    and tg_relid in ('audit.inbox'::regclass, 'audit.entry'::regclass, 'audit.seal'::regclass)
    and (tg_op = 'DELETE') = (tg_relid = 'audit.inbox'::regclass)
    and pg_has_role(current_user, (select relowner from pg_class where oid = tg_relid), 'member')
  then
    return null;
  end if;
  raise exception 'the audit is only added to' using errcode = 'insufficient_privilege';
end
$$;
comment on function audit.keep() is 'Refuses changes of what was recorded.';
create trigger inbox_is_kept before update or delete or truncate on audit.inbox for each statement execute function audit.keep();
create trigger entry_is_kept before insert or update or delete or truncate on audit.entry for each statement execute function audit.keep();
create trigger seal_is_kept before insert or update or delete or truncate on audit.seal for each statement execute function audit.keep();

-- The server's login was given the rights of other tables by default; here it adds to the inbox and reads.
do $$
declare
  given record;
begin
  for given in
    select distinct c.oid::regclass as relation, a.grantee::regrole as login, c.relname
    from pg_class c, aclexplode(c.relacl) a
    where c.relnamespace = 'audit'::regnamespace and c.relkind = 'r' and a.grantee not in (0, c.relowner)
  loop
    execute format('revoke all on %s from %s', given.relation, given.login);
    execute format('grant select on %s to %s', given.relation, given.login);
    if given.relname = 'inbox' then
      execute format('grant insert on %s to %s', given.relation, given.login);
    end if;
  end loop;
  for given in
    select distinct a.grantee::regrole as login from pg_namespace n, aclexplode(n.nspacl) a
    where n.nspname = 'audit' and a.grantee not in (0, n.nspowner)
  loop
    execute format('revoke create on schema audit from %s', given.login);
  end loop;
end
$$;
