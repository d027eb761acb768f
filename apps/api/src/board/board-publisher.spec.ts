import { describe, expect, it } from '@jest/globals';
import type { BoardChanged, BoardReset } from '@posko/contracts';
import { Board } from '@posko/domain';
import { smallTree } from '@posko/testing';
import type { ClockService } from '../platform/clock/clock.service';
import type { JournalFollower } from '../platform/journal/journal-follower';
import type { BoardProjection } from './board.projection';
import { BoardPublisher } from './board-publisher';
import type { BoardOutlet } from './board-publisher';
import { TurnoutTotals } from './turnout-totals';

class Outlet implements BoardOutlet {
  readonly sent: (BoardChanged | BoardReset)[] = [];
  changed(message: BoardChanged): void {
    this.sent.push(message);
  }
  reset(message: BoardReset): void {
    this.sent.push(message);
  }
  take(): (BoardChanged | BoardReset)[] {
    return this.sent.splice(0);
  }
}

function desk(): { publisher: BoardPublisher; outlet: Outlet; commit: (changes: [number, number][]) => void } {
  const tree = smallTree();
  const state = { seq: 0 };
  const board = new Board(tree);
  const projection = {
    get seq() {
      return state.seq;
    },
    board,
    turnout: new TurnoutTotals(tree),
    registerInUse: { version: 1 },
    watch: () => undefined,
  } as unknown as BoardProjection;
  const follower = { currentAt: 0 } as JournalFollower;
  const publisher = new BoardPublisher(projection, follower, { speed: 1 } as ClockService);
  return {
    publisher,
    outlet: new Outlet(),
    commit: (changes) => {
      for (const [position, stage] of changes) board.set(position, stage, 0);
      state.seq += 1;
      publisher.changed(changes.map(([position]) => position));
    },
  };
}

describe('the publisher', () => {
  it('tells each open room once per window, with the last value of each TPS', () => {
    const { publisher, outlet, commit } = desk();
    publisher.opened('35');
    publisher.opened('3578');
    for (const stage of [1, 2, 3]) commit([[39, stage]]);
    commit([[0, 1]]);
    publisher.flush(outlet);
    expect(outlet.take()).toMatchObject([
      {
        region: '35',
        from: 0,
        to: 4,
        tps: [
          [0, 1, 0],
          [39, 3, 0],
        ],
      },
      { region: '3578', from: 0, to: 4, tps: [[39, 3, 0]] },
    ]);
    publisher.flush(outlet);
    expect(outlet.take()).toEqual([]);
  });

  it('leaves no hole between the messages of a room, also when windows pass without news for it', () => {
    const { publisher, outlet, commit } = desk();
    publisher.opened('3578');
    commit([[39, 1]]);
    publisher.flush(outlet);
    commit([[0, 1]]);
    publisher.flush(outlet);
    commit([[38, 1]]);
    publisher.flush(outlet);
    expect(outlet.take().map((message) => 'from' in message && [message.from, message.to])).toEqual([
      [0, 1],
      [1, 3],
    ]);
  });

  it('lets a room that opens later start from the last window, and forgets one that closed', () => {
    const { publisher, outlet, commit } = desk();
    commit([[0, 1]]);
    publisher.flush(outlet);
    commit([[1, 1]]);
    expect(publisher.opened('35')).toBe(2);
    commit([[2, 1]]);
    publisher.flush(outlet);
    expect(outlet.take()).toMatchObject([
      {
        from: 1,
        to: 3,
        tps: [
          [1, 1, 0],
          [2, 1, 0],
        ],
      },
    ]);
    publisher.closed('35');
    commit([[3, 1]]);
    publisher.flush(outlet);
    expect(outlet.take()).toEqual([]);
  });

  it('sends the region and what lies one tier down, where it changed', () => {
    const { publisher, outlet, commit } = desk();
    publisher.opened('35');
    commit([[39, 2]]);
    publisher.flush(outlet);
    const [message] = outlet.take();
    expect(message && 'regions' in message && message.regions.map(({ code, stages }) => [code, stages[2]])).toEqual([
      ['35', 1],
      ['3578', 1],
    ]);
  });

  it('now and then tells quiet rooms that nothing happened there', () => {
    const { publisher, outlet, commit } = desk();
    publisher.opened('35');
    publisher.opened('3501');
    commit([[39, 1]]);
    commit([]);
    publisher.keepUp(outlet);
    const told = outlet.take().map((message) => 'from' in message && [message.region, message.from, message.to]);
    expect(told).toEqual([
      ['35', 0, 2],
      ['3501', 0, 2],
    ]);
    publisher.keepUp(outlet);
    expect(outlet.take()).toEqual([]);
  });

  it('after a reload tells everyone to fetch anew', () => {
    const { publisher, outlet, commit } = desk();
    publisher.opened('35');
    publisher.reset();
    commit([[0, 1]]);
    publisher.flush(outlet);
    expect(outlet.take()).toEqual([{ region: '35', seq: 1, register: 1 }]);
  });
});
