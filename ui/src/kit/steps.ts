/** The geometry of a step line: prices hold, then jump. */

/** A price seen at a moment. */
export interface Seen {
  at: number;
  /** Minor units as digits. */
  minor: string;
}

/** A path to draw, its last step alone, and where it ends. */
export interface StepLine {
  path: string;
  lastStep: string;
  end: { x: number; y: number };
}

/** Lays the points over a box; the price seen last holds until now. Null when there is nothing to draw. */
export function stepLine(points: readonly Seen[], now: number, width: number, height: number): StepLine | null {
  const first = points[0];
  if (!first) return null;
  const top = 8;
  const bottom = height - 8;
  const right = width - 4;
  const values = points.map((point) => BigInt(point.minor));
  const low = values.reduce((a, b) => (b < a ? b : a));
  const high = values.reduce((a, b) => (b > a ? b : a));
  const spread = high - low;
  const time = Math.max(1, now - first.at);
  const x = (at: number) => Math.round((Math.min(at - first.at, time) / time) * right * 10) / 10;
  // Prices become pixels here and nothing else: a share of the spread in thousandths.
  const y = (minor: bigint) =>
    spread === 0n ? (top + bottom) / 2 : bottom - (Number(((minor - low) * 1000n) / spread) / 1000) * (bottom - top);
  let path = '';
  let lastStep = '';
  let at = { x: 0, y: 0 };
  points.forEach((point, index) => {
    const next = { x: x(point.at), y: y(BigInt(point.minor)) };
    if (index === 0) path = `M0 ${next.y}`;
    else {
      path += `H${next.x}V${next.y}`;
      lastStep = `M${next.x} ${at.y}V${next.y}H${right}`;
    }
    at = next;
  });
  return { path: `${path}H${right}`, lastStep, end: { x: right, y: at.y } };
}
