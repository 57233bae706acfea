-- What agents do with customers and conversations, and what is noted of it.

-- ---------------------------------------------------------------------------------------------- customers
create table customer_tag (
  customer_no bigint not null references customer,
  tag         text   not null,
  primary key (customer_no, tag)
);
create index customer_tag_tag on customer_tag (tag, customer_no);

-- blocks that end by themselves, by when
create index customer_blocked_until on customer (blocked_until) where blocked_until is not null;
alter table customer add column blocked_end_asked_at timestamptz; -- when the unblock command was last published

-- ---------------------------------------------------------------------------------------------- tickets
alter table ticket
  add column rating_score   smallint check (rating_score between 1 and 5),
  add column rating_comment text,
  add column rated_at       timestamptz,
  add column rated_by       text;

-- Where a web customer wrote from: of the first message of the conversation that said so. Text as the connector sent it.
create table ticket_web (
  ticket_no  bigint primary key references ticket on delete cascade,
  ip         text,
  region     text,
  user_agent text,
  source     text
);

-- ---------------------------------------------------------------------------------------------- audit
-- One row for each command that changed something. Stays when the customer's tickets are deleted, so it has no content of
-- messages and no value of a profile: detail is the outcome's (counts, ticket, names of fields, tags, the switch's value).
create table audit_entry (
  audit_no    bigint generated always as identity primary key,
  at          timestamptz not null,
  actor_id    text        not null,
  command     text        not null,              -- block, unblock, ticket ...
  action      text,                              -- of blacklist, ticket, customer
  command_id  text        not null,
  customer_id text collate "C",                  -- null: a settings command
  setting     text collate "C",
  reason      text,
  detail      jsonb
);
create index audit_entry_customer on audit_entry (customer_id, audit_no);
create index audit_entry_actor on audit_entry (actor_id, audit_no);
