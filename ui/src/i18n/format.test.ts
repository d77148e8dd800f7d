import { describe, expect, it } from 'vitest';
import {
  decimalText,
  formatAge,
  formatCompact,
  formatCount,
  formatDay,
  formatDecimal,
  formatLeft,
  formatMoment,
  formatMoney,
  formatPercent,
  formatSpan,
  formatWeight,
  groupId,
  type Language,
} from './format';

const languages: Language[] = ['zh', 'en', 'vi', 'th', 'es'];
/** Intl puts no-break spaces where we read a space. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');
const now = new Date(2026, 10, 22, 14, 7).getTime();

describe('the table of the design language', () => {
  const table: Record<Language, { money: string; converted: string; day: string; age: string }> = {
    zh: { money: '¥1,234.50', converted: 'USD 298.04', day: '11月22日', age: '38 秒前' },
    en: { money: '¥1,234.50', converted: 'USD 298.04', day: '22 Nov', age: '38 s ago' },
    vi: { money: '1.234,50 ¥', converted: '298,04 USD', day: '22 thg 11', age: '38 giây trước' },
    th: { money: '¥1,234.50', converted: 'USD 298.04', day: '22 พ.ย.', age: '38 วินาทีที่แล้ว' },
    es: { money: '1.234,50 ¥', converted: '298,04 USD', day: '22 nov', age: 'hace 38 s' },
  };
  it.each(languages)('is kept in %s', (language) => {
    expect(plain(formatMoney({ minor: '123450', currency: 'CNY' }, language))).toBe(table[language].money);
    expect(plain(formatMoney({ minor: '29804', currency: 'USD' }, language))).toBe(table[language].converted);
    expect(plain(formatDay(now, now, language))).toBe(table[language].day);
    expect(plain(formatAge(38_400, language))).toBe(table[language].age);
  });
});

describe('money', () => {
  it('keeps every digit of a sum beyond the safe integers', () => {
    expect(formatMoney({ minor: '900719925474099312', currency: 'CNY' }, 'en')).toBe('¥9,007,199,254,740,993.12');
  });
  it('writes a true minus and a plus when asked', () => {
    expect(formatMoney({ minor: '-2000', currency: 'CNY' }, 'en')).toBe('\u2212¥20.00');
    expect(formatMoney({ minor: '10800', currency: 'CNY' }, 'en', true)).toBe('+¥108.00');
    expect(formatMoney({ minor: '0', currency: 'CNY' }, 'en', true)).toBe('¥0.00');
  });
  it('follows the digits of the currency', () => {
    expect(plain(formatMoney({ minor: '25000', currency: 'VND' }, 'en'))).toBe('VND 25,000');
  });
  it('shows what is no money as it came', () => {
    expect(formatMoney({ minor: '4x', currency: 'CNY' }, 'en')).toBe('4x CNY');
    expect(formatMoney({ minor: '-4100', currency: '?' }, 'en')).toBe('\u221241.00 ?');
  });
  it('pads small sums', () => {
    expect(decimalText('5', 2)).toBe('0.05');
    expect(decimalText('-5', 2)).toBe('-0.05');
    expect(decimalText('41', 0)).toBe('41');
  });
});

describe('dates and ages', () => {
  it('gives today the time alone, other years their year', () => {
    expect(formatMoment(now, now, 'en')).toBe('14:07');
    expect(formatMoment(now - 86_400_000, now, 'en')).toBe('21 Nov');
    expect(formatDay(new Date(2023, 0, 2).getTime(), now, 'en')).toBe('2 Jan 2023');
    expect(formatMoment(new Date(2026, 10, 22, 0, 5).getTime(), now, 'zh')).toBe('00:05');
  });
  it('ages by the largest unit and never below zero', () => {
    expect(formatSpan(59_999, 'en')).toBe('59 s');
    expect(formatSpan(60_000, 'en')).toBe('1 min');
    expect(formatSpan(3_600_000, 'zh')).toBe('1 小时');
    expect(formatSpan(172_800_000, 'es')).toBe('2 d');
    expect(formatAge(-5000, 'en')).toBe('just now');
    expect(formatAge(999, 'zh')).toBe('刚刚');
    expect(formatAge(1000, 'en')).toBe('1 s ago');
  });
  it('says what is left to the minute under one day', () => {
    expect(formatLeft(82 * 60_000, 'en')).toBe('1 h 22 min');
    expect(formatLeft(22 * 60_000, 'zh')).toBe('22 分钟');
    expect(formatLeft(3 * 86_400_000, 'en')).toBe('3 d');
    expect(formatLeft(-1, 'en')).toBe('0 min');
  });
});

describe('figures', () => {
  it('groups always', () => {
    expect(languages.map((language) => formatCount(1234, language))).toEqual([
      '1,234',
      '1,234',
      '1.234',
      '1,234',
      '1.234',
    ]);
  });
  it('shortens counts', () => {
    expect(formatCompact(2100, 'en')).toBe('2.1k');
    expect(formatCompact(2100, 'zh')).toBe('2100');
    expect(formatCompact(12_000, 'zh')).toBe('1.2万');
  });
  it('keeps the digits of a decimal text', () => {
    expect(formatDecimal('7.1300', 'en')).toBe('7.1300');
    expect(formatDecimal('1234.5', 'es')).toBe('1.234,5');
    expect(formatDecimal('about 3', 'en')).toBe('about 3');
  });
  it('writes weights and shares', () => {
    expect(formatWeight(310, 'en')).toBe('0.31 kg');
    expect(formatWeight(15_500, 'vi')).toBe('15,50 kg');
    expect(formatPercent(0.98, 'en')).toBe('98%');
  });
  it('groups ids of digits by four and leaves others alone', () => {
    expect(groupId('710644820931')).toBe('7106 4482 0931');
    expect(groupId('2748109355174410')).toBe('2748 1093 5517 4410');
    expect(groupId('AK-2931')).toBe('AK-2931');
  });
});
