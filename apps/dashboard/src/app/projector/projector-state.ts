import type { ProjectorView } from '@posko/contracts';

/** Figures are old once they are true as of an earlier moment than this; a rehearsal's clock may run sixty times as fast. */
const OLD_MS = 2 * 60_000;
const OLD_IN_REHEARSAL_MS = 15 * 60_000;
/** Questions that went astray before the screen says so. */
const LOST_MS = 20_000;

/** Why there is nothing to show; with `at`, since when. */
export type ProjectorBlank =
  | { readonly kind: 'opening' | 'noToken' | 'refused' | 'revoked' | 'unreached' }
  | { readonly kind: 'expired'; readonly at: string };

/** What stands over the figures; the gravest first. */
export type ProjectorBanner =
  | { readonly kind: 'lost'; readonly ageMs: number }
  | { readonly kind: 'paused'; readonly since: string; readonly reason: string }
  | { readonly kind: 'old'; readonly at: string; readonly ageMs: number };

export type ProjectorState =
  | { readonly kind: 'blank'; readonly blank: ProjectorBlank }
  | { readonly kind: 'shown'; readonly view: ProjectorView; readonly banners: readonly ProjectorBanner[] };

export interface ProjectorFacts {
  readonly hasToken: boolean;
  readonly view: ProjectorView | null;
  readonly failure: string | null;
  /** Milliseconds since the view came. */
  readonly ageMs: number;
  /** Our own clock: links end by the real time, also in a rehearsal. */
  readonly now: number;
}

/**
 * What the screen may show. A link that is refused takes the figures with it, whatever was there; a server that is away leaves them,
 * under a banner that says how old they are.
 */
export function projectorState({ hasToken, view, failure, ageMs, now }: ProjectorFacts): ProjectorState {
  if (!hasToken) return { kind: 'blank', blank: { kind: 'noToken' } };
  if (failure === 'projector-refused') return { kind: 'blank', blank: refusal(view, now) };
  if (view === null) return { kind: 'blank', blank: { kind: failure === null ? 'opening' : 'unreached' } };
  return { kind: 'shown', view, banners: bannersOf(view, { isFailing: failure !== null, ageMs }) };
}

/** The api does not say why; what it said of the link before does. */
function refusal(view: ProjectorView | null, now: number): ProjectorBlank {
  if (view === null) return { kind: 'refused' };
  return now >= Date.parse(view.until) ? { kind: 'expired', at: view.until } : { kind: 'revoked' };
}

function bannersOf(
  view: ProjectorView,
  { isFailing, ageMs }: { isFailing: boolean; ageMs: number },
): ProjectorBanner[] {
  const banners: ProjectorBanner[] = [];
  const oldMs = Date.parse(view.now) - Date.parse(view.at);
  if (isFailing || ageMs > LOST_MS) banners.push({ kind: 'lost', ageMs });
  if (view.pause !== null) banners.push({ kind: 'paused', ...view.pause });
  const isOld = oldMs > (view.isRehearsal ? OLD_IN_REHEARSAL_MS : OLD_MS);
  if (view.pause === null && isOld) banners.push({ kind: 'old', at: view.at, ageMs: oldMs + ageMs });
  return banners;
}
