/** Whether a key pressed anywhere leads to the search: `/`, unless somebody is typing. */
export function isSearchKey(event: KeyboardEvent): boolean {
  return event.key === '/' && isPlainKey(event);
}

/** A key that may do something on the page: pressed alone, by nobody who types, chooses in a dialog, or was heard already. */
export function isPlainKey(event: KeyboardEvent): boolean {
  const isAlone = !event.ctrlKey && !event.metaKey && !event.altKey;
  return isAlone && !event.defaultPrevented && !isTyping(event.target) && !isInDialog(event.target);
}

function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role=dialog], [role=alertdialog]') !== null;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));
}
