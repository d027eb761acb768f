/** A custom property's colour as the browser resolves it, which chart.js cannot do by itself. */
export function resolvedColor(element: HTMLElement, property: string): string {
  const { color: before, transition } = element.style;
  // Under reduced motion the theme gives every element a tiny transition, and the colour before it would be read.
  element.style.transition = 'none';
  element.style.color = `var(${property})`;
  const { color } = getComputedStyle(element);
  element.style.color = before;
  element.style.transition = transition;
  return color;
}
