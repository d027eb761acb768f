import {
  blinded,
  currentPhotos,
  decisionRefusal,
  emptyResult,
  evolveResult,
  evolveTps,
  gate,
  isKind,
  isoTime,
  may,
  moveOfTps,
  PROFILES,
  withDecision,
  withPhoto,
  withPhotoDoubt,
  withReading,
  withVerdict,
} from '@posko/domain';
import type {
  Actor,
  CHasil,
  Contest,
  Decision,
  JournalBody,
  JournalEntry,
  Person,
  Photo,
  Reading,
  ReadingSource,
  Result,
  ResultPolicy,
  TpsCode,
} from '@posko/domain';
import type { Command, Decision as Decided, EntryPlace, NewEntry, Refused } from '../journal/journal-types';
import type { KeptPhoto, ResultState } from './result-state';

/** Who acts: for the rules, and for the journal. */
export interface Acting {
  readonly person: Pick<Person, 'id' | 'name' | 'role' | 'scope'>;
  readonly actor: Actor;
}

interface Target extends Acting {
  readonly contest: Contest;
  readonly tps: TpsCode;
}

export interface EntryWish extends Target {
  readonly type: 'enter';
  readonly form: CHasil;
  readonly source: ReadingSource;
}

export interface DecisionWish extends Target {
  readonly type: 'decide';
  /** The version that the decision is meant for. */
  readonly version: number;
  readonly decision: Decision;
}

export type PhotoMeta = Pick<
  JournalBody<'evidence.kept.v1'>,
  'replaces' | 'bytes' | 'mediaType' | 'width' | 'height' | 'perceptualHash'
>;

export interface PhotoWish extends Target {
  readonly type: 'photo';
  readonly photo: Pick<Photo, 'sha256' | 'page' | 'doubts'>;
  readonly meta: PhotoMeta;
}

/** What was found out about a photo of a result when another one came elsewhere. Nobody asks for it. */
export interface MatchWish extends Omit<Target, 'person'> {
  readonly type: 'match';
  readonly match: Pick<JournalBody<'evidence.matched.v1'>, 'sha256' | 'doubt' | 'with'>;
}

export type ResultWish = EntryWish | DecisionWish | PhotoWish | MatchWish;

/** Decides commands on results. Pure; the rules are the domain's. */
export function decideWith(policy: ResultPolicy) {
  return (
    state: ResultState | undefined,
    { id, payload }: Command<ResultWish>,
    { seq, at }: EntryPlace,
  ): Decided<ResultState> => {
    const { contest, tps } = payload;
    const before = state?.result ?? emptyResult(contest.id, tps);
    const refused = refusalOf(before, payload);
    if (refused !== null) return refused;
    const stood = state?.tps ?? null;
    const entry = entryFor(before, payload, { id, at, rules: { profile: PROFILES[contest.profile], policy }, stood });
    const placed = { seq, at, commandId: id, ...entry } satisfies JournalEntry;
    // By the fold that a replay will use, so that the two cannot come apart.
    const result = evolveResult(before, placed);
    const kept = [...(state?.kept ?? []), ...keptPhoto(placed, tps)];
    const stands = stood === null ? null : { ...stood, ...evolveTps(stood, placed) };
    const hasMoved = state?.hasMoved === true || stands?.lastSeq === seq;
    return { entry, state: { result, lastSeq: seq, changedAt: at, kept, tps: stands, hasMoved } };
  };
}

/** In this order: may this person act there at all, is it the version they saw, may they decide so. */
function refusalOf(result: Result, wish: ResultWish): Refused | null {
  if (wish.type === 'match') return matchRefusal(result, wish.match);
  const { person, tps } = wish;
  if (!may(person, permissionFor(wish), tps)) return { refused: 'forbidden', params: { place: tps } };
  if (wish.type === 'enter') return null;
  if (wish.type === 'photo') return photoRefusal(result, wish.meta.replaces);
  if (wish.version !== result.version) {
    return { refused: 'stale-version', params: { current: blinded(result, person) } };
  }
  const reason = decisionRefusal(result, wish.decision, person);
  if (reason === null) return null;
  if (reason === 'ownReading') return { refused: 'own-reading' };
  if (reason === 'notBroken' && wish.decision.type === 'explain')
    return { refused: 'rule-not-broken', params: { code: wish.decision.code } };
  return { refused: 'result-transition', params: { reason, state: result.state, decision: wish.decision.type } };
}

function permissionFor(wish: Exclude<ResultWish, MatchWish>): Parameters<typeof may>[1] {
  if (wish.type !== 'decide') return 'result.enter';
  const { type } = wish.decision;
  return type === 'withdraw' || type === 'correct' ? 'result.correct' : 'result.review';
}

/** Only a photo that still counts can be replaced: of two who replace the same one, the second learns that it is gone. */
function photoRefusal(result: Result, replaces: string | null): Refused | null {
  if (replaces === null || currentPhotos(result).some(({ sha256 }) => sha256 === replaces)) return null;
  return { refused: 'evidence-not-found', params: { sha256: replaces } };
}

function matchRefusal({ photos }: Result, { sha256 }: MatchWish['match']): Refused | null {
  return photos.some((photo) => photo.sha256 === sha256) ? null : { refused: 'evidence-not-found' };
}

interface Making {
  readonly id: string;
  readonly at: number;
  readonly rules: Parameters<typeof gate>[1];
  /** Where the TPS stands, if this contest moves it. */
  readonly stood: ResultState['tps'];
}

function entryFor(before: Result, wish: ResultWish, { id, at, rules, stood }: Making): NewEntry {
  const { contest, tps, actor } = wish;
  const by = { id: actor.id, name: actor.name };
  const said = (next: Result): Omit<JournalBody<'result.entered.v1'>, 'reading'> => {
    const judged = gate(next, rules);
    const { form: _, ...verdict } = judged;
    const move = stood === null ? {} : moveOfTps(before, withVerdict(next, judged), stood);
    return { contest: contest.id, version: next.version, verdict, actor, ...move };
  };
  switch (wish.type) {
    case 'enter': {
      const reading: Reading = { id, source: wish.source, by, at: isoTime(at), form: wish.form };
      return { kind: 'result.entered.v1', subject: tps, body: { ...said(withReading(before, reading)), reading } };
    }
    case 'decide': {
      const { decision } = wish;
      const next = withDecision(before, decision, { by: actor, at });
      return { kind: 'result.decided.v1', subject: tps, body: { ...said(next), decision } };
    }
    case 'photo': {
      const { meta } = wish;
      const photo: Photo = { ...wish.photo, by, at: isoTime(at), replacedBy: null };
      const next = withPhoto(before, photo, meta.replaces);
      return { kind: 'evidence.kept.v1', subject: tps, body: { ...said(next), photo, ...meta } };
    }
    case 'match': {
      const { match } = wish;
      const next = withPhotoDoubt(before, match.sha256, match.doubt);
      return { kind: 'evidence.matched.v1', subject: tps, body: { ...said(next), ...match } };
    }
  }
}

function keptPhoto(entry: JournalEntry, tps: TpsCode): KeptPhoto[] {
  const { seq, at, commandId } = entry;
  return isKind(entry, 'evidence.kept.v1') ? [{ seq, at, commandId, tps, body: entry.body }] : [];
}
