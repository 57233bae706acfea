package io.gatehouse.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import org.jfree.chart.ChartUtils;
import org.jfree.chart.JFreeChart;

/** A table of figures: printed, and kept in {@code target/benchmark/<name>.md}. */
public final class Results {

  private static final Path FOLDER = Path.of("target", "benchmark");

  private final List<String[]> lines = new ArrayList<>();

  /** With these columns. */
  public Results(String... columns) {
    lines.add(columns);
  }

  /** One more line, which is printed at once, the first below the columns; numbers are rounded. */
  public void line(Object... cells) {
    String[] line =
        Arrays.stream(cells)
            .map(cell -> cell instanceof Double number ? rounded(number) : cell.toString())
            .toArray(String[]::new);
    if (lines.size() == 1) {
      System.out.println(String.join(" | ", lines.getFirst()));
    }
    lines.add(line);
    System.out.println(String.join(" | ", line));
  }

  private static String rounded(double number) {
    return number >= 100
        ? "%,.0f".formatted(number)
        : number >= 10 ? "%.1f".formatted(number) : "%.2f".formatted(number);
  }

  /** So many of a hundred delays were at most this, in ms. */
  static double ms(Histogram micros, double percentile) {
    return micros.getValueAtPercentile(percentile) / 1e3;
  }

  /** Prints and keeps it, under a heading that says what was measured. */
  public void publish(String name, String heading) {
    String text = heading + "\n\n" + this + "\n";
    System.out.println("\n" + text);
    try {
      Files.createDirectories(FOLDER);
      Files.writeString(FOLDER.resolve(name + ".md"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void publish(String name, JFreeChart chart) {
    try {
      Files.createDirectories(FOLDER);
      ChartUtils.saveChartAsPNG(FOLDER.resolve(name + ".png").toFile(), chart, 900, 500);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static double median(List<Double> figures) {
    double[] sorted = figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  @Override
  public String toString() {
    int columns = lines.getFirst().length;
    int[] widths = new int[columns];
    for (String[] line : lines) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], line[i].length());
      }
    }
    List<String> text = new ArrayList<>();
    for (String[] line : lines) {
      text.add(row(line, widths));
    }
    text.add(1, Arrays.stream(widths).mapToObj("-"::repeat).collect(joined()));
    return String.join("\n", text);
  }

  private static String row(String[] cells, int[] widths) {
    List<String> padded = new ArrayList<>();
    for (int i = 0; i < cells.length; i++) {
      padded.add(("%-" + widths[i] + "s").formatted(cells[i]));
    }
    return padded.stream().collect(joined());
  }

  private static java.util.stream.Collector<CharSequence, ?, String> joined() {
    return Collectors.joining(" | ", "| ", " |");
  }
}
