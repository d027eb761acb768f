import { Contest, ContestId, PersonRef, RegionCode } from '@posko/domain';
import * as z from 'zod';
import type { Endpoints } from './endpoint-type';
import { PublishedCounts, PublishedPause } from './published';
import { ReleaseRow } from './release-file';
import { CommandId, FreeText } from './text';
import { Time } from './time';

/** Header in which the projector shows its token. In the address of its page the token stands behind `#`, which no server sees. */
export const PROJECTOR_HEADER = 'x-posko-projector';

export const ProjectorLink = z.object({
  id: z.uuid(),
  region: z.string(),
  label: z.string().describe('where it is meant to hang'),
  until: Time,
  madeBy: PersonRef,
  madeAt: Time,
  revokedAt: Time.nullable(),
  isValid: z.boolean(),
});
export type ProjectorLink = z.infer<typeof ProjectorLink>;

export const ProjectorLinkRequest = z.strictObject({
  id: CommandId,
  region: RegionCode,
  label: FreeText.min(1).max(100),
  hours: z.int().min(1).max(72).describe('how long it is valid'),
});
export type ProjectorLinkRequest = z.infer<typeof ProjectorLinkRequest>;

/** The path, with its token, is told once: of the token only a hash is kept. Null when the command was repeated. */
export const ProjectorLinkAnswer = z.object({
  link: ProjectorLink,
  path: z.string().nullable().describe('behind the address of the server'),
});
export type ProjectorLinkAnswer = z.infer<typeof ProjectorLinkAnswer>;

export const ProjectorLinkList = z.object({ rows: z.array(ProjectorLink) });
export type ProjectorLinkList = z.infer<typeof ProjectorLinkList>;

export const RevocationRequest = z.strictObject({ id: CommandId });

export const ProjectorQuery = z.object({ contest: ContestId.optional().describe('the first one if none is named') });
export type ProjectorQuery = z.output<typeof ProjectorQuery>;

/** A release as the room may see it. */
export const ProjectorRelease = z.object({
  number: z.int().min(1),
  contest: ContestId,
  at: Time,
  seq: z.int(),
  releasedAt: Time,
  sentences: z.object({ id: z.array(z.string()), en: z.array(z.string()) }),
  corrections: z.int(),
});

/** What hangs on the wall of the press room: counted figures and nothing else. */
export const ProjectorView = z.object({
  seq: z.int(),
  at: Time.describe('as of when the figures are true'),
  now: Time.describe('by the clock of the room'),
  until: Time.describe('the link is valid until then'),
  utcOffsetMinutes: z.int(),
  isRehearsal: z.boolean(),
  pause: PublishedPause.nullable(),
  contests: z.array(Contest.pick({ id: true, code: true, name: true }).extend({ counts: PublishedCounts })),
  contest: Contest.pick({ id: true, code: true, name: true, options: true }).nullable(),
  region: ReleaseRow.nullable(),
  rows: z.array(ReleaseRow),
  release: ProjectorRelease.nullable().describe('the latest one of this contest'),
});
export type ProjectorView = z.infer<typeof ProjectorView>;

export const PROJECTOR_ENDPOINTS = {
  projector: {
    method: 'GET',
    path: '/api/projector',
    summary: `What a projector shows; its token in the header ${PROJECTOR_HEADER}`,
    access: 'public',
    query: ProjectorQuery,
    response: ProjectorView,
    errors: ['invalid-request', 'projector-refused', 'contest-not-found', 'too-many-attempts', 'not-ready'],
  },
  projectorLinks: {
    method: 'GET',
    path: '/api/projector-links',
    summary: 'Links of projectors within the own scope, latest first',
    access: { permission: 'projector.link', at: 'scope' },
    response: ProjectorLinkList,
    errors: [],
  },
  makeProjectorLink: {
    method: 'POST',
    path: '/api/projector-links',
    summary: 'A link by which a projector shows the counted figures of a region without signing in',
    access: { permission: 'projector.link', at: 'content' },
    body: ProjectorLinkRequest,
    response: ProjectorLinkAnswer,
    created: true,
    errors: ['invalid-request', 'region-not-found', 'idempotency-conflict'],
  },
  revokeProjectorLink: {
    method: 'POST',
    path: '/api/projector-links/{linkId}/revocation',
    summary: 'Ends a link at once; 201 new, 200 repeated',
    access: { permission: 'projector.link', at: 'content' },
    body: RevocationRequest,
    response: ProjectorLink,
    created: true,
    errors: ['invalid-request', 'projector-link-not-found', 'idempotency-conflict'],
  },
} as const satisfies Endpoints;
