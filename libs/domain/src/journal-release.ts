import * as z from 'zod';
import { ContestId } from './contest';
import { Actor } from './person';
import { QuickCount } from './quick-count';

const Time = z.iso.datetime({ offset: true });
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const Which = { release: z.uuid(), number: z.int().min(1), contest: ContestId };

/** Press briefings. Bytes that are named by their SHA-256 are kept beside the journal. */
export const RELEASE_BODIES = {
  /** Frozen: all figures are those of the journal up to `upTo`. */
  'release.drafted.v1': z.object({
    ...Which,
    upTo: z.int(),
    /** As of when its figures are true. */
    asOf: Time,
    file: Sha256,
    bytes: z.int(),
    actor: Actor,
  }),
  'release.released.v1': z.object({
    ...Which,
    files: z.object({ json: Sha256, pdf: Sha256, png: Sha256 }),
    actor: Actor,
  }),
  'release.discarded.v1': z.object({ ...Which, reason: z.string(), actor: Actor }),
  'quickCount.entered.v1': z.object({ quickCount: z.uuid(), contest: ContestId, figures: QuickCount, actor: Actor }),
  /** Whoever has the link sees counted figures of the region until then. Its token is a secret and not here. */
  'projector.linked.v1': z.object({
    link: z.uuid(),
    region: z.string(),
    label: z.string(),
    until: Time,
    actor: Actor,
  }),
  'projector.revoked.v1': z.object({ link: z.uuid(), region: z.string(), actor: Actor }),
} as const;
