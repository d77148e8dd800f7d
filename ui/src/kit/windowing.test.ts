import { describe, expect, it } from 'vitest';
import { drawnOf, heightOf, scrollTo } from './windowing';

const sight = { rows: 100_000, rowHeight: 34, height: 680, scrollTop: 0 };

describe('the rows that are drawn', () => {
  it('are those in sight and a few beside, and the room of all others', () => {
    const drawn = drawnOf({ ...sight, scrollTop: 34_000 });
    expect(drawn.first).toBeLessThanOrEqual(1000);
    expect(drawn.end).toBeGreaterThanOrEqual(1020);
    expect(drawn.end - drawn.first).toBeLessThan(60);
    expect(drawn.above).toBe(drawn.first * 34);
    expect(drawn.above + (drawn.end - drawn.first) * 34 + drawn.below).toBe(heightOf(100_000, 34));
  });
  it('are always as many', () => {
    const many = (scrollTop: number) => {
      const { first, end } = drawnOf({ ...sight, scrollTop });
      return end - first;
    };
    expect(new Set([0, 17, 34_001, 1_000_000, 99_999_999].map(many)).size).toBe(1);
  });
  it('reach both ends of a million rows, which no element is high enough for', () => {
    const million = { ...sight, rows: 1_000_000 };
    expect(heightOf(1_000_000, 34)).toBeLessThan(17_000_000);
    expect(drawnOf(million).first).toBe(0);
    const last = drawnOf({ ...million, scrollTop: heightOf(1_000_000, 34) - 680 });
    expect(last.end).toBe(1_000_000);
    const middle = { ...million, scrollTop: 7_500_000 };
    const drawn = drawnOf(middle);
    expect(drawn.above).toBeLessThanOrEqual(middle.scrollTop);
    expect(drawn.above + (drawn.end - drawn.first) * 34).toBeGreaterThanOrEqual(middle.scrollTop + 680);
  });
  it('are all of a short list, and none of none', () => {
    expect(drawnOf({ ...sight, rows: 3 })).toEqual({ first: 0, end: 3, above: 0, below: 0 });
    expect(drawnOf({ ...sight, rows: 0 })).toEqual({ first: 0, end: 0, above: 0, below: 0 });
  });
});

describe('scrolling to a row', () => {
  it('moves no further than it must', () => {
    expect(scrollTo(5, sight)).toBe(0);
    expect(scrollTo(20, sight)).toBe(34);
    expect(scrollTo(20, sight, 56)).toBe(90);
    expect(scrollTo(3, { ...sight, scrollTop: 340 })).toBe(102);
  });
  it('brings every row of a million into sight', () => {
    for (const row of [0, 1, 499_999, 777_777, 999_999]) {
      const million = { ...sight, rows: 1_000_000, scrollTop: 3_000_000 };
      const scrollTop = scrollTo(row, million);
      const { first, end } = drawnOf({ ...million, scrollTop });
      expect(row).toBeGreaterThanOrEqual(first);
      expect(row).toBeLessThan(end);
    }
  });
});
