/** Light or dark and the height of rows, as chosen in the settings; without a choice the system decides. */
import { MediaQuery } from 'svelte/reactivity';
import type { Density, Theme } from '../bindings';

const dark = new MediaQuery('(prefers-color-scheme: dark)');

/** Writes the choice onto the page. Called from an effect, it follows the system. */
export function applyAppearance(theme: Theme, density: Density): void {
  const page = document.documentElement.dataset;
  page['theme'] = theme === 'system' ? (dark.current ? 'dark' : 'light') : theme;
  page['density'] = density;
}
