-- Sign-ins by a provider of identities (OpenID Connect). Of whoever it lets in nothing is kept but a digest of its word for them:
-- no name, no address. An account signs in by a password or by a provider, never by both, so that neither can be used to
-- come into what belongs to the other; and who comes by a provider has no role until an admin gives one.
-- Of accounts there are hundreds: nobody waits for them to be looked through.
alter table access.account
  drop constraint account_role_known,
  -- squawk-ignore constraint-missing-not-valid
  add constraint account_role_known check (role in ('unassigned', 'command', 'officer', 'analyst', 'supervisor',
    'wall-device', 'wall-remote', 'admin', 'security', 'auditor')),
  -- squawk-ignore disallowed-unique-constraint
  add column subject_hash bytea constraint account_subject_unique unique
    constraint account_subject_size check (octet_length(subject_hash) = 32),
  -- squawk-ignore constraint-missing-not-valid
  add constraint account_signs_in_one_way check (password_hash is null or subject_hash is null);
comment on column access.account.subject_hash is
  'SHA-256 of issuer and subject, by which a provider knows who it is; null for one that signs in by password.';

create table access.provider_attempt (
  token_hash bytea primary key constraint provider_attempt_token_size check (octet_length(token_hash) = 32),
  redirect text not null constraint provider_attempt_redirect_size check (length(redirect) between 1 and 300),
  session_id uuid constraint provider_attempt_session_fk references access.session (id) on delete cascade,
  begun_at timestamptz not null default clock_timestamp()
);
comment on table access.provider_attempt is 'Sign-ins that were begun at a provider and have not come back; each is taken once.';
comment on column access.provider_attempt.token_hash is
  'SHA-256 of the token in the browser''s cookie, which state, nonce and verifier are made from.';
comment on column access.provider_attempt.redirect is 'Where the provider was asked to lead back to.';
comment on column access.provider_attempt.session_id is
  'The session whose holder proves once more who they are; null for a sign-in.';
comment on column access.provider_attempt.begun_at is 'When it was begun; good for ten minutes.';
create index provider_attempt_session_idx on access.provider_attempt (session_id);
create index provider_attempt_begun_idx on access.provider_attempt (begun_at);
