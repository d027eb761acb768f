import type { CHasil, Figure, ProfileName, VoterRow } from '@posko/domain';

type VoterLabel =
  | 'form.row.voters.dpt'
  | 'form.row.came.dpt'
  | `form.row.came.${'moved' | 'ktp'}.${ProfileName}`
  | 'form.row.came.total'
  | 'form.row.disability.came';
type NumberLabel =
  `form.row.ballots.${'received' | 'used' | 'spoiled' | 'unused'}` | `form.row.votes.${'valid' | 'invalid' | 'total'}`;

export interface VoterLine {
  readonly label: VoterLabel;
  readonly row: VoterRow;
}

export interface NumberLine {
  readonly label: NumberLabel;
  readonly figure: Figure;
}

/** Men, women, both: the lines of blocks I, II and IV. */
export function voterLines({ voters, came, disability }: CHasil, profile: ProfileName): VoterLine[] {
  return [
    { label: 'form.row.voters.dpt', row: voters.dpt },
    { label: 'form.row.came.dpt', row: came.dpt },
    { label: `form.row.came.moved.${profile}`, row: came.moved },
    { label: `form.row.came.ktp.${profile}`, row: came.ktp },
    { label: 'form.row.came.total', row: came.total },
    { label: 'form.row.disability.came', row: disability.came },
  ];
}

/** The sums of block V. */
export function voteSums({ votes }: CHasil): NumberLine[] {
  return (['valid', 'invalid', 'total'] as const).map((name) => {
    return { label: `form.row.votes.${name}`, figure: votes[name] };
  });
}

/** Block III. */
export function ballotLines({ ballots }: CHasil): NumberLine[] {
  return (['received', 'used', 'spoiled', 'unused'] as const).map((name) => {
    return { label: `form.row.ballots.${name}`, figure: ballots[name] };
  });
}
