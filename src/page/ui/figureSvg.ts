/**
 * A drawing of the page as a picture that stands alone: the colors worked out, the title above, the legend below, and
 * nothing that a stylesheet must add.
 */
export type LegendEntry = { readonly label: string } & (
  | { readonly color: string; readonly dash: string | undefined; readonly faint?: boolean }
  /** What stands for it on the page, no wider than a line. */
  | { readonly sign: SVGSVGElement }
);

export interface Picture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

const NAMESPACE = 'http://www.w3.org/2000/svg';
const PAINTS = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'paint-order',
  'opacity',
  'font-size',
  'font-weight',
  'text-anchor',
] as const;
const FONT = 'system-ui, sans-serif';
const HEAD = 26;
const LINE = 16;
const ROOM = 12;
const CHARACTER = 6.4;
const SWATCH = 22;

/** Writes computed styles as attributes: the SVG needs no stylesheet. */
function inline(from: Element, to: Element): void {
  const style = getComputedStyle(from);
  for (const paint of PAINTS) to.setAttribute(paint, style.getPropertyValue(paint));
  for (const attribute of ['class', 'style', 'tabindex', 'role', 'aria-label']) to.removeAttribute(attribute);
  const copies = [...to.children];
  [...from.children].forEach((child, i) => {
    inline(child, copies[i]);
  });
}

function element(name: string, attributes: Readonly<Record<string, string | number>>, content = ''): SVGElement {
  const made = document.createElementNS(NAMESPACE, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.textContent = content;
  return made;
}

/** The legend in as many lines as the width asks for. */
function placeLegend(legend: readonly LegendEntry[], width: number) {
  let [left, line] = [ROOM, 0];
  return legend.map((entry) => {
    const long = SWATCH + entry.label.length * CHARACTER + ROOM;
    if (left > ROOM && left + long > width) [left, line] = [ROOM, line + 1];
    const place = { entry, left, line };
    left += long;
    return place;
  });
}

type LineEntry = Exclude<LegendEntry, { sign: unknown }>;

function lineAt({ dash, faint }: LineEntry, left: number, middle: number, stroke: string): SVGElement {
  return element('line', {
    x1: left,
    x2: left + SWATCH - 6,
    y1: middle,
    y2: middle,
    stroke,
    'stroke-width': 2,
    'stroke-opacity': faint === true ? 0.4 : 1,
    ...(dash === undefined ? {} : { 'stroke-dasharray': dash }),
  });
}

/** Draws the marker at its viewBox size. */
function signAt(sign: SVGSVGElement, left: number, middle: number): SVGElement {
  const copy = sign.cloneNode(true) as SVGSVGElement;
  inline(sign, copy);
  const { width, height } = sign.viewBox.baseVal;
  const box = { x: left, y: middle - height / 2, width, height };
  for (const [key, value] of Object.entries(box)) copy.setAttribute(key, String(value));
  return copy;
}

/** `drawing` must be on the page. A color of the legend may be a custom property. */
export function figureSvg(drawing: SVGSVGElement, title: string, legend: readonly LegendEntry[]): Picture {
  const { width: drawnWidth, height: drawnHeight } = drawing.getBoundingClientRect();
  const width = Math.round(drawnWidth) + 2 * ROOM;
  const placed = placeLegend(legend, width);
  const lines = legend.length === 0 ? 0 : (placed.at(-1)?.line ?? 0) + 1;
  const height = Math.round(drawnHeight) + HEAD + lines * LINE + ROOM;
  const root = getComputedStyle(document.documentElement);
  const ink = root.getPropertyValue('--ink').trim();
  // A custom property in var(…) is read off an element that has it as its color.
  const probe = document.body.appendChild(document.createElement('i'));
  const resolved = (color: string) => {
    probe.style.color = color;
    return getComputedStyle(probe).color;
  };

  const picture = element('svg', {
    xmlns: NAMESPACE,
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    'font-family': FONT,
  });
  picture.append(
    element('rect', { width, height, fill: root.getPropertyValue('--paper').trim() }),
    element('text', { x: ROOM, y: 18, fill: ink, 'font-size': 13, 'font-weight': 600 }, title),
  );
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  inline(drawing, copy);
  const box = { x: ROOM, y: HEAD, width: Math.round(drawnWidth), height: Math.round(drawnHeight) };
  for (const [key, value] of Object.entries(box)) copy.setAttribute(key, String(value));
  picture.append(copy);
  for (const { entry, left, line } of placed) {
    const y = HEAD + Math.round(drawnHeight) + line * LINE + 11;
    picture.append(
      'sign' in entry ? signAt(entry.sign, left, y - 4) : lineAt(entry, left, y - 4, resolved(entry.color)),
      element('text', { x: left + SWATCH, y, fill: ink, 'font-size': 11 }, entry.label),
    );
  }
  probe.remove();
  return { svg: new XMLSerializer().serializeToString(picture), width, height };
}

/** The picture as PNG, `scale` pixels for each of its own. Throws if the browser cannot draw or encode it. */
export async function pngOf({ svg, width, height }: Picture, scale = 2): Promise<ArrayBuffer> {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = width * scale;
    canvas.height = height * scale;
    const context = canvas.getContext('2d');
    if (!context) throw new Error('This browser gives no canvas to draw a PNG on.');
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => {
      canvas.toBlob(resolve, 'image/png');
    });
    if (!blob) throw new Error('This browser did not write the PNG.');
    return await blob.arrayBuffer();
  } finally {
    URL.revokeObjectURL(address);
  }
}
