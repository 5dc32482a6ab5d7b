-- The building at an address is found by the whole address, and by it what else is there: without these, by reading every address
-- and every building of the city.
create index address_road_number_idx on address (road, number);
create index residence_address_idx on residence (address_id);
create index venue_address_idx on venue (address_id);
