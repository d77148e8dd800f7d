/** The part of a picture that is searched for: a frame in thousandths of width and height, as the engine takes it. */
import type { Crop } from '../../bindings';

/** A point of the picture, in thousandths. */
export interface Point {
  x: number;
  y: number;
}

/** Edges of the frame that a hand holds; none of them moves the whole frame. */
export interface Grip {
  x: -1 | 0 | 1;
  y: -1 | 0 | 1;
}

/** A side of the picture. */
const FULL = 1000;
/** Below this a part has nothing left to recognise. */
const SMALLEST = 60;

/** The whole picture. */
export const WHOLE: Crop = { left: 0, top: 0, width: FULL, height: FULL };

/** Holds the frame in the middle. */
export const BODY: Grip = { x: 0, y: 0 };

/** The corners and edges, in reading order. */
export const GRIPS: readonly Grip[] = ([-1, 0, 1] as const)
  .flatMap((y) => ([-1, 0, 1] as const).map((x) => ({ x, y })))
  .filter(({ x, y }) => x !== 0 || y !== 0);

/** Whether nothing is left out. */
export function isWhole(crop: Crop): boolean {
  return crop.width === FULL && crop.height === FULL;
}

const clamp = (value: number, from: number, to: number) => Math.round(Math.min(Math.max(value, from), to));

/** One axis of a frame after a pull at its near edge, its far edge, or between. */
function pulled(start: number, length: number, at: -1 | 0 | 1, by: number): [start: number, length: number] {
  const end = start + length;
  if (at === 0) return [clamp(start + by, 0, FULL - length), length];
  if (at === 1) return [start, clamp(end + by, start + SMALLEST, FULL) - start];
  const near = clamp(start + by, 0, end - SMALLEST);
  return [near, end - near];
}

/** The frame after a pull; it stays inside of the picture and never gets too small. */
export function pull(crop: Crop, grip: Grip, by: Point): Crop {
  const body = grip.x === 0 && grip.y === 0;
  const [left, width] = body || grip.x !== 0 ? pulled(crop.left, crop.width, grip.x, by.x) : [crop.left, crop.width];
  const [top, height] = body || grip.y !== 0 ? pulled(crop.top, crop.height, grip.y, by.y) : [crop.top, crop.height];
  return { left, top, width, height };
}

/** A new frame from one point to another. */
export function between(from: Point, to: Point): Crop {
  const axis = (a: number, b: number): [number, number] => {
    const near = clamp(Math.min(a, b), 0, FULL - SMALLEST);
    return [near, clamp(Math.max(a, b), near + SMALLEST, FULL) - near];
  };
  const [left, width] = axis(from.x, to.x);
  const [top, height] = axis(from.y, to.y);
  return { left, top, width, height };
}

/** Where a frame lies on a square that the picture covers, cut at its longer sides: CSS lengths in percent of the square. */
export function onCover(
  crop: Crop,
  width: number,
  height: number,
): { left: string; top: string; width: string; height: string } {
  const side = Math.min(width, height);
  const axis = (start: number, length: number, full: number): [string, string] => {
    const place = (at: number) => Math.min(Math.max(((at / FULL) * full - (full - side) / 2) / side, 0), 1) * 100;
    return [`${place(start)}%`, `${place(start + length) - place(start)}%`];
  };
  const [left, wide] = axis(crop.left, crop.width, width);
  const [top, high] = axis(crop.top, crop.height, height);
  return { left, top, width: wide, height: high };
}
