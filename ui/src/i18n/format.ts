/**
 * Figures, dates and ages as the design language writes them, for all five languages. Pure: the language and the
 * present moment are passed in. Money stays text from end to end: minor units are digits, never a JavaScript number.
 */

/** The languages that figures can be written in; the message files say which of them are complete. */
export type Language = 'zh' | 'en' | 'vi' | 'th' | 'es';

/** Money as the engine sends it: whole minor units (fen for CNY) as digits, and the ISO 4217 code. */
export interface MoneyText {
  minor: string;
  currency: string;
}

/** What Intl is asked for: day before month in English, the Gregorian calendar in Thai. */
const tags: Record<Language, string> = {
  zh: 'zh-CN',
  en: 'en-GB',
  vi: 'vi-VN',
  th: 'th-TH-u-ca-gregory-nu-latn',
  es: 'es-ES',
};

/** The BCP 47 tag for `<html lang>` and Intl. */
export function languageTag(language: Language): string {
  return tags[language];
}

const MINUS = '\u2212';
/** Making one costs a hundred times what using it does, and a list shows thousands of figures a second while it scrolls. */
const numberFormats = new Map<string, Intl.NumberFormat>();
const dateFormats = new Map<string, Intl.DateTimeFormat>();

function kept<T>(formats: Map<string, T>, key: string, make: () => T): T {
  let format = formats.get(key);
  if (format === undefined) {
    format = make();
    formats.set(key, format);
  }
  return format;
}

function numberFormat(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return kept(numberFormats, language + JSON.stringify(options), () => {
    const all = { useGrouping: 'always', ...options } as Intl.NumberFormatOptions;
    return new Intl.NumberFormat(tags[language], all);
  });
}

/** The figures of a number, with the minus sign of print. Only what may be negative is looked at piece by piece. */
function withRealMinus(format: Intl.NumberFormat, value: number | bigint | Intl.StringNumericLiteral): string {
  if (typeof value === 'string' ? !value.startsWith('-') : value > 0) return format.format(value);
  const parts = format.formatToParts(value);
  return parts.map((part) => (part.type === 'minusSign' ? MINUS : part.value)).join('');
}

function currencyFormat(language: Language, currency: string): Intl.NumberFormat | null {
  try {
    // Yuan is the currency of the desk and carries its sign; all others are written by code.
    const currencyDisplay = currency === 'CNY' ? 'narrowSymbol' : 'code';
    return numberFormat(language, { style: 'currency', currency, currencyDisplay });
  } catch {
    return null;
  }
}

/** Minor units as a decimal text: `decimalText("-4105", 2)` is `"-41.05"`. */
export function decimalText(minor: string, digits: number): string {
  const value = BigInt(minor);
  const sign = value < 0n ? '-' : '';
  const plain = (value < 0n ? -value : value).toString().padStart(digits + 1, '0');
  return digits === 0 ? sign + plain : `${sign}${plain.slice(0, -digits)}.${plain.slice(-digits)}`;
}

/**
 * A sum of money: `¥1,234.50`, in Vietnamese and Spanish `1.234,50 ¥`.
 * `signed` puts a + before a rise, as price changes want it. What is not money is shown as it came.
 */
export function formatMoney(money: MoneyText, language: Language, signed = false): string {
  if (!/^-?\d+$/.test(money.minor)) return `${money.minor} ${money.currency}`;
  const format = currencyFormat(language, money.currency);
  if (!format) return `${decimalText(money.minor, 2)} ${money.currency}`.replace('-', MINUS);
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  const text = withRealMinus(format, decimalText(money.minor, digits) as Intl.StringNumericLiteral);
  return signed && BigInt(money.minor) > 0n ? `+${text}` : text;
}

/** A whole number with its grouping: `12,408`. Takes text so that ids and large counts keep every digit. */
export function formatCount(count: number | bigint, language: Language): string {
  return withRealMinus(numberFormat(language, {}), count);
}

/** A number of sales or looks in little room: `2.1k`, in Chinese `2,100` and from ten thousand on `1.2万`. */
export function formatCompact(count: number | bigint, language: Language): string {
  if (language === 'zh' && count < 10_000) return String(count);
  const text = numberFormat(language, { notation: 'compact', maximumFractionDigits: 1 }).format(count);
  return language === 'en' ? text.replace('K', 'k') : text;
}

/** A decimal text of the engine (a weight, a rate) in the language's own figures, with its digits unchanged. */
export function formatDecimal(text: string, language: Language): string {
  const match = /^-?\d+(?:\.(\d+))?$/.exec(text);
  if (!match) return text;
  const digits = match[1]?.length ?? 0;
  const format = numberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return withRealMinus(format, text as Intl.StringNumericLiteral);
}

/** A share of one: `0.98` is `98%`. */
export function formatPercent(share: number, language: Language, digits = 0): string {
  const options = { style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits } as const;
  return withRealMinus(numberFormat(language, options), share);
}

/** Grams as kilograms with two digits, without passing through a fraction: `310` is `0.31 kg`. */
export function formatWeight(grams: number, language: Language): string {
  const centi = BigInt(Math.round(grams / 10));
  return `${formatDecimal(decimalText(centi.toString(), 2), language)} kg`;
}

