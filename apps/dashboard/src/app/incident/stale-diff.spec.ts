import type { Incident } from '@posko/domain';
import { incidentRow } from '@posko/testing';
import { staleDiff } from './stale-diff';

const BEFORE = {
  ...incidentRow(),
  note: 'kurang',
  caller: null,
  phone: null,
  waitingReason: null,
  referral: null,
  outcome: null,
} as unknown as Incident;
const ADI = { id: '00000000-0000-4000-8000-00000000a003', name: 'adi' };

describe('a change that came too late', () => {
  it('shows what both changed as a conflict, and what only others changed beside it', () => {
    const current = { ...BEFORE, version: 2, severity: 9, status: 'inProgress', assignee: ADI } as Incident;
    expect(staleDiff(BEFORE, { severity: 6 }, current)).toEqual([
      {
        field: 'status',
        before: 'new',
        mine: null,
        isMine: false,
        theirs: 'inProgress',
        isTheirs: true,
        isConflict: false,
      },
      { field: 'assignee', before: null, mine: null, isMine: false, theirs: 'adi', isTheirs: true, isConflict: false },
      { field: 'severity', before: '8', mine: '6', isMine: true, theirs: '9', isTheirs: true, isConflict: true },
    ]);
  });

  it('is no conflict where both want the same', () => {
    const current = { ...BEFORE, kind: 'LOG-02' } as Incident;
    expect(staleDiff(BEFORE, { kind: 'LOG-02' }, current)).toEqual([
      {
        field: 'kind',
        before: 'LOG-01',
        mine: 'LOG-02',
        isMine: true,
        theirs: 'LOG-02',
        isTheirs: true,
        isConflict: false,
      },
    ]);
  });

  it('shows what is typed even where nobody else touched it', () => {
    const rows = staleDiff(
      BEFORE,
      { outcome: 'dikirim', assignee: 'me', referral: { to: 'pln' } },
      { ...BEFORE, version: 2 },
    );
    expect(rows.map(({ field, mine, isTheirs }) => [field, mine, isTheirs])).toEqual([
      ['assignee', 'me', false],
      ['referral', 'pln', false],
      ['outcome', 'dikirim', false],
    ]);
  });

  it('tells taking away from leaving alone', () => {
    const held = { ...BEFORE, assignee: ADI };
    expect(staleDiff(held, { assignee: null }, { ...held, assignee: null })).toEqual([
      { field: 'assignee', before: 'adi', mine: null, isMine: true, theirs: null, isTheirs: true, isConflict: false },
    ]);
  });
});
