import { queryIn } from './queue-address';
import type { QueueQuery } from '../shell/incident-criteria';

/** A question to the queue under a name of one's own. */
export interface SavedView {
  readonly name: string;
  readonly query: QueueQuery;
}

const STORED = 'posko.queue.views';
const MOST_VIEWS = 30;
const NAME_LENGTH = 60;

/** The views saved in this browser, by name. */
export function readViews(): SavedView[] {
  try {
    const stored: unknown = JSON.parse(globalThis.localStorage.getItem(STORED) ?? '[]');
    return Array.isArray(stored) ? stored.flatMap(viewIn) : [];
  } catch {
    return [];
  }
}

/** Saves a view under a name, in place of one of the same name; the views as they are then. */
export function saveView(views: readonly SavedView[], view: SavedView): SavedView[] {
  const name = view.name.trim().slice(0, NAME_LENGTH);
  if (name === '') return [...views];
  const others = views.filter((other) => other.name !== name);
  return write([...others, { ...view, name }].slice(-MOST_VIEWS).sort((a, b) => a.name.localeCompare(b.name, 'id')));
}

export function removeView(views: readonly SavedView[], name: string): SavedView[] {
  return write(views.filter((view) => view.name !== name));
}

function write(views: SavedView[]): SavedView[] {
  try {
    globalThis.localStorage.setItem(STORED, JSON.stringify(views));
  } catch {
    // A private window without storage: they hold until the page is left.
  }
  return views;
}

/** Whatever stands there, what comes out is a question that can be asked. */
function viewIn(stored: unknown): SavedView[] {
  if (typeof stored !== 'object' || stored === null || !('name' in stored) || !('query' in stored)) return [];
  const { name, query } = stored;
  if (typeof name !== 'string' || typeof query !== 'object' || query === null) return [];
  const params = Object.fromEntries(Object.entries(query).map(([key, value]) => [key, String(value)]));
  return [{ name, query: queryIn(params) }];
}
