import fc from 'fast-check';
import { INCIDENT_SORTS, INCIDENT_VIEWS } from '@posko/contracts';
import { INCIDENT_STATUSES } from '@posko/domain';
import { addressOf, filtersIn, queryIn } from './queue-address';
import type { QueueParams } from './queue-address';

describe('the address of the queue', () => {
  it('of nothing is what is open, by what is due', () => {
    expect(queryIn({})).toEqual({ view: 'open', sort: 'due' });
  });

  it('says what is asked for', () => {
    const params = {
      view: 'breached',
      region: '3578',
      kind: 'LOG',
      minSeverity: '7',
      q: ' budi ',
      sort: 'severity',
      order: 'asc',
    };
    const query = {
      view: 'breached',
      sort: 'severity',
      region: '3578',
      kind: 'LOG',
      minSeverity: 7,
      q: 'budi',
      order: 'asc',
    };
    expect(queryIn(params)).toEqual(query);
    expect(filtersIn(queryIn(params))).toBe(4);
  });

  it('does not ask for what cannot be', () => {
    const params = {
      view: 'x',
      region: '35;DROP',
      kind: 'log',
      status: 'gone',
      minSeverity: '11',
      assignee: 'me',
      order: 'up',
      sort: 'name',
    };
    expect(queryIn(params)).toEqual({ view: 'open', sort: 'due' });
  });

  it('and the question are one another’s', () => {
    const question = fc.record(
      {
        view: fc.constantFrom(...INCIDENT_VIEWS),
        sort: fc.constantFrom(...INCIDENT_SORTS),
        region: fc.constantFrom('0', '35', '357804', '3578041001', '3578041001012'),
        kind: fc.constantFrom('LOG', 'SEC-02'),
        status: fc.constantFrom(...INCIDENT_STATUSES),
        minSeverity: fc.integer({ min: 2, max: 10 }),
        assignee: fc.uuid(),
        q: fc.constantFrom('budi', '0812'),
        order: fc.constantFrom('asc' as const, 'desc' as const),
      },
      { requiredKeys: ['view', 'sort'] },
    );
    fc.assert(
      fc.property(question, (query) => {
        const address = Object.fromEntries(Object.entries(addressOf(query)).filter(([, value]) => value !== null));
        expect(queryIn(address as QueueParams)).toEqual(query);
      }),
    );
  });
});
