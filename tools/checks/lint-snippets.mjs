/**
 * Lints snippets as if they stood in files that exist: `[{ file, code }]` as JSON on standard input, one list of rule names
 * per snippet as JSON on the last line of standard output. A process of its own, because Jest's modules and ESLint's plugins do not mix.
 */
import { text } from 'node:stream/consumers';
import { ESLint } from 'eslint';

const eslint = new ESLint({ cwd: new URL('../..', import.meta.url).pathname });
const answers = [];
for (const { file, code } of JSON.parse(await text(process.stdin))) {
  const [result] = await eslint.lintText(code, { filePath: file });
  answers.push(result.messages.map((message) => message.ruleId ?? `parsing: ${message.message}`));
}
// Alone on the last line: plugins say things on standard output too.
process.stdout.write(`\n${JSON.stringify(answers)}\n`);
