/** How full the pond beside a figure stands. */
export type Fill = 'full' | 'half' | 'low' | 'dry';

const AGEING_MS = 5 * 60_000;
const STALE_MS = 60 * 60_000;

/** Full inside the promised age, half over five minutes, low over one hour, dry when offline or never read. */
export function fillOf(readAt: number | null | undefined, now: number, offline: boolean): Fill {
  if (offline || readAt === null || readAt === undefined) return 'dry';
  const age = now - readAt;
  if (age > STALE_MS) return 'low';
  return age > AGEING_MS ? 'half' : 'full';
}
