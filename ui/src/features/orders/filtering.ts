/** Putting parts of a typed filter in and out. What a part means, the engine says; here parts are only laid side by side. */
import type { FilterKind, FilterPart, OrderStage, Platform } from '../../bindings';

const joined = (parts: readonly FilterPart[]) => parts.map((part) => part.text).join(' ');

/** The text without one of its parts. */
export function without(parts: readonly FilterPart[], part: FilterPart): string {
  return joined(parts.filter((other) => other !== part));
}

function replaced(parts: readonly FilterPart[], kind: FilterKind, wanted: string | null): string {
  const others = joined(parts.filter((part) => part.kind !== kind));
  return [others, wanted ?? ''].filter(Boolean).join(' ');
}

/** The one stage that is asked for; null when none or several are. */
export function stageOf(parts: readonly FilterPart[]): string | null {
  const asked = parts.filter((part) => part.kind === 'status');
  return asked.length === 1 && asked[0] && !asked[0].value.includes(',') ? asked[0].value : null;
}

/** The text with this stage alone, or with none. */
export function withStage(parts: readonly FilterPart[], stage: OrderStage | null): string {
  return replaced(parts, 'status', stage === null ? null : `status:${stage}`);
}

/** The platform that is asked for. */
export function platformOf(parts: readonly FilterPart[]): string | null {
  return parts.findLast((part) => part.kind === 'platform')?.value ?? null;
}

/** The text with this platform alone, or with none. */
export function withPlatform(parts: readonly FilterPart[], platform: Platform | null): string {
  return replaced(parts, 'platform', platform === null ? null : `platform:${platform}`);
}

/** The text with a condition more. A name of several words stands in quotes. */
export function withMore(text: string, key: string, value: string): string {
  const quoted = /[\s"“”＂]/u.test(value) ? `"${value.replaceAll(/["“”＂]/gu, '')}"` : value;
  return [text.trimEnd(), `${key}${quoted}`].filter(Boolean).join(' ');
}
