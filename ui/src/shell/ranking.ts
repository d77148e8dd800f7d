/** Finding a few among many by typing: all typed words must be in the title; titles that begin with them come first. */

/** Those whose words hold all that was typed, best first; all of them, in their order, while nothing is typed. */
export function ranked<T>(all: readonly T[], typed: string, titleOf: (one: T) => string): T[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const first = words[0];
  if (first === undefined) return [...all];
  const scored = all.flatMap((one) => {
    const title = titleOf(one).toLowerCase();
    if (!words.every((word) => title.includes(word))) return [];
    const score = title.startsWith(first) ? 0 : title.split(/[\s:·]+/).some((part) => part.startsWith(first)) ? 1 : 2;
    return [{ one, score }];
  });
  return scored.sort((a, b) => a.score - b.score).map(({ one }) => one);
}
