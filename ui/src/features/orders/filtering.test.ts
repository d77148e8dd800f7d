import { describe, expect, it } from 'vitest';
import type { FilterPart } from '../../bindings';
import { platformOf, stageOf, withMore, without, withPlatform, withStage } from './filtering';

const part = (kind: FilterPart['kind'], text: string, value = text): FilterPart => ({ kind, text, value });
const parts = [
  part('status', '状态:已发货', 'shipped'),
  part('words', '耳机'),
  part('amount', '>500'),
  part('platform', 'platform:1688', '1688'),
];

describe('a typed filter', () => {
  it('loses the part whose chip is closed, and nothing else', () => {
    expect(without(parts, parts[2]!)).toBe('状态:已发货 耳机 platform:1688');
  });
  it('has one stage by a chip, however it was typed', () => {
    expect(stageOf(parts)).toBe('shipped');
    expect(withStage(parts, 'toPay')).toBe('耳机 >500 platform:1688 status:toPay');
    expect(withStage(parts, null)).toBe('耳机 >500 platform:1688');
    expect(stageOf([part('status', 'status:shipped,toPay', 'shipped,toPay')])).toBeNull();
  });
  it('has one platform by the switch', () => {
    expect(platformOf(parts)).toBe('1688');
    expect(withPlatform(parts, 'taobao')).toBe('状态:已发货 耳机 >500 platform:taobao');
    expect(withPlatform([], null)).toBe('');
  });
  it('takes names of several words in quotes', () => {
    expect(withMore('耳机 ', 'tag:', 'two words')).toBe('耳机 tag:"two words"');
    expect(withMore('', 'client:', '张三')).toBe('client:张三');
  });
});
