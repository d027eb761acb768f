/** Gives a test's document the browser's parts that it lacks and a page with a mosaik asks for; its canvases stay blank. */
export function furnishBrowser(): void {
  jest.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);
  const observer = class {
    readonly observe = jest.fn();
    readonly disconnect = jest.fn();
  };
  Object.defineProperty(window, 'ResizeObserver', { value: observer, configurable: true });
  Object.defineProperty(document, 'fonts', { value: { ready: Promise.resolve() }, configurable: true });
}
