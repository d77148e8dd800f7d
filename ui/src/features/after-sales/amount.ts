/** Amounts as they are typed, for the engine: text in yuan becomes fen as digits, without a JavaScript number. */
import type { Money } from '../../bindings';

/** `59`, `59.5`, `¥1,234.50` in fen; what is no amount is less than anything that can be asked. */
export function fenOf(typed: string): Money {
  const plain = typed.replace(/[¥￥,\s]/g, '');
  const found = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(plain);
  if (plain === '') return { minor: '0', currency: 'CNY' };
  if (!found) return { minor: '-1', currency: 'CNY' };
  const fen = BigInt(found[1] ?? '0') * 100n + BigInt((found[2] ?? '').padEnd(2, '0'));
  return { minor: fen.toString(), currency: 'CNY' };
}
