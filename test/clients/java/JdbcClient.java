import java.math.BigDecimal;
import java.sql.*;
import java.util.*;

/** The Redshift JDBC driver: connection, metadata, prepared statements, batches, fetch size. Prints ok. */
public class JdbcClient {
  static void check(boolean holds, String what) {
    if (!holds) throw new AssertionError(what);
  }

  static List<String> column(ResultSet rows, String name) throws SQLException {
    List<String> values = new ArrayList<>();
    while (rows.next()) values.add(rows.getString(name));
    rows.close();
    return values;
  }

  static void checkEqual(Object actual, Object expected, String what) {
    check(Objects.equals(actual, expected), what + ": " + actual + ", not " + expected);
  }

  public static void main(String[] args) throws Exception {
    Properties properties = new Properties();
    properties.setProperty("user", System.getenv("SLIPHER_TEST_USER"));
    properties.setProperty("password", System.getenv("SLIPHER_TEST_PASSWORD"));
    properties.setProperty("ssl", args[0]);
    if (args[0].equals("true")) {
      properties.setProperty("sslmode", "verify-full");
      properties.setProperty("sslrootcert", System.getenv("SLIPHER_TEST_CA"));
    }
    String url = "jdbc:redshift://" + System.getenv("SLIPHER_TEST_HOST") + ":" + System.getenv("SLIPHER_TEST_PORT") + "/dev";
    try (Connection connection = DriverManager.getConnection(url, properties)) {
      String schema = "jdbc_" + args[0];
      try (Statement statement = connection.createStatement()) {
        statement.execute("create schema " + schema);
        statement.execute("create table " + schema + ".people (id int not null, name varchar(30) default 'x', price decimal(10,2),"
            + " seen timestamp, seen_tz timestamptz, born date, ok boolean, small smallint, big bigint, ratio float8, extra super, primary key (id))");
        statement.execute("create table " + schema + ".orders (id int, person int references " + schema + ".people (id))");
        statement.execute("create view " + schema + ".names as select name from " + schema + ".people");
        statement.execute("comment on table " + schema + ".people is 'who they are'");
      }
      metadata(connection.getMetaData(), schema);
      rows(connection, schema);
      errors(connection, schema);
    }
    System.out.println("ok");
  }

  static void metadata(DatabaseMetaData metadata, String schema) throws SQLException {
    check(metadata.getDatabaseProductName().toLowerCase().contains("redshift"), metadata.getDatabaseProductName());
    check(column(metadata.getCatalogs(), "TABLE_CAT").contains("dev"), "catalog dev");
    check(column(metadata.getSchemas(), "TABLE_SCHEM").contains(schema), "schema");
    checkEqual(column(metadata.getTables("dev", schema, "%", null), "TABLE_NAME").stream().sorted().toList(), List.of("names", "orders", "people"), "tables");
    checkEqual(column(metadata.getTables("dev", schema, "%", new String[] {"VIEW"}), "TABLE_NAME"), List.of("names"), "views");
    checkEqual(column(metadata.getColumns("dev", schema, "people", "%"), "COLUMN_NAME"),
        List.of("id", "name", "price", "seen", "seen_tz", "born", "ok", "small", "big", "ratio", "extra"), "columns");
    ResultSet columns = metadata.getColumns("dev", schema, "people", "price");
    check(columns.next(), "price");
    checkEqual(columns.getInt("DATA_TYPE"), Types.NUMERIC, "type of price");
    checkEqual(columns.getInt("COLUMN_SIZE"), 10, "precision of price");
    checkEqual(columns.getInt("DECIMAL_DIGITS"), 2, "scale of price");
    checkEqual(column(metadata.getPrimaryKeys("dev", schema, "people"), "COLUMN_NAME"), List.of("id"), "primary key");
    checkEqual(column(metadata.getImportedKeys("dev", schema, "orders"), "FKCOLUMN_NAME"), List.of("person"), "foreign key");
    check(column(metadata.getTypeInfo(), "TYPE_NAME").contains("int4"), "type info");
    check(column(metadata.getTableTypes(), "TABLE_TYPE").contains("TABLE"), "table types");
    metadata.getProcedures("dev", schema, "%").close();
    metadata.getFunctions("dev", schema, "%").close();
    metadata.getIndexInfo("dev", schema, "people", false, false).close();
    metadata.getColumnPrivileges("dev", schema, "people", "%").close();
    metadata.getTablePrivileges("dev", schema, "people").close();
  }

