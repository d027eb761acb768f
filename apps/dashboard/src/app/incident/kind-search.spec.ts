// cspell:ignore tertu banj intim bnajir listrk intimmidasi kerusuhen
import { INCIDENT_KIND_CODES } from '@posko/domain';
import { searchKinds } from './kind-search';

describe('a kind is found', () => {
  it.each([
    ['log01', 'LOG-01'],
    ['LOG-2', 'LOG-02'],
    ['log 06', 'LOG-06'],
    ['srk7', 'SRK-07'],
    ['surat kur', 'LOG-01'],
    ['tukar', 'LOG-02'],
    ['tertu', 'LOG-02'],
    ['ballots short', 'LOG-01'],
    ['power', 'ENV-03'],
    ['padam', 'ENV-03'],
    ['mati lampu', 'ENV-03'],
    ['banj', 'ENV-02'],
    ['flood', 'ENV-02'],
    ['meninggal', 'STF-03'],
    ['died', 'STF-03'],
    ['sinyal', 'SRK-03'],
    ['login', 'SRK-01'],
    ['ssk', 'LOG-01'],
    ['tanya', 'INF-01'],
    ['sakit', 'STF-02'],
    ['intim', 'SEC-01'],
  ])('by %s: %s', (typed, kind) => {
    expect(searchKinds(typed)[0]).toBe(kind);
  });

  it.each([
    ['bnajir', 'ENV-02'],
    ['listrk', 'ENV-03'],
    ['intimmidasi', 'SEC-01'],
    ['kerusuhen', 'SEC-02'],
  ])('through a slip: %s', (typed, kind) => {
    expect(searchKinds(typed)[0]).toBe(kind);
  });
});

it('lists a group by its letters, and everything for nothing, the usual first', () => {
  expect(searchKinds('sec')).toEqual(expect.arrayContaining(['SEC-01', 'SEC-02', 'SEC-03', 'SEC-04']));
  expect(searchKinds('')).toHaveLength(INCIDENT_KIND_CODES.length);
  expect(searchKinds('').slice(0, 2)).toEqual(['OPN-01', 'LOG-01']);
});

it('finds nothing for what is no kind, and needs every word', () => {
  expect(searchKinds('qqqq')).toEqual([]);
  expect(searchKinds('surat banjir')).toEqual([]);
});
