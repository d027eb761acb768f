import { TestBed } from '@angular/core/testing';
import type { PublishedRegion } from '@posko/contracts';
import { FakeClock, publishedContests, publishedTree } from '@posko/testing';
import { changesBetween } from './changes';
import { Moments, momentOf } from './moments';
import { PORTAL_CLOCK } from './portal-clock';

const region = (arrived: number, seq: number): ReturnType<typeof momentOf> => {
  const file = publishedTree({ arrived, seq }).get('pkwkp-35/35.json') as PublishedRegion;
  return momentOf(file.region, file);
};

describe('what a reader saw before', () => {
  const visit = (): Moments => {
    TestBed.resetTestingModule();
    TestBed.configureTestingModule({ providers: [{ provide: PORTAL_CLOCK, useValue: new FakeClock() }] });
    return TestBed.inject(Moments);
  };
  const [contest] = publishedContests();

  beforeEach(() => localStorage.clear());

  it('the first look compares with itself, later ones of the visit with the first', () => {
    const moments = visit();
    expect(moments.look('a', region(10, 1))).toMatchObject({ isEarlier: false, moment: { seq: 1 } });
    expect(moments.look('a', region(20, 2))).toMatchObject({ isEarlier: false, moment: { seq: 1 } });
  });

  it('the next visit compares with the last look of the one before', () => {
    visit().look('a', region(10, 1));
    const moments = visit();
    expect(moments.look('a', region(20, 2))).toMatchObject({ isEarlier: true, moment: { seq: 1 } });
    moments.mark('a', region(20, 2));
    expect(moments.look('a', region(30, 3))).toMatchObject({ isEarlier: false, moment: { seq: 2 } });
    expect(visit().look('a', region(40, 4))).toMatchObject({ isEarlier: true, moment: { seq: 3 } });
  });

  it('tells TPS and votes that changed, and nothing else', () => {
    if (contest === undefined) throw new Error('no contest');
    const changes = changesBetween(contest, region(10, 1), region(40, 2));
    expect(changes.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['counted', 'received', 'held', '1000032', 'valid']),
    );
    for (const { before, now } of changes) expect(now).toBeGreaterThan(before);
    expect(changesBetween(contest, region(40, 2), region(40, 3))).toEqual([]);
  });
});
