import { open } from 'node:fs/promises';
import { EVIDENCE_TYPES } from '@posko/contracts';
import { fileTypeFromFile } from 'file-type';

export type EvidenceType = (typeof EVIDENCE_TYPES)[number];

/** A PDF ends with this, give or take what mail programs append. */
const PDF_END = '%%EOF';
const PDF_TAIL_BYTES = 2048;
/** Names in a PDF of things that no scanner makes: scripts, programs to start, files within. */
const PDF_ACTS = /\/(JavaScript|JS|Launch|EmbeddedFile|RichMedia|XFA)\b/;
const CHUNK_BYTES = 1024 * 1024;

/** Endings by type: a file goes out under the ending of what it is. */
const ENDINGS: Readonly<Record<EvidenceType, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/heic': 'heic',
  'application/pdf': 'pdf',
};

/** What a file is by its content, where that can be a photo or scan of a form; null for everything else. */
export async function evidenceTypeOf(path: string): Promise<EvidenceType | null> {
  const found = await fileTypeFromFile(path);
  return EVIDENCE_TYPES.find((type) => type === found?.mime) ?? null;
}

export function isEvidenceType(mediaType: string): mediaType is EvidenceType {
  return (EVIDENCE_TYPES as readonly string[]).includes(mediaType);
}

/** Why a PDF is no scan that can be kept, or null. What is compressed within it is not looked into. */
export async function pdfRefusal(path: string): Promise<'unreadable' | 'acts' | null> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const chunk = Buffer.alloc(CHUNK_BYTES + 32);
    // Each chunk begins a little before the end of the one before it, so that no name is cut in two.
    for (let from = 0; from < size; from += CHUNK_BYTES) {
      const { bytesRead } = await file.read(chunk, 0, chunk.length, from);
      if (PDF_ACTS.test(chunk.toString('latin1', 0, bytesRead))) return 'acts';
    }
    const { bytesRead } = await file.read(chunk, 0, PDF_TAIL_BYTES, Math.max(0, size - PDF_TAIL_BYTES));
    return chunk.toString('latin1', 0, bytesRead).includes(PDF_END) ? null : 'unreadable';
  } finally {
    await file.close();
  }
}

/**
 * How a browser is to take it: pictures may be shown in place, everything else is saved, because readers of PDF do not work in
 * the sandbox that all of them are sent with.
 */
export function dispositionOf(sha256: string, mediaType: EvidenceType): string {
  const isShown = mediaType === 'image/jpeg' || mediaType === 'image/png';
  return `${isShown ? 'inline' : 'attachment'}; filename="${sha256}.${ENDINGS[mediaType]}"`;
}
