import { IncidentRequest } from '@posko/contracts';
import { incidentId } from '@posko/testing';
import { draftOf, emptyDraft, isBlank, missingIn, readDraft, requestOf, writeDraft } from './intake-draft';
import type { Draft } from './intake-draft';

const FULL: Draft = {
  ...emptyDraft(incidentId(1)),
  place: '3578041001012',
  placeText: 'TPS 12 Darmo',
  kind: 'LOG-01',
  kindText: 'Surat suara kurang',
  note: ' kurang 20 ',
  phone: '0812-3456-7890',
  caller: 'Budi',
};

beforeEach(() => sessionStorage.clear());

describe('a call', () => {
  it('is sent as the contract has it', () => {
    expect(requestOf(FULL)).toEqual({
      id: FULL.id,
      kind: 'LOG-01',
      tps: '3578041001012',
      note: 'kurang 20',
      phone: '0812-3456-7890',
      caller: 'Budi',
    });
    expect(IncidentRequest.safeParse(requestOf(FULL)).success).toBe(true);
    const region = { ...FULL, place: '357804', phone: '', caller: '', severity: 9 };
    expect(requestOf(region)).toEqual({
      id: FULL.id,
      kind: 'LOG-01',
      region: '357804',
      note: 'kurang 20',
      severity: 9,
    });
    expect(IncidentRequest.safeParse(requestOf(region)).success).toBe(true);
  });

  it.each([
    [{ place: null }, 'place'],
    [{ kind: null }, 'kind'],
    [{ phone: 'tidak tahu' }, 'phone'],
    [{ phone: ' ', note: '' }, null],
  ] as const)('lacks, with %j, %s', (change, missing) => {
    expect(missingIn({ ...FULL, ...change })).toBe(missing);
    expect(requestOf({ ...FULL, ...change }) === null).toBe(missing !== null);
  });

  it('comes back whole to be mended', () => {
    const request = requestOf({ ...FULL, severity: 9 });
    if (request === null) throw new Error('The call is complete');
    const draft = draftOf(request, { place: FULL.placeText, kind: FULL.kindText });
    expect(requestOf(draft)).toEqual(request);
  });
});

describe('a draft', () => {
  it('outlives a reload of the tab', () => {
    writeDraft(FULL);
    expect(readDraft()).toEqual(FULL);
  });

  it('of nothing, or that cannot be read, is none', () => {
    expect(readDraft()).toBeNull();
    writeDraft(emptyDraft(incidentId(2)));
    expect(readDraft()).toBeNull();
    sessionStorage.setItem('posko.intake.draft', '{"id":1}');
    expect(readDraft()).toBeNull();
    sessionStorage.setItem('posko.intake.draft', '{');
    expect(readDraft()).toBeNull();
    expect(isBlank(emptyDraft('x'))).toBe(true);
    expect(isBlank({ ...emptyDraft('x'), note: 'x' })).toBe(false);
  });
});
