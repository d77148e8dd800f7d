/**
 * Which rows of a long list are drawn. Rows have one height, so it is arithmetic; what a browser cannot scroll (an element
 * of more than some ten million pixels) is scrolled in proportion.
 */

/** Higher elements are cut off by browsers; the lowest limit is Firefox's at 17.9 million. */
const HIGHEST = 15_000_000;
/** Rows drawn above and below those in sight, so that a fast hand sees no gap. */
const BESIDE = 8;

/** A list and the part of it in sight; pixels. */
export interface Sight {
  rows: number;
  rowHeight: number;
  /** Height of the part in sight. */
  height: number;
  scrollTop: number;
}

/** What is drawn. */
export interface Drawn {
  /** First row and the one behind the last. */
  first: number;
  end: number;
  /** Empty room above them and below, which stand for all the others. */
  above: number;
  below: number;
}

/** How high the list is for the scroll bar. */
export function heightOf(rows: number, rowHeight: number): number {
  return Math.min(rows * rowHeight, HIGHEST);
}

/** Pixels from the top of the list's rows, where `scrollTop` is what the scroll bar says. */
function offsetOf({ rows, rowHeight, height, scrollTop }: Sight): number {
  const shown = heightOf(rows, rowHeight);
  const [whole, way] = [rows * rowHeight - height, shown - height];
  const at = Math.min(Math.max(scrollTop, 0), Math.max(way, 0));
  return whole === way || way <= 0 ? at : (at / way) * whole;
}

/** The rows to draw. There are always as many, so that their elements can be used again. */
export function drawnOf(sight: Sight): Drawn {
  const { rows, rowHeight, height } = sight;
  if (rows === 0 || rowHeight <= 0) return { first: 0, end: 0, above: 0, below: 0 };
  const offset = offsetOf(sight);
  const shown = heightOf(rows, rowHeight);
  const many = Math.ceil(height / rowHeight) + 1 + 2 * BESIDE;
  const first = Math.max(0, Math.min(Math.floor(offset / rowHeight) - BESIDE, rows - many));
  const end = Math.min(rows, first + many);
  // Where the bar runs in proportion, rows stand as far from what is in sight as they would in the whole list.
  const top = Math.min(Math.max(sight.scrollTop, 0), Math.max(shown - height, 0));
  const above = Math.max(0, top + first * rowHeight - offset);
  return { first, end, above, below: Math.max(0, shown - above - (end - first) * rowHeight) };
}

/** Where to scroll so that a row is in sight, `covered` pixels of which are hidden under something at the foot. */
export function scrollTo(row: number, sight: Sight, covered = 0): number {
  const { rows, rowHeight, height, scrollTop } = sight;
  const offset = offsetOf(sight);
  const [top, bottom] = [row * rowHeight, (row + 1) * rowHeight + covered];
  const wanted = top < offset ? top : bottom > offset + height ? bottom - height : offset;
  if (wanted === offset) return scrollTop;
  const [whole, way] = [rows * rowHeight - height, heightOf(rows, rowHeight) - height];
  return whole === way || whole <= 0 ? Math.max(0, wanted) : (Math.max(0, wanted) / whole) * way;
}
