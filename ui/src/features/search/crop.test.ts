import { describe, expect, it } from 'vitest';
import { between, BODY, GRIPS, isWhole, onCover, pull, WHOLE } from './crop';

const frame = { left: 200, top: 300, width: 400, height: 500 };

describe('a frame over a picture', () => {
  it('moves as a whole and stops at the edges', () => {
    expect(pull(frame, BODY, { x: 50, y: -100 })).toEqual({ ...frame, left: 250, top: 200 });
    expect(pull(frame, BODY, { x: 5000, y: -5000 })).toEqual({ ...frame, left: 600, top: 0 });
  });

  it('follows the edge that is pulled, and no other', () => {
    expect(pull(frame, { x: -1, y: 0 }, { x: 100, y: 77 })).toEqual({ ...frame, left: 300, width: 300 });
    expect(pull(frame, { x: 1, y: 1 }, { x: 100, y: 100 })).toEqual({ ...frame, width: 500, height: 600 });
  });

  it('never leaves the picture and never gets too small, however it is pulled', () => {
    for (const grip of [...GRIPS, BODY]) {
      for (const x of [-3000, -333, 0, 1, 444.4, 3000]) {
        for (const y of [-3000, -10, 0.6, 3000]) {
          const { left, top, width, height } = pull(frame, grip, { x, y });
          expect([left, top, width, height].every(Number.isInteger)).toBe(true);
          expect(Math.min(left, top)).toBeGreaterThanOrEqual(0);
          expect(Math.max(left + width, top + height)).toBeLessThanOrEqual(1000);
          expect(Math.min(width, height)).toBeGreaterThanOrEqual(60);
        }
      }
    }
  });

  it('is drawn anew between two points, from any corner', () => {
    const drawn = { left: 100, top: 200, width: 500, height: 300 };
    expect(between({ x: 100, y: 200 }, { x: 600, y: 500 })).toEqual(drawn);
    expect(between({ x: 600, y: 500 }, { x: 100, y: 200 })).toEqual(drawn);
    expect(between({ x: 1000, y: -40 }, { x: 1000, y: 2000 })).toEqual({ left: 940, top: 0, width: 60, height: 1000 });
  });

  it('knows the whole picture', () => {
    expect(isWhole(WHOLE)).toBe(true);
    expect(isWhole(frame)).toBe(false);
  });

  it('lies on a square where the picture lies that covers it', () => {
    expect(onCover(WHOLE, 100, 200)).toEqual({ left: '0%', top: '0%', width: '100%', height: '100%' });
    expect(onCover({ left: 0, top: 500, width: 500, height: 250 }, 100, 200)).toEqual({
      ...{ left: '0%', top: '50%', width: '50%', height: '50%' },
    });
  });
});
