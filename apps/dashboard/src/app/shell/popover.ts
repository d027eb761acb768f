/** Closes an element's popover. A test's document knows none, and then there is none to close. */
export function hidePopover(element: HTMLElement | undefined): void {
  if (element !== undefined && 'hidePopover' in element) element.hidePopover();
}
