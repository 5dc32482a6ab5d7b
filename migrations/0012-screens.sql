-- A screen of the wall is let in by somebody who may: before that it is told nothing of the city. A screen that shows the
-- wall of somebody who has signed in lends its remotes no more than that session has, and no longer.
-- A command centre has a handful of screens: nobody waits for these tables to be looked through.
alter table wall_screen
  -- squawk-ignore adding-foreign-key-constraint
  add column let_in_by integer constraint wall_screen_let_in_by_fk references access.account (id),
  add column let_in_at timestamptz,
  -- squawk-ignore adding-foreign-key-constraint
  add column session_id uuid constraint wall_screen_session_fk references access.session (id) on delete set null,
  -- squawk-ignore constraint-missing-not-valid
  add constraint wall_screen_let_in_is_whole check (let_in_by is null or let_in_at is not null);
comment on column wall_screen.let_in_by is 'The account that let it in; null for a screen that nobody has let in.';
comment on column wall_screen.let_in_at is 'When it was let in.';
comment on column wall_screen.session_id is 'The session that the wall was last shown under when it asked for a code; null for none.';
create index wall_screen_let_in_by_idx on wall_screen (let_in_by);
create index wall_screen_session_idx on wall_screen (session_id);

alter table wall_pairing_code
  add column opens text not null default 'remote' constraint wall_pairing_code_opens_known check (opens in ('remote', 'screen'));
comment on column wall_pairing_code.opens is 'What the code is for: a remote of this screen, or the screen itself.';
