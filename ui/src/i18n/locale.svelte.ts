/**
 * The language of the desk. It can change at any moment without a reload: every message asks `getLocale`, which reads
 * this state, so whatever shows a message is drawn again.
 */
import { baseLocale, isLocale, locales, overwriteGetLocale, type Locale } from '../paraglide/runtime';
import { languageTag } from './format';

export type { Locale };

let current = $state<Locale>(baseLocale);
overwriteGetLocale(() => current);

/** The language chosen now, and the way to change it. */
export const locale = {
  get current(): Locale {
    return current;
  },
  set current(next: Locale) {
    current = next;
    document.documentElement.lang = languageTag(next);
  },
  /** All languages whose messages are complete. */
  all: locales,
};

/** Each language by its own name, for the switch; these are never translated. */
export const languageNames: Record<Locale, string> = { en: 'English', zh: '中文' };

/** The best language for what the system asks for, in its order; English where it asks for none of ours. */
export function preferredLocale(asked: readonly string[]): Locale {
  for (const tag of asked) {
    const language = tag.toLowerCase().split('-')[0];
    if (language !== undefined && isLocale(language)) return language;
  }
  return baseLocale;
}
