import { portalEn } from './portal-en';
import { portalId } from './portal-id';

/** What the public portal says. */
export const portalMessages = { id: portalId, en: portalEn };
