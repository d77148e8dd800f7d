/** Seller text: Pondesk never translates; it shows what the platform sent, else the original with its language. */
import type { Text } from '../bindings';

/** A text to show, with the language it is in. */
export interface ShownText {
  text: string;
  lang: string;
}

/** The platform's translation into this language when there is one, else the original. */
export function shownText(text: Text, language: string): ShownText {
  const translated = language === 'zh' ? undefined : text.translations[language];
  return translated ? { text: translated, lang: language } : { text: text.original, lang: 'zh-CN' };
}

/** The original, where something else is shown above it. */
export function originalBelow(text: Text, language: string): string | null {
  return shownText(text, language).text === text.original ? null : text.original;
}
