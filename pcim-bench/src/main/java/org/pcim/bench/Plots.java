package org.pcim.bench;

import java.awt.Color;
import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.pcim.bench.Figure.Place;
import org.pcim.error.InputException;

/**
 * Pictures of figures: medians as lines over a number, or as bars beside each other. A line's bars of error reach as far
 * from the median as the value that is farthest from it.
 */
final class Plots {

    private static final int WIDTH = 1200;
    private static final int HEIGHT = 620;
    private static final int LABEL_ANGLE = 20;

    private Plots() {}

    /**
     * Looks whether letters can be drawn.
     *
     * @throws InputException if no font is there
     */
    static void requireFonts() {
        System.setProperty("java.awt.headless", "true");
        try {
            if (GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames().length > 0) {
                return;
            }
        } catch (RuntimeException | LinkageError | InternalError e) {
            throw new InputException("begin to measure", "", missingFonts(), e);
        }
        throw new InputException("begin to measure", "", missingFonts());
    }

    private static String missingFonts() {
        return "plots need a font: run apt-get install fontconfig fonts-dejavu-core";
    }

    /** Writes a picture for each plot that the figures name. */
    static void write(Results results, Path folder) throws IOException {
        Map<String, List<Figure>> plots = new LinkedHashMap<>();
        results.parts()
                .forEach((part, figures) -> figures.forEach(figure -> {
                    Figure placed = figure.place() == null ? figure.at(barOf(part, figure)) : figure;
                    plots.computeIfAbsent(place(placed).plot(), name -> new ArrayList<>())
                            .add(placed);
                }));
        plots.values().removeIf(Plots::isLonely);
        for (Map.Entry<String, List<Figure>> plot : plots.entrySet()) {
            String file = folder.resolve(plot.getKey() + ".png").toString();
            BitmapEncoder.saveBitmap(chart(plot.getKey(), plot.getValue()), file, BitmapEncoder.BitmapFormat.PNG);
        }
    }

    /** Figures of a part that name no plot stand beside those with the same unit. */
    private static Place barOf(PartName part, Figure figure) {
        String unit = figure.ours().get(0).unit().replace("/", " per ").replace(' ', '-');
        return Place.bar(part.name().toLowerCase(Locale.ROOT) + "-" + unit, figure.what());
    }

    private static boolean isLonely(List<Figure> figures) {
        return figures.size() == 1 && series(figures).size() == 1;
    }

    private static Chart<?, ?> chart(String name, List<Figure> figures) {
        Map<String, Map<Place, Measurement>> series = series(figures);
        Place first = places(figures).iterator().next();
        return Double.isNaN(first.x()) ? bars(name, figures, series) : lines(name, first.axis(), unit(figures), series);
    }

    private static Chart<?, ?> lines(
            String name, String axis, String unit, Map<String, Map<Place, Measurement>> series) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(name)
                .xAxisTitle(axis)
                .yAxisTitle(unit)
                .build();
        style(chart.getStyler());
        series.forEach((of, points) -> chart.addSeries(
                of,
                points.keySet().stream().mapToDouble(Place::x).toArray(),
                points.values().stream().mapToDouble(Measurement::median).toArray(),
                points.values().stream().mapToDouble(Plots::spread).toArray()));
        return chart;
    }

    private static Chart<?, ?> bars(String name, List<Figure> figures, Map<String, Map<Place, Measurement>> series) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(name)
                .yAxisTitle(unit(figures))
                .build();
        style(chart.getStyler());
        chart.getStyler().setXAxisLabelRotation(LABEL_ANGLE);
        List<Place> places = List.copyOf(places(figures));
        List<String> labels = places.stream().map(Place::label).toList();
        series.forEach((of, points) -> {
            @Nullable Double[] medians = new Double[places.size()];
            for (int i = 0; i < places.size(); i++) {
                Measurement measurement = points.get(places.get(i));
                medians[i] = measurement == null ? null : measurement.median();
            }
            chart.addSeries(of, labels, Arrays.asList(medians));
        });
        return chart;
    }

    private static void style(AxesChartStyler styler) {
        styler.setLegendPosition(Styler.LegendPosition.OutsideS);
        styler.setLegendLayout(Styler.LegendLayout.Horizontal);
        styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setYAxisDecimalPattern("#,##0.###");
        styler.setYAxisMin(0.0);
    }

    private static double spread(Measurement measurement) {
        return Math.max(measurement.highest() - measurement.median(), measurement.median() - measurement.lowest());
    }

    /** What is drawn, by whose it is, where. */
    private static Map<String, Map<Place, Measurement>> series(List<Figure> figures) {
        Map<String, Map<Place, Measurement>> series = new LinkedHashMap<>();
        String unit = unit(figures);
        for (Figure figure : figures) {
            for (List<Measurement> side : List.of(figure.ours(), figure.peer())) {
                side.stream()
                        .filter(drawn -> drawn.unit().equals(unit))
                        .forEach(drawn -> series.computeIfAbsent(drawn.of(), of -> new LinkedHashMap<>())
                                .put(place(figure), drawn));
            }
        }
        return series;
    }

    private static Set<Place> places(List<Figure> figures) {
        Set<Place> places = new LinkedHashSet<>();
        figures.forEach(figure -> places.add(place(figure)));
        return places;
    }

    private static Place place(Figure figure) {
        Place place = figure.place();
        if (place == null) {
            throw new IllegalArgumentException(figure.what() + " has no place");
        }
        return place;
    }

    private static String unit(List<Figure> figures) {
        return figures.get(0).ours().get(0).unit();
    }
}
