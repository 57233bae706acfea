-- A database for Gatehouse; see roles.sql. What the worker may do in it is granted by the migrations
-- (src/main/resources/db/migration/R__application_role.sql).
create database :"database" owner gatehouse_owner;
-- everybody may connect and make temporary tables, unless it is taken away
revoke all on database :"database" from public;
grant connect on database :"database" to gatehouse;
