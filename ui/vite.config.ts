import { fileURLToPath } from 'node:url';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';

/** Where `pondesk-cli serve` listens while developing; the UI's own calls are forwarded there. */
const engine = process.env['PONDESK_ENGINE'] ?? 'http://127.0.0.1:5710';

export default defineConfig({
  plugins: [
    // Tests use what `npm run messages` compiled: the watcher of this plugin would keep them from ending.
    !process.env['VITEST'] &&
      paraglideVitePlugin({
        project: './project.inlang',
        outdir: './src/paraglide',
        strategy: ['globalVariable', 'baseLocale'],
      }),
    svelte(),
    svelteTesting(),
  ],
  resolve: { alias: { $lib: fileURLToPath(new URL('./src', import.meta.url)) } },
  // Nothing may be inlined as data: text, the content policy allows fonts and scripts from our own files only.
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: 'es2022',
    sourcemap: false,
    chunkSizeWarningLimit: 900,
  },
  server: {
    port: 5173,
    strictPort: true,
    proxy: { '/api': engine, '/picture': engine },
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
    setupFiles: ['./tests/setup.ts'],
    restoreMocks: true,
    // By default one core is left idle, which on two is half of them.
    maxWorkers: '100%',
    // A whole app is drawn in each test of a screen; a machine that builds at the same time needs longer.
    testTimeout: 20_000,
  },
});
