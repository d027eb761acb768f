import * as z from 'zod';
import type { Endpoints } from './endpoint-type';

/** Largest attachment: a minute of voice, a photo as telephones make them, a few scanned pages. */
export const ATTACHMENT_BYTES = 15 * 1024 * 1024;

/** What may be attached, told by content, whatever the sender calls it. */
export const ATTACHMENT_TYPES = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/heic',
  'application/pdf',
  'audio/ogg',
  'audio/mpeg',
  'audio/mp4',
  'audio/x-m4a',
  'audio/wav',
  'audio/webm',
  'video/webm',
  'audio/amr',
] as const;

export const AttachmentQuery = z.object({ name: z.string().trim().min(1).max(200).default('attachment') });
export const AttachmentAnswer = z.object({
  sha256: z.string(),
  name: z.string(),
  mediaType: z.string(),
  bytes: z.int(),
});
export type AttachmentAnswer = z.infer<typeof AttachmentAnswer>;

export const ATTACHMENT_ENDPOINTS = {
  keepAttachment: {
    method: 'POST',
    path: '/api/attachments',
    summary: 'Keeps a photo, PDF or voice message (the body, as it is); the same bytes give the same name',
    access: { permission: 'incident.write', at: 'content' },
    query: AttachmentQuery,
    upload: { limitBytes: ATTACHMENT_BYTES },
    response: AttachmentAnswer,
    created: true,
    errors: ['invalid-request', 'payload-too-large', 'attachment-refused', 'not-ready'],
  },
  attachment: {
    method: 'GET',
    path: '/api/incidents/{incidentId}/attachments/{sha256}',
    summary: 'The bytes, for whoever may read the incident',
    access: { permission: 'incident.read', at: 'content' },
    response: 'binary',
    errors: ['incident-not-found', 'attachment-not-found'],
  },
} as const satisfies Endpoints;
