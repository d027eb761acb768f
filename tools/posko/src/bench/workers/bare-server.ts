import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { answerCalls } from '../worker';

/** socket.io with nothing of ours behind it, with the settings that we use: the floor of the live push. */
const http = createServer();
const io = new Server(http, { transports: ['websocket'], serveClient: false, perMessageDeflate: false });

io.on('connection', (socket) => {
  socket.on('board.subscribe', (_message: unknown, acknowledge: (answer: { seq: number }) => void) => {
    void socket.join('board');
    acknowledge({ seq: 0 });
  });
});

const PER_SECOND = 4;
const CHANGES = 50;
const REGIONS = 30;

/** A message as large as ours. */
function messageOf(seq: number): unknown {
  const tps = Array.from({ length: CHANGES }, (_, nth) => [(seq * CHANGES + nth) % 60_751, 2, 0]);
  const counters = { stages: [0, 12_345, 48_406, 0, 0, 0, 0, 0, 0], marks: [123, 0, 0, 0, 0, 0, 0, 0] };
  const regions = Array.from({ length: REGIONS }, (_, nth) => ({
    code: `35${nth}`,
    ...counters,
    turnout: [123_456, 789],
  }));
  return { region: '35', from: seq - 1, to: seq, at: new Date().toISOString(), tps, regions };
}

answerCalls({
  start: async () => {
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', 1024, resolve));
    return { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}` };
  },
  /** Sends four messages a second; answers with when each was sent, wall-clock ms by seq. */
  push: async ({ seconds }: { seconds: number }) => {
    const times = new Map<number, number>();
    const count = seconds * PER_SECOND;
    await new Promise<void>((resolve) => {
      const timer = setInterval(() => {
        const seq = times.size + 1;
        times.set(seq, Date.now());
        io.to('board').emit('board.changed.v1', messageOf(seq));
        if (seq < count) return;
        clearInterval(timer);
        resolve();
      }, 1000 / PER_SECOND);
    });
    return times;
  },
});
