-- How often an address was told is found by what was read, the home or the list that it stood on: without this, by looking at
-- every personal reading of three years.
create index entry_personal_subject_idx on audit.entry (subject) where action = 'personal-read';