  static void rows(Connection connection, String schema) throws SQLException {
    connection.setAutoCommit(false);
    String insert = "insert into " + schema + ".people (id, name, price, seen, seen_tz, born, ok, small, big, ratio) values (?,?,?,?,?,?,?,?,?,?)";
    try (PreparedStatement statement = connection.prepareStatement(insert)) {
      for (int id = 0; id < 500; id++) {
        statement.setInt(1, id);
        if (id % 10 == 0) statement.setNull(2, Types.VARCHAR);
        else statement.setString(2, "name é " + id);
        statement.setBigDecimal(3, new BigDecimal(id).movePointLeft(2));
        statement.setTimestamp(4, Timestamp.valueOf("2026-01-02 03:04:05.678"));
        statement.setTimestamp(5, Timestamp.valueOf("2026-01-02 03:04:05.678"));
        statement.setDate(6, java.sql.Date.valueOf("2020-02-29"));
        statement.setBoolean(7, id % 2 == 0);
        statement.setShort(8, (short) (id % 100));
        statement.setLong(9, 10_000_000_000L + id);
        statement.setDouble(10, id / 4.0);
        statement.addBatch();
      }
      int inserted = 0;
      for (int count : statement.executeBatch()) inserted += Math.max(count, 0);
      check(inserted == 500 || inserted == 0, "batch count " + inserted);
    }
    connection.commit();
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(64);
      ResultSet rows = statement.executeQuery("select * from " + schema + ".people order by id");
      int count = 0;
      while (rows.next()) {
        checkEqual(rows.getInt("id"), count, "id");
        checkEqual(rows.getString("name"), count % 10 == 0 ? null : "name é " + count, "name");
        checkEqual(rows.getBigDecimal("price"), new BigDecimal(count).movePointLeft(2).setScale(2), "price");
        checkEqual(rows.getTimestamp("seen"), Timestamp.valueOf("2026-01-02 03:04:05.678"), "seen");
        checkEqual(rows.getDate("born"), java.sql.Date.valueOf("2020-02-29"), "born");
        checkEqual(rows.getBoolean("ok"), count % 2 == 0, "ok");
        checkEqual(rows.getLong("big"), 10_000_000_000L + count, "big");
        checkEqual(rows.getDouble("ratio"), count / 4.0, "ratio");
        count++;
      }
      checkEqual(count, 500, "rows");
      ResultSetMetaData described = rows.getMetaData();
      checkEqual(described.getColumnTypeName(3), "numeric", "type name");
      checkEqual(described.getScale(3), 2, "scale");
    }
    try (PreparedStatement statement = connection.prepareStatement("select count(*), max(price) from " + schema + ".people where id between ? and ? and born = ?")) {
      statement.setInt(1, 10);
      statement.setInt(2, 19);
      statement.setDate(3, java.sql.Date.valueOf("2020-02-29"));
      ResultSet rows = statement.executeQuery();
      check(rows.next(), "a row");
      checkEqual(rows.getLong(1), 10L, "count");
      checkEqual(rows.getBigDecimal(2), new BigDecimal("0.19"), "max");
    }
    connection.commit();
    connection.setAutoCommit(true);
  }

  static void errors(Connection connection, String schema) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeQuery("select * from " + schema + ".nowhere");
      throw new AssertionError("a missing table was found");
    } catch (SQLException error) {
      checkEqual(error.getSQLState(), "42P01", error.getMessage());
    }
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(1);
      statement.executeQuery("with n as (select row_number() over () i from pg_class a, pg_class b, pg_class c) select count(*) from n a, n b where a.i * b.i % 7 = 3");
      throw new AssertionError("a long query was not timed out");
    } catch (SQLException error) {
      checkEqual(error.getSQLState(), "57014", error.getMessage());
    }
  }
}
