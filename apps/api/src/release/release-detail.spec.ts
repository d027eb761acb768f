import { describe, expect, it } from '@jest/globals';
import type { BlobStore } from '../platform/blob/blob-store';
import type { ContestHolder } from '../platform/contest/contest-holder';
import type { ReleaseReader } from '../platform/release/release-reader';
import type { BriefingService } from './briefing.service';
import { canonicalJson } from './canonical-json';
import { ReleaseDetail } from './release-detail';
import type { ReleaseRepository } from './release.repository';
import { nightBriefing } from './testing/press-night';

function detailOf(publicationUrl?: string): ReleaseDetail {
  const bytes = Buffer.from(canonicalJson({ ...nightBriefing(), number: 12 }));
  const blobs: Pick<BlobStore, 'get'> = { get: () => Promise.resolve(bytes) };
  return new ReleaseDetail(
    {} as ReleaseRepository,
    {} as BriefingService,
    {} as ReleaseReader,
    {} as ContestHolder,
    blobs as BlobStore,
    { publicationUrl },
  );
}

describe('the forms that a release is given out with', () => {
  it('name its page where the public files are', async () => {
    const forms = await detailOf('https://hasil.example.go.id/publik/').forms('a'.repeat(64), null);
    expect(forms.svg()).toContain('https://hasil.example.go.id/publik/#/rilis/12');
  });

  it('name none while nobody has said where', async () => {
    expect((await detailOf().forms('a'.repeat(64), null)).svg()).not.toContain('#/rilis');
  });
});
