package io.gatehouse.reading;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** A database that, when asked to, notes the plan of every query before it runs it. */
final class Plans {

  private final List<String> noted = new ArrayList<>();
  private boolean noting;

  private interface Call {
    Object run(Method method, Object[] arguments) throws Throwable;
  }

  DataSource of(DataSource database) {
    return proxy(
        DataSource.class,
        (method, arguments) -> {
          Object result = invoke(method, database, arguments);
          return result instanceof Connection connection ? connection(connection) : result;
        });
  }

  /** The plans of what is done, and what they took. */
  List<String> of(Runnable work) {
    noted.clear();
    noting = true;
    try {
      work.run();
    } finally {
      noting = false;
    }
    return List.copyOf(noted);
  }

  private Connection connection(Connection connection) {
    return proxy(
        Connection.class,
        (method, arguments) -> {
          Object result = invoke(method, connection, arguments);
          return noting && result instanceof PreparedStatement statement
              ? statement(connection, statement, (String) arguments[0])
              : result;
        });
  }

  private PreparedStatement statement(
      Connection connection, PreparedStatement statement, String sql) throws SQLException {
    if (sql.startsWith("explain") || sql.contains("set_config")) {
      return statement;
    }
    PreparedStatement explained = connection.prepareStatement("explain (analyze, buffers) " + sql);
    return proxy(
        PreparedStatement.class,
        (method, arguments) -> {
          if (method.getName().startsWith("set") && arguments.length > 1) {
            invoke(method, explained, arguments);
          }
          if (method.getName().startsWith("execute")) {
            note(sql, explained);
          }
          return invoke(method, statement, arguments);
        });
  }

  private void note(String sql, PreparedStatement explained) throws SQLException {
    var text = new StringBuilder(sql.strip()).append("\n\n");
    try (ResultSet plan = explained.executeQuery()) {
      while (plan.next()) {
        text.append("    ").append(plan.getString(1)).append('\n');
      }
    }
    noted.add(text.toString());
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) ->
                call.run(method, arguments == null ? new Object[0] : arguments)));
  }

  private static Object invoke(Method method, Object target, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
