/** One instruction of a Dockerfile; `words` are its arguments, out of the JSON or the shell form. */
export interface Instruction {
  readonly name: string;
  readonly words: readonly string[];
  readonly text: string;
}

export interface Stage {
  readonly name: string;
  readonly image: string;
  readonly instructions: readonly Instruction[];
}

function wordsOf(text: string): string[] {
  const json = text.indexOf('[');
  if (json >= 0 && text.trimEnd().endsWith(']')) return JSON.parse(text.slice(json)) as string[];
  return text.split(/\s+/).filter((word) => word !== '');
}

function instructionOf(line: string): Instruction {
  const [name = '', ...rest] = line.split(' ');
  const text = rest.join(' ').trim();
  return { name: name.toUpperCase(), words: wordsOf(text), text };
}

/** The stages of a Dockerfile: comments dropped, continued lines joined. */
export function stagesOf(dockerfile: string): Stage[] {
  const lines = dockerfile
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('#'))
    .join('\n')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const stages: { name: string; image: string; instructions: Instruction[] }[] = [];
  for (const instruction of lines.map(instructionOf)) {
    const [image = '', , name = ''] = instruction.words;
    if (instruction.name === 'FROM') stages.push({ name, image, instructions: [] });
    else stages.at(-1)?.instructions.push(instruction);
  }
  return stages;
}
