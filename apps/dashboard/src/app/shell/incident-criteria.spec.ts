import { incidentRow } from '@posko/testing';
import { belongsTo, orderOf } from './incident-criteria';
import type { QueueQuery } from './incident-criteria';

const ME = { id: '00000000-0000-4000-8000-00000000a001', scope: '3578' as never };
const NOW = Date.parse('2024-11-27T02:00:00Z');
const mine = { id: ME.id, name: 'sri' };
const others = { id: '00000000-0000-4000-8000-00000000a009', name: 'adi' };

function belongs(query: Partial<QueueQuery>, row: Parameters<typeof incidentRow>[0]): boolean | null {
  return belongsTo({ view: 'open', sort: 'due', ...query }, ME, () => NOW)(incidentRow(row));
}

describe('a row is in the view', () => {
  it.each([
    ['open', { status: 'waiting' }, true],
    ['open', { status: 'closed' }, false],
    ['all', { status: 'closed' }, true],
    ['mine', { assignee: mine }, true],
    ['mine', { assignee: others }, false],
    ['mine', { assignee: mine, status: 'resolved' }, false],
    ['unassigned', {}, true],
    ['unassigned', { assignee: mine }, false],
    ['region', { tier: 'kabupaten' }, true],
    ['region', { tier: 'provinsi' }, false],
    ['breached', { answerDueAt: '2024-11-27T01:59:00Z' }, true],
    ['breached', { answerDueAt: '2024-11-27T02:01:00Z', updateDueAt: '2024-11-27T03:00:00Z' }, false],
    ['breached', { status: 'waiting', answerDueAt: '2024-11-27T01:00:00Z', pausedAt: '2024-11-27T00:30:00Z' }, false],
  ] as const)('%s: %j', (view, row, isThere) => {
    expect(belongs({ view }, row)).toBe(isThere);
  });

  it('of what an open parent leads only as far as the server says', () => {
    const parent = '00000000-0000-4000-8000-0000000f00ff';
    expect(belongs({ view: 'unassigned' }, { parent })).toBeNull();
    expect(belongs({ view: 'unassigned' }, { parent, assignee: mine })).toBe(false);
    expect(belongs({ view: 'open' }, { parent })).toBe(true);
  });
});

describe('a row passes the filter', () => {
  it.each([
    [{ region: '357804' }, true],
    [{ region: '3573' }, false],
    [{ region: '0' }, true],
    [{ kind: 'LOG' }, true],
    [{ kind: 'LOG-01' }, true],
    [{ kind: 'LOG-02' }, false],
    [{ status: 'new' }, true],
    [{ status: 'waiting' }, false],
    [{ minSeverity: 8 }, true],
    [{ minSeverity: 9 }, false],
    [{ assignee: others.id }, false],
    [{ parent: others.id }, false],
    [{ q: 'kurang' }, null],
    [{ q: '', kind: 'LOG' }, true],
  ])('%j', (query, isThere) => {
    expect(belongs(query, {})).toBe(isThere);
  });
});

describe('the order is the server’s', () => {
  const rows = [
    incidentRow({
      number: 1,
      severity: 5,
      answerDueAt: '2024-11-27T03:00:00Z',
      updateDueAt: '2024-11-27T03:00:00Z',
      changedAt: '2024-11-27T01:03:00Z',
    }),
    incidentRow({ number: 2, severity: 9, status: 'closed', changedAt: '2024-11-27T01:02:00Z' }),
    incidentRow({ number: 3, severity: 9, answerDueAt: '2024-11-27T02:00:00Z', updateDueAt: '2024-11-27T05:00:00Z' }),
    incidentRow({ number: 4, severity: 5, answerDueAt: '2024-11-27T02:00:00Z', updateDueAt: '2024-11-27T05:00:00Z' }),
  ];
  const numbers = (query: Pick<QueueQuery, 'sort' | 'order'>): number[] =>
    rows.toSorted(orderOf(query)).map(({ number }) => number);

  it('what is due first, what has no clock last', () => {
    expect(numbers({ sort: 'due' })).toEqual([3, 4, 1, 2]);
  });

  it('the worst, the youngest, the last changed', () => {
    expect(numbers({ sort: 'severity' })).toEqual([3, 2, 4, 1]);
    expect(numbers({ sort: 'opened' })).toEqual([4, 3, 2, 1]);
    expect(numbers({ sort: 'changed' }).slice(0, 2)).toEqual([1, 2]);
    expect(numbers({ sort: 'severity', order: 'asc' })).toEqual([1, 4, 2, 3]);
  });
});
