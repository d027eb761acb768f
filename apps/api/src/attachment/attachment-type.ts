import { ATTACHMENT_TYPES } from '@posko/contracts';
import { fileTypeFromFile } from 'file-type';

export type AttachmentType = (typeof ATTACHMENT_TYPES)[number];

/** Endings by type: a file goes out under the ending of what it is, whatever it was called. */
const ENDINGS: Readonly<Record<AttachmentType, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/heic': 'heic',
  'application/pdf': 'pdf',
  'audio/ogg': 'ogg',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/x-m4a': 'm4a',
  'audio/wav': 'wav',
  'audio/webm': 'webm',
  'video/webm': 'webm',
  'audio/amr': 'amr',
};

/** Longest name kept, in characters. */
const NAME_LIMIT = 120;
/** Control characters, and those that turn the direction of what follows (`gnp.exe` shown as `exe.png`). */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}"*/:<>?\\|%;]/gu;

/** What a file is by its content, where that may be attached; null for everything else. */
export async function attachmentTypeOf(path: string): Promise<AttachmentType | null> {
  const found = await fileTypeFromFile(path);
  const mediaType = found?.mime.split(';', 1)[0] ?? '';
  return ATTACHMENT_TYPES.find((type) => type === mediaType) ?? null;
}

/** A name that any file system takes and that ends as the file's type does. */
export function safeName(typed: string, type: AttachmentType): string {
  const last = typed.split(/[/\\]/).at(-1) ?? '';
  const plain = last.toWellFormed().replaceAll(UNSAFE, ' ').replaceAll(/\s+/g, ' ').trim().replace(/^\.+/, '').trim();
  const ending = `.${ENDINGS[type]}`;
  const stem = plain.toLowerCase().endsWith(ending) ? plain.slice(0, -ending.length) : plain;
  return `${stem.slice(0, NAME_LIMIT).toWellFormed().trim() || 'attachment'}${ending}`;
}

/**
 * How a browser is to take it: pictures and voices may be shown in place, a PDF is saved, because readers of PDF do not work
 * in the sandbox that all of them are sent with.
 */
export function dispositionOf(name: string, mediaType: string): string {
  const kind = mediaType === 'application/pdf' ? 'attachment' : 'inline';
  const plain = name
    .normalize('NFKD')
    .replaceAll(/[^\x20-\x7e]/g, '')
    .replaceAll(/["\\]/g, '');
  const exact = encodeURIComponent(name).replaceAll(/['()*!]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `${kind}; filename="${plain}"; filename*=UTF-8''${exact}`;
}
