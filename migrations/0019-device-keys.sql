-- What an officer records without a network waits on the terminal, and can be read there by nobody who is not signed in as
-- that officer: it is encrypted with a key that the server keeps. A lost terminal has the text, and not the key.
-- Few accounts, and nobody waits for them to be rewritten: the default differs for each.
alter table access.account
  add column device_key bytea not null
    -- squawk-ignore adding-field-with-default
    default decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex');
alter table access.account
  -- squawk-ignore constraint-missing-not-valid
  add constraint account_device_key_is_whole check (octet_length(device_key) = 32);
comment on column access.account.device_key is
  'Encrypts what waits on this account''s terminals for a network; 244 random bits. Read by whoever is signed in as it.';
