/** Starts the UI: finds the host, then draws. What stops it before anything is drawn is said in words all the same. */
import { mount } from 'svelte';
import './design/fonts.css';
import './design/tokens.css';
import './design/base.css';
import App from './App.svelte';
import { newQueryClient } from './data/query.svelte';
import { errorLine } from './errors/text';
import { locale, preferredLocale } from './i18n';
import { chooseHost } from './platform/choose';

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');

locale.current = preferredLocale(navigator.languages);
try {
  mount(App, { target, props: { host: await chooseHost(), queries: newQueryClient() } });
} catch (error) {
  target.textContent = errorLine(error);
}
