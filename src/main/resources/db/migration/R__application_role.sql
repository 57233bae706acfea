-- What the worker's own role may do: read and write rows, no more. A new table is added here.
-- Runs again when this file or the role's name (spring.datasource.username) changes. Where nobody set a role for migrations
-- (spring.flyway.user), the worker's role owns everything, and these grants are to itself.
grant usage on schema "${flyway:defaultSchema}" to "${application-role}";

grant select, insert, update, delete on
  source_partition, unpublished_decision, customer, flag_word, ticket, message, erased_message, setting, command, erasure,
  fingerprint_key, customer_tag, ticket_web, audit_entry, outbound_message, deleted_ticket, customer_activity, open_ticket,
  customer_stripe
to "${application-role}";

do $$ -- create_message_period does the same for new ones
declare
  period regclass;
begin
  for period in select inhrelid from pg_inherits where inhparent = to_regclass('"${flyway:defaultSchema}".message') loop
    execute format('grant select on %s to "${application-role}"', period);
  end loop;
end $$;

grant usage on sequence customer_customer_no_seq to "${application-role}"; -- its numbers begin with a partition's

revoke execute on function create_message_period(integer) from public;
grant execute on function create_message_period(integer) to "${application-role}";
revoke execute on function create_outbound_period(integer) from public;
grant execute on function create_outbound_period(integer) to "${application-role}";
revoke execute on function note_message_places() from public;
grant execute on function note_message_places() to "${application-role}";
revoke execute on function drop_period_before(timestamptz) from public;
grant execute on function drop_period_before(timestamptz) to "${application-role}";
