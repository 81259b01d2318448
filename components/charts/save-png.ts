const COPIED = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-opacity',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
] as const;

const MARGIN = 24;
const TITLE = 40;
const SCALE = 2;

export interface Picture {
  svg: SVGSVGElement;
  title: string;
  fileName: string;
  legend: { label: string; color: string }[];
}

/** Downloads a drawn chart as a PNG in the colours on screen, with its title and legend. */
export async function savePng({ svg, title, fileName, legend }: Picture): Promise<void> {
  const { width, height } = svg.getBoundingClientRect();
  const image = await load(serialise(svg, width, height));
  const canvas = document.createElement('canvas');
  canvas.width = (width + 2 * MARGIN) * SCALE;
  canvas.height = (height + 2 * MARGIN + TITLE) * SCALE;
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('This browser cannot draw pictures.');

  pen.scale(SCALE, SCALE);
  const { color, fontFamily } = getComputedStyle(document.body);
  pen.fillStyle = getComputedStyle(document.body).backgroundColor;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = color;
  pen.font = `600 16px ${fontFamily}`;
  pen.fillText(title, MARGIN, MARGIN + 8);
  drawLegend(pen, legend, `12px ${fontFamily}`, color);
  pen.drawImage(image, MARGIN, MARGIN + TITLE, width, height);
  download(canvas.toDataURL('image/png'), fileName);
}

function drawLegend(pen: CanvasRenderingContext2D, legend: Picture['legend'], font: string, color: string) {
  let x = MARGIN;
  pen.font = font;
  for (const entry of legend) {
    pen.fillStyle = resolve(entry.color);
    pen.fillRect(x, MARGIN + 20, 10, 10);
    pen.fillStyle = color;
    pen.fillText(entry.label, x + 16, MARGIN + 29);
    x += 32 + pen.measureText(entry.label).width;
  }
}

/** The SVG with its computed style written into it: outside the page no style sheet applies. */
function serialise(svg: SVGSVGElement, width: number, height: number): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = svg.querySelectorAll('*');
  copy.querySelectorAll('*').forEach((element, index) => {
    const original = originals[index];
    if (!original) return;
    const style = getComputedStyle(original);
    for (const name of COPIED) element.setAttribute(name, style.getPropertyValue(name));
  });
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
}

/** A custom property's value, as a canvas needs it. */
function resolve(color: string): string {
  const probe = document.createElement('span');
  probe.style.color = color;
  document.body.append(probe);
  const resolved = getComputedStyle(probe).color;
  probe.remove();
  return resolved;
}

function load(source: string): Promise<HTMLImageElement> {
  return new Promise((done, fail) => {
    const image = new Image();
    image.onload = () => done(image);
    image.onerror = () => fail(new Error('The chart could not be drawn as a picture.'));
    image.src = source;
  });
}

function download(href: string, fileName: string) {
  const link = document.createElement('a');
  link.href = href;
  link.download = fileName;
  link.click();
}
