import { defineConfig } from 'eslint/config';
import globals from 'globals';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { arrows } from './lint/arrows.ts';
import { fileNames } from './lint/file-names.ts';

const code = '**/*.{ts,tsx,js,mjs,cjs,cts,mts}';
const typed = '**/*.{ts,tsx}';
const size = { skipBlankLines: true, skipComments: true };

export default defineConfig([
  { ignores: ['node_modules/', 'out/', 'dist/', 'build/', '.cache/', 'test-results/', 'playwright-report/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    name: 'agentbook/house',
    files: [code],
    plugins: { agentbook: { rules: { arrows, 'file-names': fileNames } } },
    rules: {
      'agentbook/arrows': 'error',
      'agentbook/file-names': 'error',
      'max-lines': ['error', { max: 250, ...size }],
      'max-lines-per-function': ['error', { max: 40, ...size }],
    },
  },
  {
    name: 'agentbook/types',
    files: [typed],
    extends: [tseslint.configs.strict, tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // An async method without await is how a synchronous part answers an asynchronous contract.
      '@typescript-eslint/require-await': 'off',
      // A callback may answer nothing or a promise of nothing.
      '@typescript-eslint/no-invalid-void-type': 'off',
      // Our parts are closures, not classes: a method handed on needs no `this`.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unused-expressions': ['error', { allowShortCircuit: true, allowTernary: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports', disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
    },
  },
  // React's event handlers may be async functions; what they throw reaches the window's error handler.
  {
    name: 'agentbook/renderer',
    files: ['renderer/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    languageOptions: { globals: globals.browser },
    // The plugin's other rules are for the React compiler, which we do not use: they take a scrolled element for a changed value.
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
    },
  },
  // Tests read as sentences: long ones are fine, and they look at answers whose type they are testing.
  {
    name: 'agentbook/tests',
    files: ['test/**/*.{ts,tsx}', 'playwright.config.ts'],
    rules: {
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  // Files at the root belong to no room's tsconfig.
  { name: 'agentbook/root', files: ['*.ts'], extends: [tseslint.configs.disableTypeChecked] },
  { name: 'agentbook/plain', files: ['**/*.{js,mjs,cjs}'], languageOptions: { globals: globals.node } },
]);
