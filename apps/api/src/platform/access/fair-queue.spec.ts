import { describe, expect, it } from '@jest/globals';
import { FairQueue, QueueFull } from './fair-queue';
import type { QueueLane } from './fair-queue';

const stranger = (key: string): QueueLane => ({ key, isKnown: false });
const person = (key: string): QueueLane => ({ key, isKnown: true });

/** A queue whose work ends when the test says so. */
function workshop(atOnce: number, waiting: number) {
  const queue = new FairQueue({ atOnce, waiting });
  const started: string[] = [];
  const ends: (() => void)[] = [];
  const send = (lane: QueueLane, name = lane.key): Promise<string> =>
    queue.run(lane, () => {
      started.push(name);
      return new Promise((resolve) => ends.push(() => resolve(name)));
    });
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 5; turn++) await Promise.resolve();
  };
  const finishOne = async (): Promise<void> => {
    ends.shift()?.();
    await settle();
  };
  return { queue, started, send, finishOne };
}

describe('FairQueue', () => {
  it('does so much at once and no more', async () => {
    const { queue, started, send, finishOne } = workshop(2, 10);
    const all = ['a', 'b', 'c'].map((name) => send(stranger(name)));
    expect([started, queue.isIdle]).toEqual([['a', 'b'], false]);
    await finishOne();
    expect(started).toEqual(['a', 'b', 'c']);
    await finishOne();
    await finishOne();
    expect(await Promise.all(all)).toEqual(['a', 'b', 'c']);
    expect(queue.isIdle).toBe(true);
  });

  it('takes lanes in turn, so that a flood waits behind itself', async () => {
    const { started, send, finishOne } = workshop(1, 100);
    for (let n = 0; n < 20; n++) void send(stranger('flood'), `flood ${n}`);
    void send(stranger('someone'));
    await finishOne();
    await finishOne();
    expect(started).toEqual(['flood 0', 'flood 1', 'someone']);
  });

  it('serves people known before all strangers', async () => {
    const { started, send, finishOne } = workshop(1, 100);
    for (let n = 0; n < 20; n++) void send(stranger(`name ${n}`));
    void send(person('someone'));
    await finishOne();
    expect(started).toEqual(['name 0', 'someone']);
  });

  it('refuses strangers at once when it is full, and still has room for people known', async () => {
    const { queue, started, send, finishOne } = workshop(1, 3);
    for (let n = 0; n < 4; n++) void send(stranger(`name ${n}`));
    await expect(send(stranger('one more'))).rejects.toBeInstanceOf(QueueFull);
    expect([queue.isFull(stranger('x')), queue.isFull(person('x'))]).toEqual([true, false]);
    void send(person('someone'));
    await finishOne();
    expect(started).toEqual(['name 0', 'someone']);
  });

  it('goes on after work that failed', async () => {
    const queue = new FairQueue({ atOnce: 1, waiting: 10 });
    const failing = queue.run(stranger('a'), () => Promise.reject(new Error('broken')));
    const next = queue.run(stranger('b'), () => Promise.resolve('done'));
    await expect(failing).rejects.toThrow('broken');
    expect(await next).toBe('done');
  });
});
