import { blankForm } from '@posko/domain';
import type { CHasil, Contest, FieldPath, Figure } from '@posko/domain';

/** A form of 400 voters on which everything adds up; the first of the contest's options has the votes that the others leave. */
export function soundForm(contest: Pick<Contest, 'options'>): CHasil {
  const row = (l: number, p: number): { l: number; p: number; j: number } => ({ l, p, j: l + p });
  const { votes } = blankForm(contest);
  const lines = Object.keys(votes.options);
  const options = Object.fromEntries(lines.map((id, index) => [id, index === 0 ? 285 - 30 * (lines.length - 1) : 30]));
  return {
    voters: { dpt: row(196, 204) },
    came: { dpt: row(140, 150), moved: row(2, 1), ktp: row(3, 4), total: row(145, 155) },
    ballots: { received: 410, used: 300, spoiled: 2, unused: 108 },
    disability: { came: row(1, 2) },
    votes: { options, valid: 285, invalid: 15, total: 300 },
  };
}

/** The form with other figures at some paths. */
export function withFigures(form: CHasil, changes: Readonly<Record<FieldPath, Figure>>): CHasil {
  const copy = structuredClone(form);
  for (const [path, figure] of Object.entries(changes)) {
    const steps = path.split('.');
    const last = steps.pop() ?? '';
    const node = steps.reduce<Record<string, unknown>>((at, step) => at[step] as Record<string, unknown>, copy);
    node[last] = figure;
  }
  return copy;
}
