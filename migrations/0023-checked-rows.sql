-- What a capability shows was asked for in a way that the indexes of communities answer to. The database takes that, the
-- scope that a statement itself asks for, and a place for independent, and expected hundreds of rows where there are tens of
-- thousands: it read such an index whole beside that of places, and sorted what lies in five communities where the newest hundred
-- stood first in another. Said like this it is what it is, a check of each row that something else has found.
--
-- A later migration with another table of rows by community replaces this function, and calls access.admit_again().
create or replace function access.fenced(out relation regclass, out subject text, out condition text, out makes text, out changes text)
  returns setof record
  language sql stable
as $$
  select r::regclass, s, coalesce(c, format('array_position((select access.readable(%L))::integer[], community_id) is not null', s)),
    case when by is not null then
      format('community_id = any ((select access.changeable(%L))::integer[])', s) || coalesce(' and ' || refers, '') end,
    case when by is not null then format('community_id = any ((select access.changeable(%s))::integer[])', by) end
  from (values
    ('public.incident', 'incidents', null, '''incidents''', null),
    ('public.incident_acknowledgement', 'incidents', 'exists (select from public.incident i where i.id = incident_id)', null, null),
    -- A visit is remembered at its place, also by those who may change nothing else there.
    ('public.residence', 'residences', null, '''residences'', ''visits''', null),
    ('public.address', 'addresses', null, null, null),
    ('public.venue', 'venues', null, '''venues'', ''visits''', null),
    ('public.unit', 'units', null, '''units''', null),
    ('public.visit', 'visits', null, '''visits''',
      '(venue_id is null or exists (select from public.venue v where v.id = venue_id))'
      ' and (residence_id is null or exists (select from public.residence r where r.id = residence_id))'),
    ('public.duty_assignment', 'duty', null, null, null)) as v (r, s, c, by, refers)
$$;

select access.admit_again();
