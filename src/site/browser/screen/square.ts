/** A square code (QR) drawn as one path, in the page: what is in it goes to no picture service. */
import { create } from "qrcode";

const space = "http://www.w3.org/2000/svg";

function part(name: string, attributes: Readonly<Record<string, string>>): SVGElement {
  const element = document.createElementNS(space, name) as SVGElement;
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  return element;
}

export function drawCode(text: string, label: string): SVGElement {
  const { size, data } = create(text, { errorCorrectionLevel: "M" }).modules;
  const dark = Array.from(data, (on, at) => (on ? `M${at % size} ${Math.floor(at / size)}h1v1h-1z` : "")).join("");
  const picture = part("svg", { role: "img", "aria-label": label, viewBox: `-4 -4 ${size + 8} ${size + 8}`, "shape-rendering": "crispEdges" });
  picture.append(part("path", { fill: "#fff", d: `M-4-4h${size + 8}v${size + 8}h-${size + 8}z` }), part("path", { fill: "#000", d: dark }));
  return picture;
}
