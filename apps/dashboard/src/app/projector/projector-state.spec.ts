import type { ProjectorView } from '@posko/contracts';
import { projectorState } from './projector-state';
import type { ProjectorFacts, ProjectorState } from './projector-state';
import { projectorView } from './testing/projector-view';

const NOW = Date.parse('2024-11-27T18:30:00+07:00');

function stateOf(change: Partial<ProjectorFacts> = {}, view: Partial<ProjectorView> = {}): ProjectorState {
  return projectorState({
    ...{ hasToken: true, view: projectorView(view), failure: null, ageMs: 1000, now: NOW },
    ...change,
  });
}

function bannersOf(...args: Parameters<typeof stateOf>): readonly object[] {
  const state = stateOf(...args);
  return state.kind === 'shown' ? state.banners : [{ kind: state.blank.kind }];
}

it('shows figures without a banner while they are current', () => {
  expect(bannersOf()).toEqual([]);
});

it('says that figures are old, and how old', () => {
  const at = '2024-11-27T18:20:00+07:00';
  expect(bannersOf({}, { at })).toEqual([{ kind: 'old', at, ageMs: 601_000 }]);
});

it('gives the fast clock of a rehearsal more time', () => {
  expect(bannersOf({}, { at: '2024-11-27T18:20:00+07:00', isRehearsal: true })).toEqual([]);
  expect(bannersOf({}, { at: '2024-11-27T18:10:00+07:00', isRehearsal: true })).toMatchObject([{ kind: 'old' }]);
});

it('says that publication is paused, why and since when, and not besides that figures are old', () => {
  const pause = { since: '2024-11-27T18:00:00+07:00', reason: 'Salah muat di Malang' };
  expect(bannersOf({}, { pause, at: '2024-11-27T18:00:00+07:00' })).toEqual([{ kind: 'paused', ...pause }]);
});

it('says that the connection is lost, after a refusal to answer or a long silence, first of all', () => {
  const pause = { since: '2024-11-27T18:00:00+07:00', reason: 'Salah muat' };
  expect(bannersOf({ failure: 'unreachable', ageMs: 6000 }, { pause })).toMatchObject([
    { kind: 'lost', ageMs: 6000 },
    { kind: 'paused' },
  ]);
  expect(bannersOf({ ageMs: 21_000 })).toMatchObject([{ kind: 'lost' }]);
});

it('takes the figures away with the link, and says by what it ended as far as that is known', () => {
  const failure = 'projector-refused';
  expect(stateOf({ failure })).toEqual({ kind: 'blank', blank: { kind: 'revoked' } });
  const until = '2024-11-27T18:29:59+07:00';
  expect(stateOf({ failure }, { until })).toEqual({ kind: 'blank', blank: { kind: 'expired', at: until } });
  expect(stateOf({ failure, view: null })).toEqual({ kind: 'blank', blank: { kind: 'refused' } });
});

it('has words for what comes before the first figures', () => {
  expect(bannersOf({ hasToken: false, view: null })).toEqual([{ kind: 'noToken' }]);
  expect(bannersOf({ view: null })).toEqual([{ kind: 'opening' }]);
  expect(bannersOf({ view: null, failure: 'unreachable' })).toEqual([{ kind: 'unreached' }]);
});
