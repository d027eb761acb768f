/** A media query, or null where the surroundings know none (a test's document). */
export function mediaQuery(view: Window | null, query: string): MediaQueryList | null {
  return view !== null && 'matchMedia' in view ? view.matchMedia(query) : null;
}
