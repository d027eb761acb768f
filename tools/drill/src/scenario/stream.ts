import { hash } from 'node:crypto';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { RATES } from './rates';
import type { RateName } from './rates';

/** 128 bits that depend on nothing but the seed and what they are for: a part of a register gets the same days as the whole. */
function digestOf(seed: number, subject: string): Buffer {
  return hash('sha256', `${seed}/${subject}`, 'buffer');
}

/** Random numbers of one subject (a TPS, a kecamatan), the same for the same seed everywhere. */
export class RandomStream {
  private readonly generator: ReturnType<typeof xoroshiro128plusFromState>;

  constructor(seed: number, subject: string) {
    const digest = digestOf(seed, subject);
    this.generator = xoroshiro128plusFromState([0, 4, 8, 12].map((offset) => digest.readInt32LE(offset)));
  }

  /** Evenly between `low` (included) and `high` (excluded). */
  between(low: number, high: number): number {
    return low + uniformFloat64(this.generator) * (high - low);
  }

  /** Whole number from 0 to `count - 1`. */
  below(count: number): number {
    return Math.floor(this.between(0, count));
  }

  chance(share: number): boolean {
    return uniformFloat64(this.generator) < share;
  }

  happens(rate: RateName): boolean {
    return this.chance(RATES[rate].share);
  }

  /** Normal distribution (Box and Muller). */
  normal(mean: number, deviation: number): number {
    const radius = Math.sqrt(-2 * Math.log(1 - uniformFloat64(this.generator)));
    return mean + deviation * radius * Math.cos(2 * Math.PI * uniformFloat64(this.generator));
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - uniformFloat64(this.generator));
  }

  /** Skewed to the right, half of the values below `median`; `spread` 0.8 puts one in twenty above 3.7 times the median. */
  skewed(median: number, spread: number): number {
    return median * Math.exp(this.normal(0, spread));
  }

  pick<T>(choices: readonly [T, ...T[]]): T {
    return choices[this.below(choices.length)] ?? choices[0];
  }

  /** A whole number whose mean is `mean`: how often something happens that happens that often on average. */
  times(mean: number): number {
    return Math.floor(mean) + (this.chance(mean - Math.floor(mean)) ? 1 : 0);
  }
}

/** Id of a command: v4 in form, so every reader takes it, but the same for the same seed and subject. */
export function commandId(seed: number, subject: string): string {
  return uuidOf(digestOf(seed, subject));
}

/** The report's id, the same for the same seed, TPS and place in its day. */
export function reportId(seed: number, tpsCode: string, ordinal: number): string {
  return commandId(seed, `${tpsCode}#${ordinal}`);
}

function uuidOf(digest: Buffer): string {
  const bytes = digest.subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
