import { describe, expect, it } from 'vitest';
import { anOrderView, orderRows } from '../../../tests/buying';
import { storyOf } from './story';

const rows = orderRows();

describe('the story of an order', () => {
  it('is newest first, marks the current status and what went up', () => {
    const story = storyOf(anOrderView(rows[1]));
    const times = story.map((entry) => entry.at ?? 0);
    expect(times).toEqual([...times].sort((a, b) => b - a));
    expect(story[0]).toMatchObject({ kind: 'rise', title: 'Total: ¥1,968.00 → ¥2,076.00' });
    expect(story.filter((entry) => entry.kind === 'now')).toHaveLength(1);
  });

  it('keeps fields and words it does not know', () => {
    const view = anOrderView(rows[1]);
    const told = { seenAt: 1, source: 'callback' as const, requestId: null, oldStage: null, newStage: null };
    view.changes = [{ ...told, field: 'newField', old: 'a', new: 'b' }];
    expect(storyOf(view).map((entry) => entry.title)).toContain('newField: a → b');
  });

  it('tells every status in words, and one it does not know as it came', () => {
    const view = anOrderView(rows[1]);
    const told = { field: 'status', source: 'sync' as const, requestId: null };
    view.changes = [
      { ...told, seenAt: 3, old: '10', oldStage: 'toShip', new: 'moon', newStage: 'unknown' },
      { ...told, seenAt: 2, old: '0', oldStage: 'toPay', new: '10', newStage: 'toShip' },
    ];
    const titles = storyOf(view).map((entry) => entry.title);
    expect(titles).toContain('Status: To pay → To ship');
    expect(titles).toContain('Status: To ship → moon');
  });
});
