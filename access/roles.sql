-- The two roles of the database, made once by its administrator:
--
--   psql -v owner_password=... -v password=... -f access/roles.sql
--   psql -v database=gatehouse -f access/database.sql
--
-- The owner makes and changes the tables (spring.flyway.user). The worker is the other one (spring.datasource.username):
-- it reads and writes rows, and can do nothing else.
create role gatehouse_owner login password :'owner_password';
create role gatehouse login password :'password';
