package io.gatehouse.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.gatehouse.topics.Topic;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.NestedExceptionUtils;

/**
 * The worker's role reads and writes rows and can do nothing else. That this is enough for all of
 * its work is shown by every other {@code *IT}: none runs with more.
 */
class DatabaseAccessIT extends WorkerFixture {

  private static final String INSUFFICIENT_PRIVILEGE = "42501";
  private static final String TABLES =
      """
      select c.relname from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        and c.relname <> 'flyway_schema_history'""";

  @Test
  void the_worker_works_as_a_role_that_owns_nothing() {
    say("hello");
    expect(Topic.TICKETS_UNASSIGNED, 1);

    assertThat(jdbc.sql("select current_user").query(String.class).single()).isEqualTo("gatehouse");
    assertThat(
            jdbc.sql("select count(*) from pg_class where pg_get_userbyid(relowner) = current_user")
                .query(Long.class)
                .single())
        .isZero();
    assertThat(
            jdbc.sql(
                    "select rolsuper or rolcreatedb or rolcreaterole or rolbypassrls from pg_roles where rolname = current_user")
                .query(Boolean.class)
                .single())
        .isFalse();
  }

  @Test
  void every_table_of_the_migrations_is_granted() {
    var tables = jdbc.sql(TABLES).query(String.class).list();

    assertThat(tables)
        .hasSizeGreaterThan(10)
        .allSatisfy(
            table ->
                assertThat(
                        jdbc.sql(
                                """
                                select has_table_privilege(:table, 'select') and has_table_privilege(:table, 'insert')
                                  and has_table_privilege(:table, 'update') and has_table_privilege(:table, 'delete')""")
                            .param("table", table)
                            .query(Boolean.class)
                            .single())
                    .as(table)
                    .isTrue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create table mine (a int)",
        "create temporary table mine (a int)",
        "create schema mine",
        "create view mine as select 1",
        "create function mine() returns int language sql as 'select 1'",
        "create or replace function create_message_period(wanted integer) returns void language sql as 'select'",
        "create index mine on ticket (agent)",
        "create role mine",
        "create database mine",
        "create extension citext",
        "alter table ticket add column mine int",
        "alter table message rename to mine",
        "alter function create_message_period(integer) reset all",
        "alter table ticket owner to gatehouse",
        "drop table erasure",
        "drop schema public cascade",
        "truncate message",
        "truncate erasure",
        "create trigger mine before insert on ticket execute function suppress_redundant_updates_trigger()",
        "alter role gatehouse superuser",
        "set role gatehouse_owner",
        "select * from flyway_schema_history",
        "delete from flyway_schema_history",
        "copy ticket to '/tmp/tickets'",
        "copy ticket to program 'true'",
      })
  void whatever_changes_more_than_rows_is_refused(String sql) {
    var refused = catchThrowable(() -> jdbc.sql(sql).update());

    assertThat(NestedExceptionUtils.getMostSpecificCause(refused))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(INSUFFICIENT_PRIVILEGE));
  }

  @ParameterizedTest
  @CsvSource({
    "message, 4000, message_20241004, ''",
    "message, 4001, message_20241009, 'pg_catalog'",
    "message, 4002, message_20241014, 'nowhere, pg_temp'",
    "outbound, 4000, outbound_message_4000, ''",
    "outbound, 4001, outbound_message_4001, 'nowhere, pg_temp'"
  })
  void it_may_have_a_period_of_the_history_made_whatever_its_search_path(
      String what, int period, String table, String path) {
    jdbc.sql(
            "with path as materialized (select set_config('search_path', ?, true)) select public.create_%s_period(?) from path"
                .formatted(what))
        .param(path)
        .param(period)
        .query(row -> {});

    assertThat(
            jdbc.sql(
                    "select pg_get_userbyid(relowner) from pg_class where oid = to_regclass('public.' || ?)")
                .param(table)
                .query(String.class)
                .single())
        .isEqualTo("gatehouse_owner");
    if (what.equals("message")) {
      assertThat(jdbc.sql("select count(*) from public." + table).query(Long.class).single())
          .isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create_message_period(integer)",
        "create_outbound_period(integer)",
        "drop_period_before(timestamptz)"
      })
  void nobody_else_may(String function) {
    assertThat(
            jdbc.sql("select proacl::text from pg_proc where oid = ?::regprocedure")
                .param(function)
                .query(String.class)
                .single())
        .isEqualTo("{gatehouse_owner=X/gatehouse_owner,gatehouse=X/gatehouse_owner}");
  }
}
