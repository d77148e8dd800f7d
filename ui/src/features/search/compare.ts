/** Which of some offers is best in one respect. */

/** Marks the best figures: all that share it, and none when there is nothing to choose between. */
export function best(figures: readonly (bigint | null)[], better: 'less' | 'more'): boolean[] {
  const known = figures.filter((figure) => figure !== null);
  const first = known[0];
  if (first === undefined || known.every((figure) => figure === first)) return figures.map(() => false);
  const winner = known.reduce((a, b) => ((better === 'less' ? b < a : b > a) ? b : a), first);
  return figures.map((figure) => figure === winner);
}
