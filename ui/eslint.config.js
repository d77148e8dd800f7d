import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/** One seam to the desktop shell: only platform/tauri.ts may know that it exists. */
const seam = {
  'no-restricted-imports': [
    'error',
    {
      patterns: [
        { group: ['@tauri-apps/*'], message: 'Use the Host of src/platform/host.ts.' },
        { group: ['**/platform/fake', '**/tests/*'], message: 'Test doubles stay out of the bundle.' },
      ],
    },
  ],
};

export default ts.config(
  { ignores: ['dist', 'test-results', 'node_modules', 'src/paraglide', 'src/bindings', 'project.inlang'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  prettier,
  ...svelte.configs.prettier,
  {
    languageOptions: { globals: { ...globals.browser } },
    rules: {
      ...seam,
      'no-undef': 'off',
      'no-console': 'error',
      'no-eval': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig } },
  },
  {
    files: ['src/**/*.svelte'],
    rules: {
      'svelte/no-at-html-tags': 'error',
      'svelte/require-each-key': 'error',
      'svelte/no-navigation-without-resolve': 'off',
      'no-restricted-syntax': [
        'error',
        {
          selector: "SvelteAttribute[key.name='style']",
          message: 'The content policy blocks style attributes; use style: directives.',
        },
        {
          selector: 'SvelteElement > SvelteText[value=/^(?!\\s*(Pondesk|AK|淘宝)\\s*$).*\\p{L}{2,}/su]',
          message: 'Text belongs to the message files.',
        },
        {
          selector:
            'SvelteAttribute[key.name=/^(title|placeholder|aria-label|alt|label)$/] > SvelteLiteral[value=/\\p{L}{2,}/u]',
          message: 'Text belongs to the message files.',
        },
      ],
    },
  },
  { files: ['src/platform/tauri.ts'], rules: { 'no-restricted-imports': 'off' } },
  {
    files: ['tests/**', 'src/**/*.test.ts'],
    rules: { 'no-restricted-imports': 'off', '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: ['*.js', '*.ts', 'tests/**/*.mjs'],
    languageOptions: { globals: { ...globals.node } },
    rules: { 'no-console': 'off' },
  },
);
