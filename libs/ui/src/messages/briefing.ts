import { briefingEn } from './briefing-en';
import { briefingId } from './briefing-id';

/** What commissioners carry to the doorstop, and the releases that are made of it. */
export const briefingMessages = { id: briefingId, en: briefingEn };
