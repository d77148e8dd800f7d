import { beforeEach, expect, it } from 'vitest';
import { locale } from '../i18n';
import { outboxBadge } from './places';

beforeEach(() => {
  locale.current = 'en';
});

it('shows nothing for an empty outbox and a number for what waits', () => {
  expect(outboxBadge({ outbox: { ready: 0, sending: 0, unknown: 0 } })).toBeNull();
  expect(outboxBadge({ outbox: { ready: 2, sending: 1, unknown: 0 } })).toMatchObject({ text: '3', tone: 'plain' });
});
it('says unknown before anything else, in both languages', () => {
  const desk = { outbox: { ready: 2, sending: 0, unknown: 1 } };
  expect(outboxBadge(desk)).toMatchObject({ text: '1 ?', tone: 'unk', say: 'Outbox: 1 unknown, not sent again' });
  locale.current = 'zh';
  expect(outboxBadge(desk)?.say).toBe('操作队列：1 笔结果未明，不会重发');
});
