import type { FormPhotoKind } from './photo-kind';
import { RandomStream } from './stream';

export interface PhotoPlanOptions {
  readonly seed: number;
  readonly contest: string;
  /** Forms that are photographed, of a thousand: drawing and judging one takes a processor for a while. */
  readonly perMille: number;
}

/** How the form of a TPS is photographed; null where it is not. */
export function photoOf(code: string, { seed, contest, perMille }: PhotoPlanOptions): FormPhotoKind | null {
  const stream = new RandomStream(seed, `${contest}/${code}/photo`);
  if (!stream.chance(perMille / 1000)) return null;
  if (stream.happens('photoBlurred')) return 'blurred';
  if (stream.happens('photoDark')) return 'dark';
  return stream.happens('photoElsewhere') ? 'duplicate' : 'clear';
}
