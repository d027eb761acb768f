import * as z from 'zod';
import type { Endpoints } from './endpoint-type';
import { PublishedPause } from './published';
import { CommandId, FreeText } from './text';
import { Time } from './time';

/** How the public files stand, as far as this instance knows. */
export const PublicationStatus = z.object({
  seq: z.int().describe('last entry of the journal'),
  publishedSeq: z
    .int()
    .nullable()
    .describe('last entry that is in the files; null while there are none, or another instance writes them'),
  publishedAt: Time.nullable().describe('when this instance last wrote'),
  isWriter: z.boolean().describe('this instance writes the files'),
  fault: z.string().nullable().describe('why they could not be written, while they cannot'),
  pause: PublishedPause.nullable(),
});
export type PublicationStatus = z.infer<typeof PublicationStatus>;

/** `pause` keeps the files as they are, and tells every reader so, with the reason; `resume` lets them go on. */
export const PublicationOrder = z.strictObject({
  id: CommandId,
  act: z.enum(['pause', 'resume']),
  reason: FreeText.min(1).describe('public, where publication is paused'),
});
export type PublicationOrder = z.infer<typeof PublicationOrder>;

export const PUBLICATION_ENDPOINTS = {
  publication: {
    method: 'GET',
    path: '/api/publication',
    summary: 'How the public files stand: in step, behind, paused, and why',
    access: { permission: 'publication.read', at: 'root' },
    response: PublicationStatus,
    errors: [],
  },
  orderPublication: {
    method: 'POST',
    path: '/api/publication',
    summary: 'Pauses publication with a reason that everyone reads, or resumes it; 201 new, 200 repeated',
    access: { permission: 'publication.manage', at: 'root' },
    body: PublicationOrder,
    response: PublicationStatus,
    created: true,
    errors: ['invalid-request', 'idempotency-conflict', 'publication-transition'],
  },
} as const satisfies Endpoints;
