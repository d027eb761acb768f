/** Observes nothing: a test's document has no sizes. */
class BlindObserver {
  readonly targets: Element[] = [];

  observe(target: Element): void {
    this.targets.push(target);
  }

  disconnect(): void {
    this.targets.length = 0;
  }
}

/** Gives a test's document the browser's parts that it lacks and a page with a mosaik asks for; its canvases stay blank. */
export function furnishBrowser(): void {
  HTMLCanvasElement.prototype.getContext = (): null => null;
  Object.defineProperty(window, 'ResizeObserver', { value: BlindObserver, configurable: true });
  Object.defineProperty(document, 'fonts', { value: { ready: Promise.resolve() }, configurable: true });
}
