-- Whether a home was due when it was checked: who records a visit of one that was not has given themselves no reason to open it. Kept by
-- the database, whoever writes. Nothing is known of checks of until now: those of the last day count as due, for that day.
alter table residence add column checked_before timestamptz;
comment on column residence.checked_before is 'When it had been checked before the last check; null for never, or not known.';

create function keep_check_before() returns trigger
  language plpgsql
as $$
begin
  new.checked_before := old.last_checked_at;
  return new;
end
$$;
comment on function keep_check_before() is 'BEFORE UPDATE trigger: the check that another one takes the place of.';
create trigger residence_check_before before update of last_checked_at on residence
  for each row when (old.last_checked_at is distinct from new.last_checked_at) execute function keep_check_before();
