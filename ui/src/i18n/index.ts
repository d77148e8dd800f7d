/** Figures and dates in the language of the desk. Called from markup they follow a change of language by themselves. */
import { m } from '../paraglide/messages';
import * as format from './format';
import { now } from './clock.svelte';
import { locale } from './locale.svelte';

export { m };
export { now, setClock } from './clock.svelte';
export { languageNames, locale, preferredLocale, type Locale } from './locale.svelte';
export { groupId, languageTag, type MoneyText } from './format';

/** `¥1,234.50`; with `signed` a rise gets its +. */
export const money = (value: format.MoneyText, signed = false) => format.formatMoney(value, locale.current, signed);
/** `12,408`. */
export const count = (value: number | bigint) => format.formatCount(value, locale.current);
/** `2.1k`. */
export const compact = (value: number | bigint) => format.formatCompact(value, locale.current);
/** A decimal text of the engine in the language's figures. */
export const decimal = (text: string) => format.formatDecimal(text, locale.current);
/** `98%` of `0.98`. */
export const percent = (share: number, digits = 0) => format.formatPercent(share, locale.current, digits);
/** `0.31 kg` of 310 grams. */
export const weight = (grams: number) => format.formatWeight(grams, locale.current);
/** `14:07`. */
export const time = (at: number) => format.formatTime(at, locale.current);
/** `14:07:31`. */
export const timeExact = (at: number) => format.formatTimeExact(at, locale.current);
/** `22 Nov`. */
export const day = (at: number) => format.formatDay(at, now(), locale.current);
/** Today `14:07`, else `22 Nov`. */
export const moment = (at: number) => format.formatMoment(at, now(), locale.current);
/** Today `14:07`, this year `22 Nov`, before it `20/08/2024`. */
export const momentNarrow = (at: number) => format.formatMomentNarrow(at, now(), locale.current);
/** Day, year, seconds, and Beijing time where the desk is elsewhere. */
/** Day and time, also where it was today: for what is chosen among others of its kind. */
export const dayTime = (at: number) => `${day(at)} ${time(at)}`;
export const momentFull = (at: number) => format.formatMomentFull(at, locale.current, m.kit_beijing_time());
/** `38 s ago`, ticking. */
export const age = (at: number) => format.formatAge(now() - at, locale.current);
/** `38 s`, at first `now`, ticking. */
export const ageShort = (at: number) =>
  now() - at < 1000 ? m.kit_now() : format.formatSpan(now() - at, locale.current);
/** `1 h 22 min` until a deadline, ticking. */
export const left = (until: number) => format.formatLeft(until - now(), locale.current);
/** A length of time in its largest unit: `38 s`. */
export const span = (ms: number) => format.formatSpan(ms, locale.current);
/** `10 MB`. */
export const bytes = (size: number) => format.formatBytes(size, locale.current);
/** Sentences one after another; Chinese has no blank between them. */
export const sentences = (...parts: readonly string[]) =>
  parts.filter((part) => part !== '').join(locale.current === 'zh' ? '' : ' ');
