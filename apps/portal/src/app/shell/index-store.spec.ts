import { TestBed } from '@angular/core/testing';
import { FakeClock, publishedTree } from '@posko/testing';
import { FakeServer, settle } from './testing/fake-server';
import { ASK_EVERY_MS, IndexStore } from './index-store';
import { SeenFiles } from './seen-files';

const AT = '2024-11-27T19:30:00+07:00';

describe('the index of what is published', () => {
  let clock: FakeClock;
  let server: FakeServer;

  const open = async (seen?: SeenFiles): Promise<IndexStore> => {
    TestBed.resetTestingModule();
    const kept = seen === undefined ? [] : [{ provide: SeenFiles, useValue: seen }];
    TestBed.configureTestingModule({ providers: [...server.providers(clock), ...kept] });
    const store = TestBed.inject(IndexStore);
    await store.start();
    return store;
  };

  beforeEach(() => {
    jest.useFakeTimers();
    clock = new FakeClock(AT);
    server = new FakeServer(publishedTree({ at: AT }));
  });
  afterEach(() => {
    TestBed.resetTestingModule();
    jest.useRealTimers();
  });

  it('is asked for again while somebody looks', async () => {
    const store = await open();
    expect(store.seq()).toBe(2000);
    server.tree = publishedTree({ seq: 2001 });
    await jest.advanceTimersByTimeAsync(ASK_EVERY_MS);
    expect(store.seq()).toBe(2001);
    expect(server.asked).toEqual(['v1/index.json', 'v1/index.json']);
  });

  it('is left alone while nobody looks, and asked for at once when somebody does', async () => {
    await open();
    const visibility = jest.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    await jest.advanceTimersByTimeAsync(4 * ASK_EVERY_MS);
    expect(server.asked).toHaveLength(1);
    clock.advance({ seconds: 60 });
    visibility.mockReturnValue('visible');
    document.dispatchEvent(new Event('visibilitychange'));
    await settle();
    expect(server.asked).toHaveLength(2);
    visibility.mockRestore();
  });

  it('keeps what was there when the server is away, says so, and recovers by itself', async () => {
    const store = await open();
    server.isAway = true;
    await jest.advanceTimersByTimeAsync(ASK_EVERY_MS);
    expect(store.trouble()).toBe('unreached');
    expect(store.seq()).toBe(2000);
    server.isAway = false;
    await jest.advanceTimersByTimeAsync(ASK_EVERY_MS);
    expect(store.trouble()).toBeNull();
  });

  it('shows without a connection what this device saw, and when it saw it', async () => {
    const seen = new SeenFiles();
    await open(seen);
    server.isAway = true;
    clock.advance({ hours: 3 });
    const store = await open(seen);
    expect(store.seq()).toBe(2000);
    expect(store.heardAt()).toBe(Date.parse(AT));
    expect(store.trouble()).toBe('unreached');
  });

  it('goes by the clock of the server: that of a telephone may be an hour off', async () => {
    server.headers = { date: new Date(Date.parse(AT) + 3_600_000).toUTCString(), age: '60' };
    const store = await open();
    expect(store.now()).toBe(Date.parse(AT) + 3_660_000);
  });

  it('reads no file of a newer layout, and says so', async () => {
    server.tree = new Map([['index.json', { version: 2 }]]);
    const store = await open();
    expect(store.trouble()).toBe('layout');
    expect(store.index()).toBeNull();
  });
});
