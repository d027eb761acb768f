import type { Clock } from '@posko/domain';

export const realClock: Clock = { now: () => Date.now() };
