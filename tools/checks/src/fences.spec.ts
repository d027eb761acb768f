import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';

const ROOT = process.cwd();
const NX = '@nx/enforce-module-boundaries';
const PACKAGES = '@typescript-eslint/no-restricted-imports';
const FOLDERS = 'posko/own-feature';

/** A file that exists: type-aware rules know no others. `pattern` picks it within `folder`. */
function fileIn(folder: string, pattern: RegExp): string {
  const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => pattern.test(name))
    .sort();
  const [first] = files;
  if (first === undefined) throw new Error(`${folder} has no file like ${pattern}`);
  return join(folder, first);
}

const SOURCE = /^(?!.*(spec|store|config|repository|entity|testing\/)).*\.ts$/;
const lib = (name: string): string => fileIn(`libs/${name}/src`, SOURCE);
const featuresOf = (folder: string, open: string): string[] =>
  readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== open)
    .map((entry) => entry.name)
    .filter((name) =>
      readdirSync(join(ROOT, folder, name), { recursive: true, encoding: 'utf8' }).some((file) => SOURCE.test(file)),
    );

interface Snippet {
  readonly name: string;
  readonly file: string;
  readonly code: string;
  /** The rule that must fire, or null where the code is fine. */
  readonly rule: string | null;
  /** The rule asks for types. */
  readonly isTyped?: true;
}

const uses = (name: string, from: string): string => `export { ${name} } from '${from}';\n`;
const API = 'apps/api/src';
const DASHBOARD = 'apps/dashboard/src/app';
const PORTAL = 'apps/portal/src/app';

function featureSnippets(folder: string, open: string): Snippet[] {
  const names = featuresOf(folder, open);
  return names.flatMap((own, index) => {
    const other = names[(index + 1) % names.length] ?? own;
    const file = fileIn(join(folder, own), SOURCE);
    const up = '../'.repeat(file.slice(join(folder, own).length + 1).split('/').length);
    return [
      { name: `${own} imports ${other}`, file, code: uses('x', `${up}${other}/thing`), rule: FOLDERS },
      { name: `${own} loads ${other}`, file, code: `export const x = import('${up}${other}/thing');`, rule: FOLDERS },
    ];
  });
}

const RUNTIME: Snippet[] = [
  { name: 'domain takes a package', file: lib('domain'), code: uses('of', 'rxjs'), rule: PACKAGES },
  { name: 'domain takes contracts', file: lib('domain'), code: uses('Time', '@posko/contracts'), rule: NX },
  { name: 'domain reads files', file: lib('domain'), code: uses('readFileSync', 'node:fs'), rule: PACKAGES },
  { name: 'domain takes zod', file: 'libs/domain/src/stage.ts', code: uses('z', 'zod'), rule: null },
  { name: 'contracts takes the client', file: lib('contracts'), code: uses('x', '@posko/client'), rule: NX },
  { name: 'contracts takes socket.io', file: lib('contracts'), code: uses('Server', 'socket.io'), rule: PACKAGES },
  { name: 'client takes the api', file: lib('client'), code: uses('x', '@posko/api'), rule: NX },
  { name: 'client takes pg', file: lib('client'), code: uses('Client', 'pg'), rule: PACKAGES },
  { name: 'ui takes the client', file: lib('ui'), code: uses('x', '@posko/client'), rule: NX },
  { name: 'ui takes values of contracts', file: lib('ui'), code: uses('Time', '@posko/contracts'), rule: PACKAGES },
  { name: 'ui fetches', file: lib('ui'), code: uses('HttpClient', '@angular/common/http'), rule: PACKAGES },
];

const APPS: Snippet[] = [
  { name: 'api takes ui', file: fileIn(`${API}/board`, SOURCE), code: uses('x', '@posko/ui'), rule: NX },
  {
    name: 'service takes typeorm',
    file: fileIn(`${API}/board`, /service\.ts$/),
    code: uses('In', 'typeorm'),
    rule: PACKAGES,
  },
  { name: 'repository takes typeorm', file: fileIn(API, /repository\.ts$/), code: uses('In', 'typeorm'), rule: null },
  {
    name: 'api takes test builders',
    file: fileIn(`${API}/board`, SOURCE),
    code: uses('x', '@posko/testing'),
    rule: PACKAGES,
  },
  { name: 'portal takes the client', file: fileIn(PORTAL, SOURCE), code: uses('x', '@posko/client'), rule: NX },
  {
    name: 'portal takes values of contracts',
    file: fileIn(PORTAL, SOURCE),
    code: uses('Time', '@posko/contracts'),
    rule: PACKAGES,
  },
  { name: 'portal takes zod', file: fileIn(PORTAL, SOURCE), code: uses('z', 'zod'), rule: PACKAGES },
  { name: 'dashboard takes the api', file: fileIn(DASHBOARD, SOURCE), code: uses('x', '@posko/api'), rule: NX },
  {
    name: 'page takes the client',
    file: fileIn(DASHBOARD, /page\.ts$/),
    code: uses('x', '@posko/client'),
    rule: PACKAGES,
  },
];

