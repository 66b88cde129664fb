/**
 * Marks of events over a map, on a canvas of their own: to draw them anew takes a few milliseconds, and the map under them stays as it is, which
 * takes many times as long where it is drawn without a graphics card.
 */
import type { Map as GlMap } from 'maplibre-gl';

import type { Mark } from './clusters';
import { FAMILIES, familyColour } from './kinds';

export interface MarkColours {
  /** By family of kinds. */
  families: ReadonlyMap<string, string>;
  paper: string;
  ink: string;
}

/** A mark of the map, where it stands. */
export interface Standing {
  lon: number;
  lat: number;
  mark: Mark;
}

/** What of the world the screen shows. */
export interface View {
  width: number;
  height: number;
  /** Pixels from a place to the same place on the next copy of the world. */
  world: number;
  project: (lon: number, lat: number) => { x: number; y: number };
}

/** A mark on the screen, in pixels. */
export interface Seen {
  mark: Mark;
  x: number;
  y: number;
}

const RING = 14;

/** The marks that are in view, those below others first; where the world is shown more than once, so are they. */
export function inView(standing: readonly Standing[], view: View): Seen[] {
  const found: Seen[] = [];
  for (const { lon, lat, mark } of standing)
    for (const { x, y } of copies(lon, lat, mark.radius, view)) found.push({ mark, x, y });
  return found.reverse();
}

/** Where a point is on the screen, within some pixels of it. */
export function copies(lon: number, lat: number, room: number, view: View): { x: number; y: number }[] {
  const { x, y } = view.project(lon, lat);
  if (y < -room || y > view.height + room) return [];
  const found: { x: number; y: number }[] = [];
  const first = x - view.world * Math.floor((x + room) / view.world);
  for (let at = first; at <= view.width + room; at += view.world) found.push({ x: at, y });
  return found;
}

/** The uppermost mark under a point. */
export function under(seen: readonly Seen[], x: number, y: number): Mark | undefined {
  return seen.findLast((one) => Math.hypot(one.x - x, one.y - y) <= one.mark.radius)?.mark;
}

export class MarkLayer {
  readonly #map: GlMap;
  readonly #canvas = document.createElement('canvas');
  #standing: readonly Standing[] = [];
  #ring: readonly [number, number] | null = null;
  #colours: MarkColours | null = null;
  #seen: Seen[] = [];

  constructor(map: GlMap) {
    this.#map = map;
    this.#canvas.ariaHidden = 'true';
    Object.assign(this.#canvas.style, { position: 'absolute', inset: '0', pointerEvents: 'none' });
    map.getCanvasContainer().append(this.#canvas);
    map.on('render', () => this.draw());
  }

  recolour(colours: MarkColours): void {
    this.#colours = colours;
    this.draw();
  }

  show(standing: readonly Standing[]): void {
    this.#standing = standing;
    this.draw();
  }

  /** Draw a ring around a point, longitude and latitude. */
  point(at: readonly [number, number] | null): void {
    this.#ring = at;
    this.draw();
  }

  /** The mark under a point of the map, in pixels. */
  under({ x, y }: { x: number; y: number }): Mark | undefined {
    return under(this.#seen, x, y);
  }

  draw(): void {
    const view = this.#view();
    // read back never, but drawn by the processor: sending strokes to a graphics process takes longer than these few
    const pen = this.#canvas.getContext('2d', { willReadFrequently: true });
    if (!pen || !this.#colours) return;
    this.#fit(pen, view);
    this.#seen = inView(this.#standing, view);
    for (const one of this.#seen) drawMark(pen, one, this.#colours);
    if (this.#ring)
      for (const { x, y } of copies(...this.#ring, RING, view)) drawRing(pen, x, y, this.#colours);
  }

  #view(): View {
    const { clientWidth: width, clientHeight: height } = this.#map.getCanvas();
    return {
      width,
      height,
      world: 512 * 2 ** this.#map.getZoom(),
      project: (lon, lat) => this.#map.project([lon, lat]),
    };
  }

  /** Clear the canvas, as large as the map is now. */
  #fit(pen: CanvasRenderingContext2D, { width, height }: View): void {
    const ratio = window.devicePixelRatio;
    const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (this.#canvas.width !== wide || this.#canvas.height !== high) {
      [this.#canvas.width, this.#canvas.height] = [wide, high];
      Object.assign(this.#canvas.style, { width: `${width}px`, height: `${height}px` });
    }
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, height);
  }
}

function drawMark(pen: CanvasRenderingContext2D, { mark, x, y }: Seen, colours: MarkColours): void {
  pen.beginPath();
  pen.arc(x, y, mark.radius, 0, 2 * Math.PI);
  pen.globalAlpha = 0.85;
  pen.fillStyle = colours.families.get(mark.family) ?? colours.ink;
  pen.fill();
  pen.globalAlpha = 1;
  pen.lineWidth = 1.2;
  pen.strokeStyle = colours.paper;
  pen.stroke();
  if (!mark.label) return;
  pen.font = '600 11px system-ui, sans-serif';
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillStyle = colours.paper;
  pen.fillText(mark.label, x, y + 0.5);
}

function drawRing(pen: CanvasRenderingContext2D, x: number, y: number, colours: MarkColours): void {
  pen.beginPath();
  pen.arc(x, y, RING, 0, 2 * Math.PI);
  pen.lineWidth = 2.5;
  pen.strokeStyle = colours.ink;
  pen.stroke();
}

/** The colours of marks; `colour` tells what the style sheet has now. */
export function markColours(colour: (name: string) => string): MarkColours {
  return {
    families: new Map(FAMILIES.map((one) => [one, colour(familyColour(one))])),
    paper: colour('paper'),
    ink: colour('ink'),
  };
}
