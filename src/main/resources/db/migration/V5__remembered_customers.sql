-- What a worker remembers of customers from one batch to the next holds as long as nobody has decided about them since.
-- One row for each lock (see io.gatehouse.customers.CustomerLocks): the 256 stripes of customers, and -1, the settings.
-- Whoever holds a lock exclusively gives it another version, in the same transaction. So nothing that commands decide has
-- changed since a version was read, if it is still the same when read again under the lock. Who changes customers or tickets
-- by hand changes all of them.
create table customer_stripe (
  stripe  integer primary key,
  version bigint  not null default 0
) with (fillfactor = 50);
insert into customer_stripe (stripe) select generate_series(-1, 255);
