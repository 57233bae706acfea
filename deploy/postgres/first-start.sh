#!/bin/sh
# For compose.yaml: makes the roles and the database, as access/ says, in an empty PostgreSQL.
set -eu
psql -v ON_ERROR_STOP=1 -U "${POSTGRES_USER:-postgres}" -d postgres \
  -v owner_password="$GATEHOUSE_DB_OWNER_PASSWORD" -v password="$GATEHOUSE_DB_PASSWORD" -f /access/roles.sql
psql -v ON_ERROR_STOP=1 -U "${POSTGRES_USER:-postgres}" -d postgres -v database=gatehouse -f /access/database.sql
