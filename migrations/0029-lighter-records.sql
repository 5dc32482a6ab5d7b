-- The same words are let in; whoever writes something that is recorded waited for a regular expression to look at twenty letters,
-- which took longer than what else is asked of an entry.
alter domain audit.action drop constraint inbox_action_shape;
-- squawk-ignore ban-alter-domain-with-add-constraint
alter domain audit.action add constraint inbox_action_shape check (
  value <> '' and ltrim(value, 'abcdefghijklmnopqrstuvwxyz-') = ''
  and value not like '-%' and value not like '%-' and value not like '%--%'
);
