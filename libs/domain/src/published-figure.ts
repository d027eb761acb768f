/** What a publication shows for a region at one moment: TPS received, and votes by option. */
export interface PublishedFigure {
  readonly received: number;
  readonly votes: Readonly<Record<string, number>>;
}

/** How a published figure moved without a reason that shows (rule W208 of domain.md section 6). */
export const SILENT_CHANGES = ['fell', 'changed'] as const;
export type SilentChange = (typeof SILENT_CHANGES)[number];

/**
 * `fell`: fewer votes or fewer TPS than before. `changed`: other votes with the same number of TPS in. `null`: an ordinary
 * step. A figure without any votes says nothing of votes.
 */
export function silentChange(before: PublishedFigure, after: PublishedFigure): SilentChange | null {
  if (after.received < before.received) return 'fell';
  const options = new Set([...Object.keys(before.votes), ...Object.keys(after.votes)]);
  if (Object.keys(before.votes).length === 0 || Object.keys(after.votes).length === 0) return null;
  if (votesOf(after) < votesOf(before)) return 'fell';
  if (after.received !== before.received) return null;
  return [...options].some((option) => before.votes[option] !== after.votes[option]) ? 'changed' : null;
}

/** Votes for all options together. */
export function votesOf(figure: PublishedFigure): number {
  return Object.values(figure.votes).reduce((sum, votes) => sum + votes, 0);
}
