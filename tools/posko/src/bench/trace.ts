import { z } from 'zod';

/** Events of Chromium's trace in which JavaScript runs. */
const SCRIPT = new Set([
  'FunctionCall',
  'EvaluateScript',
  'FireAnimationFrame',
  'TimerFire',
  'RunMicrotasks',
  'EventDispatch',
  'FireIdleCallback',
]);
const FRAME_US = 1_000_000 / 60;

const Event = z.object({
  name: z.string(),
  ph: z.string(),
  tid: z.number(),
  pid: z.number(),
  ts: z.number().default(0),
  dur: z.number().default(0),
  /** Time on the processor; `dur` also counts waiting for one. */
  tdur: z.number().optional(),
  args: z.looseObject({ name: z.string().optional() }).default({}),
});
const Trace = z.object({ traceEvents: z.array(Event) });

/** Milliseconds of script in each sixtieth of a second of a trace, over its whole length. */
export function scriptPerFrame(json: string): number[] {
  const { traceEvents } = Trace.parse(JSON.parse(json));
  const main = mainThread(traceEvents);
  const events = traceEvents.filter((event) => event.ph === 'X' && event.pid === main.pid && event.tid === main.tid);
  const times = events.map(({ ts }) => ts);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const frames = new Array<number>(Math.max(1, Math.ceil((last - first) / FRAME_US))).fill(0);
  for (const { ts, dur, tdur } of outermost(events.filter(({ name }) => SCRIPT.has(name)))) {
    const frame = Math.min(frames.length - 1, Math.floor((ts - first) / FRAME_US));
    frames[frame] = (frames[frame] ?? 0) + (tdur ?? dur) / 1000;
  }
  return frames;
}

type TraceEvent = z.infer<typeof Event>;

/** The renderer's main thread: of those so named, the one where most happens. */
function mainThread(events: readonly TraceEvent[]): { pid: number; tid: number } {
  const named = events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
  const busy = named.map(({ pid, tid }) => ({
    pid,
    tid,
    scripts: events.filter((event) => event.pid === pid && event.tid === tid && SCRIPT.has(event.name)).length,
  }));
  const [main] = busy.sort((a, b) => b.scripts - a.scripts);
  if (main === undefined) throw new Error('The trace names no main thread of a page');
  return main;
}

/** Without those that lie within another one. */
function outermost(events: readonly TraceEvent[]): TraceEvent[] {
  const kept: TraceEvent[] = [];
  let end = -Infinity;
  for (const event of [...events].sort((a, b) => a.ts - b.ts || b.dur - a.dur)) {
    if (event.ts < end) continue;
    kept.push(event);
    end = event.ts + event.dur;
  }
  return kept;
}
