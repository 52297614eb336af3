package io.servelab.plot;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** One figure of each kind, with few points. */
final class SampleFigures {

  private SampleFigures() {}

  static PlotFigure front() {
    List<PlotPoint> cloud =
        IntStream.range(0, 30)
            .mapToObj(i -> new PlotPoint(30 + i * 3, 100 + i * 37 % 290, "candidate " + i))
            .toList();
    List<PlotPoint> front =
        List.of(
            new PlotPoint(120, 250, "TP 8\nbatch 16"),
            new PlotPoint(30, 640, "TP 2\nbatch 128"),
            new PlotPoint(80, 427, "TP 4\nbatch 64"));
    return FrontPlot.of(
            "Throughput against speed",
            PlotAxis.of("Speed per user", "tokens/s/user"),
            PlotAxis.of("Throughput per GPU", "tokens/s/GPU"))
        .cloud("aggregated", cloud)
        .front("aggregated", front)
        .front("disaggregated", List.of(PlotPoint.of(60, 610), PlotPoint.of(105, 573)))
        .chosen(PlotPoint.of(105, 573), "best: 573 tokens/s/GPU")
        .xAtLeast(100, "TPOT ≤ 10 ms")
        .footer("perf-data 1")
        .figure();
  }

  /** All kinds by name. */
  static Map<String, PlotFigure> all() {
    Map<String, PlotFigure> figures = new TreeMap<>();
    figures.put("front", front());
    figures.put(
        "bars",
        StackedBarsPlot.of("Breakdown", PlotAxis.of("Time", "ms"))
            .add("prefill", "attention", 60)
            .add("prefill", "gemm", 120)
            .add("decode", "attention", 3)
            .add("decode", "gemm", 5)
            .figure());
    figures.put(
        "waterfall",
        WaterfallPlot.of("Memory", PlotAxis.of("Memory", "GiB"))
            .change("weights", 16.4)
            .change("sharing", -2)
            .total("in use")
            .figure());
    figures.put(
        "layer diff",
        LayerDiffPlot.of("What differs", List.of("base", "disagg", "user"))
            .setting("isl")
            .left("base", "4000")
            .right("user", "8000")
            .figure());
    figures.put(
        "roofline",
        RooflinePlot.of("Roofline")
            .roof("fp8", 1979, 4800)
            .operations("decode", List.of(PlotPoint.of(2, 7.5)))
            .figure());
    figures.put(
        "lines",
        LinesPlot.of("Sweep", PlotAxis.of("Concurrency", ""), PlotAxis.of("TPOT", "ms"))
            .line("TP 2", List.of(PlotPoint.of(1, 6), PlotPoint.of(64, 11)))
            .band(
                "TP 2",
                List.of(PlotPoint.of(1, 5), PlotPoint.of(64, 10)),
                List.of(PlotPoint.of(1, 7), PlotPoint.of(64, 12)))
            .dots("measured", List.of(PlotPoint.of(32, 8)))
            .yAtMost(10, "TPOT ≤ 10 ms")
            .figure());
    figures.put(
        "heatmap",
        HeatmapPlot.of(
                "Grid", PlotAxis.of("Throughput", "tokens/s"), List.of("1", "2"), List.of("8"))
            .cell("1", "8", 10)
            .cell("2", "8", 20)
            .mark("2", "8")
            .figure());
    figures.put(
        "interpolation",
        InterpolationPlot.of("gemm", PlotAxis.log("m", "tokens"), PlotAxis.log("Latency", "ms"))
            .measured(List.of(PlotPoint.of(1, 0.01), PlotPoint.of(1000, 0.1)))
            .curve(List.of(PlotPoint.of(1, 0.01), PlotPoint.of(30, 0.02), PlotPoint.of(1000, 0.1)))
            .query(PlotPoint.of(30, 0.02), "asked")
            .figure());
    return figures;
  }
}
