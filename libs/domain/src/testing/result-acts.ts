import { TpsCode } from '../code';
import { Contest, PROFILES } from '../contest';
import type { CHasil, FieldPath, Figure } from '../form';
import { blankForm } from '../form';
import { JOURNAL_BODIES } from '../journal';
import type { JournalEntry, JournalKind } from '../journal';
import type { Actor } from '../person';
import { emptyResult } from '../result';
import type { Decision, Result } from '../result';
import { decisionRefusal, withDecision, withPhoto, withReading, withVerdict } from '../result-change';
import { gate } from '../result-gate';
import type { ResultPolicy } from '../result-gate';

export const CONTEST = Contest.parse({
  id: 'pkwkp-35',
  code: 'pkwkp',
  name: 'Gubernur',
  regions: ['35'],
  profile: 'pilkada',
  options: [1, 2, 3].map((number) => ({
    ...{ id: String(number), kind: 'paslon', number, name: `Pasangan ${number}`, colour: null, party: null },
  })),
});

const row = (l: number, p: number): { l: number; p: number; j: number } => ({ l, p, j: l + p });

/** A form of 400 voters on which everything adds up. */
export const SOUND: CHasil = {
  voters: { dpt: row(196, 204) },
  came: { dpt: row(140, 150), moved: row(2, 1), ktp: row(3, 4), total: row(145, 155) },
  ballots: { received: 410, used: 300, spoiled: 2, unused: 108 },
  disability: { came: row(1, 2) },
  votes: { options: { 1: 100, 2: 150, 3: 35 }, valid: 285, invalid: 15, total: 300 },
};

export const withVotes = (options: Readonly<Record<FieldPath, Figure>>): CHasil => ({
  ...SOUND,
  votes: { ...SOUND.votes, options: { ...SOUND.votes.options, ...options } },
});
/** Another reading that adds up as well. */
export const OTHER = withVotes({ 1: 99, 2: 151 });
/** E104: its options are not its valid votes. */
export const WRONG = withVotes({ 1: 101 });
export const BLANK = blankForm(CONTEST);

export const FIRST = emptyResult(CONTEST.id, TpsCode.parse('3501012001001'));
export const POLICIES: readonly ResultPolicy[] = ([1, 2] as const).flatMap((readings) =>
  [true, false].map((publishesAtOnce): ResultPolicy => ({ readings, publishesAtOnce })),
);

/** Anyone, by a number. */
export function person(number: number): Actor {
  const id = `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
  return { id, name: `person ${number}`, role: 'verifier', address: '' };
}

export type ResultAct =
  | { readonly type: 'enter'; readonly by: Actor; readonly form: CHasil }
  | { readonly type: 'photo'; readonly by: Actor; readonly sha256: string; readonly replaces: string | null }
  | { readonly type: 'decide'; readonly by: Actor; readonly decision: Decision };

const AT = Date.parse('2024-11-27T15:00:00+07:00');
const TIME = new Date(AT).toISOString();

/** The result after an act, or null where it is refused. The clock stands still: no order may hang on it. */
export function after(result: Result, act: ResultAct, policy: ResultPolicy): Result | null {
  const next = changed(result, act);
  return next && withVerdict(next, gate(next, { profile: PROFILES[CONTEST.profile], policy }));
}

function changed(result: Result, act: ResultAct): Result | null {
  const by = { id: act.by.id, name: act.by.name };
  switch (act.type) {
    case 'enter':
      return withReading(result, {
        id: person(1000 + result.version).id,
        source: 'typist',
        by,
        at: TIME,
        form: act.form,
      });
    case 'photo': {
      const photo = { sha256: act.sha256, page: 1, by, at: TIME, replacedBy: null, doubts: [] };
      return withPhoto(result, photo, act.replaces);
    }
    case 'decide': {
      if (decisionRefusal(result, act.decision, act.by) !== null) return null;
      return withDecision(result, act.decision, { by: act.by, at: AT });
    }
  }
}

/** The journal's entry of an act that led to `next`, as it would be read back. */
export function entryOf(act: ResultAct, next: Result): JournalEntry {
  const { version, state, settlement, differences, codes, holds, contest } = next;
  const base = { contest, version, verdict: { state, settlement, differences, codes, holds }, actor: act.by };
  switch (act.type) {
    case 'enter':
      return readBack('result.entered.v1', { ...base, reading: next.readings.at(-1) });
    case 'photo': {
      const { sha256, replaces } = act;
      const photo = next.photos.findLast((known) => known.sha256 === sha256);
      const meta = { bytes: 1, mediaType: 'image/png', width: 1, height: 1, perceptualHash: null };
      return readBack('evidence.kept.v1', { ...base, ...meta, photo, replaces });
    }
    case 'decide':
      return readBack('result.decided.v1', { ...base, decision: act.decision });
  }
}

function readBack(kind: JournalKind, body: unknown): JournalEntry {
  const parsed = JOURNAL_BODIES[kind].parse(JSON.parse(JSON.stringify(body)));
  return { seq: 1, at: AT, kind, subject: FIRST.tps, commandId: FIRST.tps, body: parsed };
}
