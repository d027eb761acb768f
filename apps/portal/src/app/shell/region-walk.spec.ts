import { TestBed } from '@angular/core/testing';
import type { PublishedContest, PublishedIndex } from '@posko/contracts';
import { FakeClock, publishedTree } from '@posko/testing';
import { FakeServer } from './testing/fake-server';
import { RegionWalk } from './region-walk';

const TPS = '3578021001002';

describe('the way to a region', () => {
  let server: FakeServer;
  let walk: RegionWalk;
  const contest = (id = 'pkwkp-35'): PublishedContest => {
    const { contests } = server.tree.get('index.json') as PublishedIndex;
    const found = contests.find((one) => one.id === id);
    if (found === undefined) throw new Error(id);
    return found;
  };

  beforeEach(() => {
    server = new FakeServer(publishedTree());
    TestBed.configureTestingModule({ providers: server.providers(new FakeClock()) });
    walk = TestBed.inject(RegionWalk);
  });

  it('goes from the top down to the desa of a TPS, one file for each level', async () => {
    const told = await walk.to(contest(), TPS, 2000);
    expect(told?.file.region.name).toBe('SIDOSERMO');
    expect(server.asked.map((address) => address.replace(/-0*7d0/, '-hash'))).toEqual([
      'v1/pkwkp-35/35.json',
      'v1/pkwkp-35/3578.json',
      'v1/pkwkp-35/357802-hash.json',
      'v1/pkwkp-35/3578021001-hash.json',
    ]);
  });

  it('asks for nothing twice while nothing changed', async () => {
    await walk.to(contest(), TPS, 2000);
    await walk.to(contest(), TPS, 2000);
    expect(server.asked).toHaveLength(4);
  });

  it('asks again only where something changed', async () => {
    await walk.to(contest(), TPS, 2000);
    // Something changed in another contest: the top of this one says that it did not.
    await walk.to(contest(), TPS, 2001);
    expect(server.asked).toHaveLength(5);
    server.tree = publishedTree({ seq: 2002 });
    await walk.to(contest(), TPS, 2002);
    expect(server.asked).toHaveLength(9);
  });

  it('ends where the contest has no such place', async () => {
    expect(await walk.to(contest(), '3599', 2000)).toBeNull();
    expect(await walk.to(contest('pkwkk-3578'), '3501', 2000)).toBeNull();
    expect(await walk.to(contest(), '3578021999', 2000)).toBeNull();
  });

  it.each(['35780210011', '357802100', '3578021001x', ''])('takes %p for no place', async (code) => {
    await walk.to(contest(), TPS, 2000);
    expect(await walk.to(contest(), code, 2000)).toBeNull();
    expect(await walk.recall('pkwkp-35', code)).toBeNull();
  });

  it('reads from the device what was read before, when the server is away', async () => {
    await walk.to(contest(), TPS, 2000);
    server.isAway = true;
    const told = await walk.to(contest(), TPS, 3000);
    expect(told?.file.region.name).toBe('SIDOSERMO');
    await expect(walk.to(contest(), '3501012001', 3000)).rejects.toThrow();
  });
});