const domainFile = 'libs/domain/src/stage.ts';
const lines = (count: number, line: string): string => `${line}\n`.repeat(count);
const SHAPE: Snippet[] = [
  { name: 'any', file: domainFile, code: 'export const x: any = 1;', rule: '@typescript-eslint/no-explicit-any' },
  {
    name: 'non-null assertion',
    file: domainFile,
    code: 'export const f = (x: string | null): string => x!;',
    rule: '@typescript-eslint/no-non-null-assertion',
  },
  { name: 'default export', file: domainFile, code: 'const x = 1;\nexport default x;', rule: 'no-restricted-syntax' },
  { name: 'three folders up', file: domainFile, code: uses('x', '../../../x'), rule: 'no-restricted-imports' },
  {
    name: 'forgotten case',
    file: domainFile,
    code: "export function f(x: 'a' | 'b'): number {\n  switch (x) {\n    case 'a':\n      return 1;\n  }\n  return 0;\n}",
    rule: '@typescript-eslint/switch-exhaustiveness-check',
    isTyped: true,
  },
  { name: 'long file', file: domainFile, code: lines(301, '//'), rule: 'max-lines' },
  {
    name: 'long function',
    file: domainFile,
    code: `export function f(): void {\n${lines(50, '  void 0;')}}`,
    rule: 'max-lines-per-function',
  },
  {
    name: 'knotted function',
    file: domainFile,
    code: `export const f = (x: number): boolean => ${Array.from({ length: 16 }, (_, i) => `x === ${i}`).join(' || ')};`,
    rule: 'complexity',
  },
  {
    name: 'four parameters',
    file: domainFile,
    code: 'export const f = (a: number, b: number, c: number, d: number): number => a + b + c + d;',
    rule: 'posko/max-params',
  },
  {
    name: 'a handler with one parameter that nothing fills in',
    file: 'apps/api/src/board/board.controller.ts',
    code: 'export class A {\n  f(@B() a: number, @B() b: number, @B() c: number, d: number): number {\n    return a + b + c + d;\n  }\n}',
    rule: 'posko/max-params',
  },
  {
    name: 'seven dependencies',
    file: domainFile,
    code: `export class A {\n  constructor(\n${Array.from({ length: 7 }, (_, i) => `    readonly d${i}: number,`).join('\n')}\n  ) {}\n}`,
    rule: 'posko/max-dependencies',
  },
  {
    name: 'suppression without a reason',
    file: domainFile,
    code: '// eslint-disable-next-line complexity\nexport const x = 1;',
    rule: '@eslint-community/eslint-comments/require-description',
  },
  {
    name: 'eager relation',
    file: fileIn(API, /repository\.ts$/),
    code: 'export const relation = { eager: true };',
    rule: 'no-restricted-syntax',
  },
  {
    name: 'text in a template',
    file: fileIn(DASHBOARD, /page\.ts$/),
    code: "import { Component } from '@angular/core';\n@Component({ selector: 'posko-x', template: `<p>Selamat pagi</p>` })\nexport class X {}",
    rule: 'no-restricted-syntax',
  },
];

const SNIPPETS = [
  ...RUNTIME,
  ...APPS,
  ...SHAPE,
  ...featureSnippets(API, 'platform'),
  ...featureSnippets(DASHBOARD, 'shell'),
  ...featureSnippets(PORTAL, 'shell'),
];

describe('the lint fences', () => {
  let fired: string[][] = [];

  beforeAll(() => {
    const output = execFileSync(process.execPath, ['tools/checks/lint-snippets.mjs'], {
      cwd: ROOT,
      input: JSON.stringify(SNIPPETS),
      encoding: 'utf8',
      env: { ...process.env, NX_DAEMON: 'false', NX_ISOLATE_PLUGINS: 'false' },
      timeout: 120_000,
    });
    fired = JSON.parse(output.trimEnd().split('\n').at(-1) ?? '') as string[][];
  }, 150_000);

  it.each(SNIPPETS.map((snippet, index) => ({ ...snippet, index })))('$name', ({ rule, index }) => {
    const rules = fired[index] ?? [];
    if (rule === null) expect(rules.filter((name) => [NX, PACKAGES, FOLDERS].includes(name))).toEqual([]);
    else expect(rules).toContain(rule);
  });

  it('walks every feature of all apps', () => {
    expect(featuresOf(API, 'platform').length).toBeGreaterThan(2);
    expect(featuresOf(DASHBOARD, 'shell').length).toBeGreaterThan(2);
    expect(featuresOf(PORTAL, 'shell').length).toBeGreaterThan(2);
  });
});
