import uPlot from "uplot";

/** A chart from the JSON beside it; the table of the same numbers stays in the page for those who want or need it. */

interface Series {
  label: string;
  values: (number | null)[];
  tone?: string;
  dashed?: boolean;
}

interface Chart {
  kind: "line" | "area" | "bars";
  /** Seconds since 1970, or labels. */
  x: (number | string)[];
  series: Series[];
  unit: string;
  height: number;
}

const TONES = ["pine", "blue", "brass", "violet", "red", "green"];
const drawn = new Map<HTMLElement, uPlot>();

export function mount(figure: HTMLElement): void {
  const table = figure.querySelector("details");
  if (table) table.open = false;
  draw(figure);
  new ResizeObserver(() => {
    const width = holder(figure)?.clientWidth ?? 0;
    const plot = drawn.get(figure);
    if (plot && width > 0 && width !== plot.width) plot.setSize({ width, height: plot.height });
  }).observe(figure);
}

function holder(figure: HTMLElement): HTMLElement | null {
  return figure.querySelector<HTMLElement>("[data-plot]");
}

function colour(name: string): string {
  const probe = document.createElement("span");
  probe.className = `bw-ink-${name}`;
  document.body.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

function ink(chart: Chart, index: number): string {
  return colour(chart.series[index]?.tone ?? TONES[index % TONES.length] ?? "pine");
}

function draw(figure: HTMLElement): void {
  const json = figure.querySelector("script[type='application/json']")?.textContent;
  const place = holder(figure);
  if (!json || !place) return;
  const chart = JSON.parse(json) as Chart;
  drawn.get(figure)?.destroy();
  const hasLabels = typeof chart.x[0] === "string";
  const xs = hasLabels ? chart.x.map((_, index) => index) : (chart.x as number[]);
  const data = [xs, ...chart.series.map((one) => one.values)] as uPlot.AlignedData;
  drawn.set(figure, new uPlot(options(chart, place.clientWidth, hasLabels), data, place));
}

function options(chart: Chart, width: number, hasLabels: boolean): uPlot.Options {
  const font = `12px ${getComputedStyle(document.body).fontFamily}`;
  const line = { stroke: colour("line"), width: 1 };
  const label = (_: uPlot, at: number | null) => (at === null ? "–" : String(chart.x[at] ?? ""));
  const shared = { stroke: colour("muted"), font, ticks: { show: false } };
  const number = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });
  const shown = (value: number | null) => (value === null ? "–" : `${number.format(value)}${chart.unit}`);
  const xAxis: uPlot.Axis = { ...shared, grid: { show: false }, space: 60, size: 30 };
  const last = chart.x.length - 1;
  if (hasLabels) {
    xAxis.space = Math.max(...chart.x.map((text) => String(text).length)) * 7 + 14;
    xAxis.incrs = [1, 2, 3, 4, 6, 12, 24];
    xAxis.values = (_, splits) => splits.map((at) => (Number.isInteger(at) ? String(chart.x[at] ?? "") : ""));
  }
  return {
    width,
    height: chart.height,
    padding: [12, 20, 0, 0],
    cursor: { points: { size: 7 }, drag: { x: false, y: false } },
    scales: {
      x: { time: !hasLabels, ...(chart.kind === "bars" ? { range: (_, min, max) => [min - 0.6, max + 0.6] } : {}) },
      // Areas and bars compare sizes and start at zero; a line shows movement and may start anywhere.
      y: chart.kind === "line" ? {} : { range: (_, min, max) => [Math.min(0, min), max > 0 ? max * 1.08 : 1] },
    },
    axes: [xAxis, { ...shared, grid: line, size: 52, values: (_, splits) => splits.map(shown) }],
    legend: { markers: { width: 0, fill: (_, at) => ink(chart, at - 1) } },
    hooks: {
      // While nobody points at the chart, the legend tells the latest values.
      ready: [(plot) => plot.setLegend({ idx: last }, false)],
      setLegend: [(plot) => plot.cursor.idx == null && plot.legend.idx == null && plot.setLegend({ idx: last }, false)],
    },
    series: [
      hasLabels ? { label: "Period", value: (plot, _raw, _series, at) => label(plot, at) } : { label: "Time" },
      ...chart.series.map((one, index) => series(chart, one, index, shown)),
    ],
  };
}

function series(chart: Chart, one: Series, index: number, shown: (value: number | null) => string): uPlot.Series {
  const stroke = ink(chart, index);
  const faint = stroke.replace(/^rgb\((.*)\)$/, "rgba($1, 0.1)");
  const isBars = chart.kind === "bars" && !one.dashed;
  return {
    label: one.label,
    stroke,
    width: isBars ? 0 : 2,
    value: (_, value: number | null) => shown(value),
    points: { show: !isBars && !one.dashed && chart.x.length <= 24, size: 5, fill: stroke },
    ...(one.dashed ? { dash: [5, 4], width: 1.5 } : {}),
    ...(isBars && uPlot.paths.bars ? { paths: uPlot.paths.bars({ size: [0.64, 48], radius: 0.12 }), fill: stroke } : {}),
    ...(chart.kind === "area" && !one.dashed ? { fill: faint } : {}),
  };
}

document.addEventListener("bailiwick:theme", () => drawn.forEach((_, figure) => draw(figure)));
