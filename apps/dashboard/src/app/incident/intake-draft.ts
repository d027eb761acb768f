import { PhoneNumber } from '@posko/contracts';
import type { IncidentRequest } from '@posko/contracts';
import { INCIDENT_KIND_CODES, isTpsSubject } from '@posko/domain';
import type { IncidentKind } from '@posko/domain';

/** An attachment that the server has. */
export interface KeptAttachment {
  readonly sha256: string;
  readonly name: string;
  readonly mediaType: string;
}

/** A call while it is being typed. */
export interface Draft {
  /** Of the incident to be; stays the same until the call is saved, however often it is sent. */
  readonly id: string;
  readonly placeText: string;
  /** TPS or region code that was chosen. */
  readonly place: string | null;
  readonly kindText: string;
  readonly kind: IncidentKind | null;
  /** Where it is not the kind's own. */
  readonly severity: number | null;
  readonly note: string;
  readonly caller: string;
  readonly phone: string;
  readonly attachments: readonly KeptAttachment[];
  /** When (our clock, ms) the first key was pressed. */
  readonly startedAt: number | null;
}

export type Missing = 'place' | 'kind' | 'phone';

const STORED = 'posko.intake.draft';

export function emptyDraft(id: string): Draft {
  return {
    id,
    placeText: '',
    place: null,
    kindText: '',
    kind: null,
    severity: null,
    note: '',
    caller: '',
    phone: '',
    attachments: [],
    startedAt: null,
  };
}

/** True where nothing would be lost. */
export function isBlank(draft: Draft): boolean {
  const { placeText, place, kindText, kind, note, caller, phone, attachments } = draft;
  return (
    [placeText, place ?? '', kindText, kind ?? '', note, caller, phone].join('').trim() === '' &&
    attachments.length === 0
  );
}

/** The first field that has to be filled or mended before the call can be saved. */
export function missingIn(draft: Draft): Missing | null {
  if (draft.place === null) return 'place';
  if (draft.kind === null) return 'kind';
  return draft.phone.trim() === '' || PhoneNumber.safeParse(draft.phone).success ? null : 'phone';
}

/** The call as it is sent, or null where something is missing. */
export function requestOf(draft: Draft): IncidentRequest | null {
  const { id, place, kind, severity, note, phone, caller, attachments } = draft;
  if (place === null || kind === null || missingIn(draft) !== null) return null;
  return {
    id,
    kind,
    note: note.trim(),
    ...(isTpsSubject(place) ? { tps: place } : { region: place }),
    ...(phone.trim() === '' ? {} : { phone: phone.trim() }),
    ...(caller.trim() === '' ? {} : { caller: caller.trim() }),
    ...(severity === null ? {} : { severity }),
    ...(attachments.length === 0 ? {} : { attachments: attachments.map(({ sha256 }) => sha256) }),
  };
}

/** A call that came back, to be mended. Its text fields are named anew from what was chosen. */
export function draftOf(request: IncidentRequest, texts: { place: string; kind: string }): Draft {
  return {
    ...emptyDraft(request.id),
    place: request.tps ?? request.region ?? null,
    placeText: texts.place,
    kind: request.kind,
    kindText: texts.kind,
    severity: request.severity ?? null,
    note: request.note,
    caller: request.caller ?? '',
    phone: request.phone ?? '',
    attachments: (request.attachments ?? []).map((sha256) => ({ sha256, name: sha256.slice(0, 8), mediaType: '' })),
  };
}

/** What was typed in this tab and not saved. */
export function readDraft(): Draft | null {
  try {
    const stored: unknown = JSON.parse(globalThis.sessionStorage.getItem(STORED) ?? 'null');
    return isDraft(stored) && !isBlank(stored) ? stored : null;
  } catch {
    return null;
  }
}

export function writeDraft(draft: Draft): void {
  try {
    globalThis.sessionStorage.setItem(STORED, JSON.stringify(draft));
  } catch {
    // Without storage the draft lasts as long as the page.
  }
}

function isDraft(stored: unknown): stored is Draft {
  if (typeof stored !== 'object' || stored === null) return false;
  const draft = stored as Partial<Record<keyof Draft, unknown>>;
  const texts = [draft.id, draft.placeText, draft.kindText, draft.note, draft.caller, draft.phone];
  const isKind = draft.kind === null || INCIDENT_KIND_CODES.some((kind) => kind === draft.kind);
  return texts.every((text) => typeof text === 'string') && isKind && Array.isArray(draft.attachments);
}
