import { figure, medianOf, tableOf } from './figure';
import { Histogram } from './histogram';
import { syntheticRegister } from './synthetic-register';
import { scriptPerFrame } from './trace';

const plain = { bench: 'b', name: 'n', unit: 'ms' };

describe('figure', () => {
  it.each([
    [{ value: 500, target: { atMost: 500 } }, true],
    [{ value: 501, target: { atMost: 500 } }, false],
    [{ value: 5000, target: { atLeast: 5000 } }, true],
    [{ value: 4999, target: { atLeast: 5000 } }, false],
    [{ value: 3 }, null],
  ])('judges %j', (measured, met) => {
    expect(figure({ ...plain, ...measured }).met).toBe(met);
  });

  it('holds the ratio against the target where the target is one of ratio', () => {
    const floor = { name: 'f', value: 100 };
    expect(figure({ ...plain, value: 49, floor, target: { atLeast: 0.5 }, isRatioTarget: true })).toMatchObject({
      met: false,
      floor: { ratio: 0.49 },
    });
    expect(figure({ ...plain, value: 50, floor, target: { atLeast: 0.5 }, isRatioTarget: true }).met).toBe(true);
  });

  it('does not take a target for met that nothing was measured for', () => {
    expect(figure({ ...plain, value: NaN, target: { atMost: 500 } }).met).toBe(false);
    const floor = { name: 'f', value: 0 };
    expect(figure({ ...plain, value: 1, floor, target: { atLeast: 0.5 }, isRatioTarget: true }).met).toBe(false);
  });
});

describe('tableOf', () => {
  it('says by how much a target is missed', () => {
    const figures = [
      figure({ ...plain, value: 750, target: { atMost: 500 } }),
      figure({ ...plain, value: 20, floor: { name: 'f', value: 100 }, target: { atLeast: 0.5 }, isRatioTarget: true }),
      figure({ ...plain, value: 1, target: { atMost: 2 }, note: 'why' }),
    ];
    const [, , high, low, met] = tableOf(figures).split('\n');
    expect(high).toContain('MISSED, 1.5 times it');
    expect(low).toContain('MISSED, 40 % of it');
    expect(met).toContain('met; why');
  });
});

describe('medianOf', () => {
  it('takes the middle, the lower of two', () => {
    expect(medianOf([9, 1, 5])).toBe(5);
    expect(medianOf([4, 1, 3, 2])).toBe(2);
    expect(medianOf([])).toBeNaN();
  });
});

describe('Histogram', () => {
  it('has the nearest rank, rounded up to whole milliseconds', () => {
    const histogram = new Histogram();
    for (let ms = 1; ms <= 100; ms++) histogram.add(ms - 0.5);
    expect(histogram.summary).toEqual({ p50: 50, p95: 95, p99: 99, max: 100, count: 100 });
    histogram.add(1000, 100);
    expect(histogram.at(0.5)).toBe(100);
    expect(histogram.at(0.51)).toBe(1000);
    expect(new Histogram().at(0.5)).toBeNaN();
  });
});

describe('syntheticRegister', () => {
  it('has exactly so many TPS, each code once, in the import’s columns', () => {
    const [heading, ...lines] = [...syntheticRegister(1003)].join('').trimEnd().split('\n');
    expect(heading).toBe('kode_desa,nomor_tps,provinsi,kabupaten,kecamatan,desa,dpt_l,dpt_p');
    const codes = lines.map((line) => line.split(',').slice(0, 2).join('-'));
    expect(new Set(codes).size).toBe(1003);
    expect(codes.every((code) => /^[1-9]\d{9}-\d+$/.test(code))).toBe(true);
  });
});

describe('scriptPerFrame', () => {
  const main = { pid: 1, tid: 2 };
  const run = (name: string, times: { ts: number; dur: number; tdur?: number }): object => ({
    ...main,
    ...times,
    name,
    ph: 'X',
  });
  const thread = { ...main, name: 'thread_name', ph: 'M', args: { name: 'CrRendererMain' } };

  it('puts script into sixtieths of a second, nested calls once, by processor time where known', () => {
    const traceEvents = [
      thread,
      run('FireAnimationFrame', { ts: 0, dur: 6000, tdur: 4000 }),
      run('FunctionCall', { ts: 1000, dur: 2000 }),
      run('Layout', { ts: 8000, dur: 5000 }),
      run('TimerFire', { ts: 20_000, dur: 1000 }),
      run('Paint', { ts: 49_000, dur: 10 }),
      { ...run('FunctionCall', { ts: 0, dur: 9000 }), pid: 7 },
    ];
    expect(scriptPerFrame(JSON.stringify({ traceEvents }))).toEqual([4, 1, 0]);
  });

  it('refuses a trace without a page', () => {
    expect(() => scriptPerFrame('{"traceEvents":[]}')).toThrow('no main thread');
  });
});
