import comments from '@eslint-community/eslint-plugin-eslint-comments';
import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import angular from 'angular-eslint';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';
import { posko } from './tools/checks/lint-rules.mjs';
import { folderZones, packageZones } from './tools/checks/zones.mjs';

const SERVER = ['libs/{domain,contracts,client,testing}/src/**/*.ts', 'apps/api/src/**/*.ts', 'tools/*/src/**/*.ts'];
const BROWSER = ['libs/ui/src/**/*.ts', 'apps/dashboard/src/**/*.ts'];
const PORTAL = ['apps/portal/src/**/*.ts'];
const SPECS = [
  '**/*.spec.ts',
  'apps/e2e/src/**/*.ts',
  'libs/testing/src/**/*.ts',
  'apps/api/src/platform/database/testing/**/*.ts',
];

/** layer -> layers it may import (docs/architecture.md, rooms). */
const LAYERS = {
  domain: [],
  contracts: ['domain'],
  client: ['contracts', 'domain'],
  ui: ['contracts', 'domain'],
  testing: ['domain', 'contracts'],
  api: ['domain', 'contracts', 'testing'],
  // The public page reads files: it has no client, and knows nothing of the api.
  'portal-app': ['ui', 'contracts', 'domain', 'testing'],
  'browser-app': ['client', 'ui', 'contracts', 'domain', 'testing'],
  e2e: ['domain', 'contracts', 'client', 'testing'],
  tool: ['domain', 'contracts', 'client', 'testing'],
  cli: ['domain', 'contracts', 'client', 'api', 'tool', 'testing'],
};
const RUNTIMES = { any: ['any'], server: ['any', 'server'], browser: ['any', 'browser'] };

const constraintsOf = (dimension, table) =>
  Object.entries(table).map(([source, targets]) => ({
    sourceTag: `${dimension}:${source}`,
    onlyDependOnLibsWithTags: targets.map((target) => `${dimension}:${target}`),
  }));

const BUDGETS = {
  'max-lines': ['error', { max: 300 }],
  'max-lines-per-function': ['error', { max: 50 }],
  complexity: ['error', 15],
  'posko/max-params': ['error', 3],
  'posko/max-dependencies': ['error', 6],
};

const RESTRICTED_SYNTAX = [
  { selector: 'ExportDefaultDeclaration', message: 'Named exports only: a thing has one name everywhere.' },
  {
    selector: 'Property[key.name=/^(synchronize|eager|cascade)$/]:not([value.value=false])',
    message: 'Migrations and explicit queries only.',
  },
  { selector: 'TSEnumDeclaration', message: 'A const tuple and z.enum instead: it travels and it is checked.' },
];

export default tseslint.config(
  {
    ignores: ['dist/', 'coverage/', 'test-results/', '.posko/', '.nx/', '.angular/', '**/node_modules/', '**/*.d.ts'],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    plugins: { posko, '@eslint-community/eslint-comments': comments },
    rules: {
      ...BUDGETS,
      'no-restricted-syntax': ['error', ...RESTRICTED_SYNTAX],
      '@eslint-community/eslint-comments/require-description': ['error', { ignore: ['eslint-enable'] }],
      '@eslint-community/eslint-comments/no-unlimited-disable': 'error',
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    name: 'typescript',
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          enforceBuildableLibDependency: false,
          depConstraints: [...constraintsOf('layer', LAYERS), ...constraintsOf('runtime', RUNTIMES)],
        },
      ],
      // Types are told by their shape here: an object literal stands in for options and in specs for services.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
      ],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' },
      ],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true, allowStaticOnly: false }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
    },
  },
  {
    name: 'types of server code',
    files: SERVER,
    languageOptions: { parserOptions: { project: './tsconfig.server.json', tsconfigRootDir: import.meta.dirname } },
  },
  {
    name: 'types of the journeys',
    files: ['apps/e2e/src/**/*.ts'],
    languageOptions: { parserOptions: { project: './apps/e2e/tsconfig.json', tsconfigRootDir: import.meta.dirname } },
  },
  {
    name: 'types of browser code',
    files: BROWSER,
    languageOptions: {
      parserOptions: { project: './apps/dashboard/tsconfig.spec.json', tsconfigRootDir: import.meta.dirname },
    },
  },
  {
    name: 'types of the portal',
    files: PORTAL,
    languageOptions: {
      parserOptions: { project: './apps/portal/tsconfig.spec.json', tsconfigRootDir: import.meta.dirname },
    },
  },
  {
    name: 'browser code',
    files: [...BROWSER, ...PORTAL],
    extends: [angular.configs.tsRecommended],
    processor: angular.processInlineTemplates,
    rules: {
      '@angular-eslint/prefer-on-push-component-change-detection': 'off',
      '@angular-eslint/component-selector': ['error', { type: 'element', prefix: 'posko', style: 'kebab-case' }],
      '@angular-eslint/directive-selector': ['error', { type: 'attribute', prefix: 'posko', style: 'camelCase' }],
      '@angular-eslint/prefer-signals': 'error',
    },
  },
  {
    name: 'templates',
    files: ['**/*.html'],
    ignores: ['apps/*/src/index.html'],
    extends: [angular.configs.templateRecommended, angular.configs.templateAccessibility],
    rules: {
      'max-lines-per-function': 'off',
      'no-restricted-syntax': [
        'error',
        {
          selector: ':not(Element[name=/^(mat-icon|code)$/]) > Text[value=/[A-Za-z]{2}/]',
          message: 'Interface text lives in the dictionaries of libs/ui.',
        },
        {
          selector: 'TextAttribute[name=/^(aria-label|title|placeholder|alt|matTooltip)$/][value=/[A-Za-z]{2}/]',
          message: 'Interface text lives in the dictionaries of libs/ui.',
        },
      ],
    },
  },
  ...folderZones(),
  ...packageZones,
  {
    name: 'specs',
    files: SPECS,
    rules: {
      'max-lines': ['error', { max: 500 }],
      'max-lines-per-function': 'off',
      'posko/max-params': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    name: 'dictionaries',
    files: ['libs/ui/src/**/dictionary*.ts', 'libs/ui/src/**/{id,en}.ts'],
    rules: { 'max-lines': ['error', { max: 600, skipComments: true }] },
  },
  {
    name: 'where nothing else can tell of a failure',
    files: ['apps/{dashboard,portal}/src/main.ts'],
    rules: { 'no-console': ['error', { allow: ['error'] }] },
  },
  {
    name: 'plain scripts of the house',
    files: ['**/*.mjs', '**/*.js', '**/*.cjs', '*.config.ts'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
      },
    },
    rules: {
      'no-console': 'off',
      'no-restricted-syntax': 'off',
      'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' }],
    },
  },
  prettier,
);
