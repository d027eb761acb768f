/**
 * Lints snippets as if they stood in files that exist: `[{ file, code, isTyped }]` as JSON on standard input, one list of rule names
 * per snippet as JSON on the last line of standard output. A process of its own, because Jest's modules and ESLint's plugins do not mix.
 */
import { text } from 'node:stream/consumers';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';

const cwd = new URL('../..', import.meta.url).pathname;
const withTypes = new ESLint({ cwd });
// Most fences need no types, and a compiler that is told one file's text after another as the same file trips over itself.
const withoutTypes = new ESLint({
  cwd,
  overrideConfig: [{ files: ['**/*.ts'], ...tseslint.configs.disableTypeChecked }],
});
const answers = [];
for (const { file, code, isTyped } of JSON.parse(await text(process.stdin))) {
  const [result] = await (isTyped ? withTypes : withoutTypes).lintText(code, { filePath: file });
  answers.push(result.messages.map((message) => message.ruleId ?? `parsing: ${message.message}`));
}
// Alone on the last line: plugins say things on standard output too.
process.stdout.write(`\n${JSON.stringify(answers)}\n`);
