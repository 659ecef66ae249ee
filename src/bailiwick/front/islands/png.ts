import { announce } from "./announce";

/** A button that saves the chart beside it as a picture, as it looks now. */

const SCALE = 2;
const KEPT = [
  "fill", "stroke", "stroke-width", "stroke-dasharray", "font-family", "font-size", "font-weight", "text-anchor",
] as const;

export function mount(button: HTMLElement): void {
  const chart = button.closest("section")?.querySelector<SVGSVGElement>("[data-chart-svg]");
  if (!chart) return;
  button.hidden = false;
  button.addEventListener("click", () => void save(chart, button.dataset["png"] ?? "chart"));
}

/** A copy that carries its colours with it, on the page's ground. */
function standing(chart: SVGSVGElement): SVGSVGElement {
  const copy = chart.cloneNode(true) as SVGSVGElement;
  const from = chart.querySelectorAll("*");
  copy.querySelectorAll("*").forEach((element, index) => {
    const source = from[index];
    if (!source) return;
    const style = getComputedStyle(source);
    for (const name of KEPT) {
      const value = style.getPropertyValue(name);
      if (value) element.setAttribute(name, value);
    }
    element.removeAttribute("class");
    element.removeAttribute("href");
  });
  const { width, height } = chart.viewBox.baseVal;
  const ground = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  ground.setAttribute("width", "100%");
  ground.setAttribute("height", "100%");
  ground.setAttribute("fill", getComputedStyle(chart.closest("section") ?? document.body).backgroundColor);
  copy.prepend(ground);
  copy.setAttribute("width", String(width * SCALE));
  copy.setAttribute("height", String(height * SCALE));
  return copy;
}

async function save(chart: SVGSVGElement, name: string): Promise<void> {
  const { width, height } = chart.viewBox.baseVal;
  const text = new XMLSerializer().serializeToString(standing(chart));
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width * SCALE;
  canvas.height = height * SCALE;
  canvas.getContext("2d")?.drawImage(image, 0, 0);
  const link = document.createElement("a");
  link.download = `${name}.png`;
  link.href = canvas.toDataURL("image/png");
  link.click();
  announce("The picture is saved");
}