function sameDay(a: Date, b: Date): boolean {
  return a.getFullYear() === b.getFullYear() && a.getMonth() === b.getMonth() && a.getDate() === b.getDate();
}

function dateFormat(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return kept(dateFormats, language + JSON.stringify(options), () => {
    return new Intl.DateTimeFormat(tags[language], { hourCycle: 'h23', ...options });
  });
}

/** The time of day, 24 hours: `14:07`. */
export function formatTime(at: number, language: Language): string {
  return dateFormat(language, { hour: '2-digit', minute: '2-digit' }).format(at);
}

/** The time of day to the second, where several fall into a minute: `14:07:31`. */
export function formatTimeExact(at: number, language: Language): string {
  return dateFormat(language, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(at);
}

/** A day: `22 Nov`, with the year when it is not this one. */
export function formatDay(at: number, now: number, language: Language): string {
  const year = new Date(at).getFullYear() === new Date(now).getFullYear() ? {} : ({ year: 'numeric' } as const);
  return dateFormat(language, { day: 'numeric', month: 'short', ...year }).format(at);
}

/** A moment in a list: today the time alone, else the day. */
export function formatMoment(at: number, now: number, language: Language): string {
  return sameDay(new Date(at), new Date(now)) ? formatTime(at, language) : formatDay(at, now, language);
}

/** A moment in a narrow column: as `formatMoment`, but a day of another year in figures alone. */
export function formatMomentNarrow(at: number, now: number, language: Language): string {
  if (new Date(at).getFullYear() === new Date(now).getFullYear()) return formatMoment(at, now, language);
  return dateFormat(language, { day: 'numeric', month: 'numeric', year: 'numeric' }).format(at);
}

/** A moment in full for a tooltip, in the zone of the desk; where that is not Beijing's, Beijing time is added. */
export function formatMomentFull(at: number, language: Language, beijing: string): string {
  const options: Intl.DateTimeFormatOptions = {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  };
  const here = dateFormat(language, options).format(at);
  const there = dateFormat(language, { ...options, timeZone: 'Asia/Shanghai' }).format(at);
  return here === there ? here : `${here} · ${there} ${beijing}`;
}

type Span = 'second' | 'minute' | 'hour' | 'day';

/** Locale data that Intl does not have in this shape: the short unit, and the age around it. */
const spans: Record<Language, { age: string; now: string } & Record<Span, string>> = {
  zh: { now: '刚刚', age: '{}前', second: '{} 秒', minute: '{} 分钟', hour: '{} 小时', day: '{} 天' },
  en: { now: 'just now', age: '{} ago', second: '{} s', minute: '{} min', hour: '{} h', day: '{} d' },
  vi: { now: 'vừa xong', age: '{} trước', second: '{} giây', minute: '{} phút', hour: '{} giờ', day: '{} ngày' },
  th: { now: 'เมื่อสักครู่', age: '{}ที่แล้ว', second: '{} วินาที', minute: '{} นาที', hour: '{} ชั่วโมง', day: '{} วัน' },
  es: { now: 'ahora mismo', age: 'hace {}', second: '{} s', minute: '{} min', hour: '{} h', day: '{} d' },
};

function spanText(count: number, span: Span, language: Language): string {
  return spans[language][span].replace('{}', formatCount(count, language));
}

/** The length of time in its largest unit: `38 s`, `6 min`, `3 h`, `2 d`. */
export function formatSpan(ms: number, language: Language): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return spanText(seconds, 'second', language);
  if (seconds < 3600) return spanText(Math.floor(seconds / 60), 'minute', language);
  if (seconds < 86_400) return spanText(Math.floor(seconds / 3600), 'hour', language);
  return spanText(Math.floor(seconds / 86_400), 'day', language);
}

/** How old something is: `38 s ago`, at first `just now`. A moment in the future counts as now. */
export function formatAge(ms: number, language: Language): string {
  if (ms < 1000) return spans[language].now;
  return spans[language].age.replace('{}', formatSpan(ms, language));
}

/** Time left until a deadline, to the minute under one day: `1 h 22 min`, `3 d`. */
export function formatLeft(ms: number, language: Language): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  if (minutes >= 1440) return formatSpan(ms, language);
  const hours = Math.floor(minutes / 60);
  const rest = spanText(minutes % 60, 'minute', language);
  return hours === 0 ? rest : `${spanText(hours, 'hour', language)} ${rest}`;
}

/** An id in groups of four, for the eye only; copying takes the whole id. Short or wordy ids stay as they are. */
export function groupId(id: string): string {
  return /^\d{8,}$/.test(id) ? id.replace(/(\d{4})(?=\d)/g, '$1 ') : id;
}

/** A size in bytes for a limit or a table: `10 MB`, `0.3 KB`. */
export function formatBytes(bytes: number, language: Language): string {
  const [value, unit] = bytes >= 1_000_000 ? [bytes / 1_000_000, 'MB'] : [bytes / 1000, 'KB'];
  return `${numberFormat(language, { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value)} ${unit}`;
}
