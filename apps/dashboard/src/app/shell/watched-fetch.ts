/**
 * A fetch that tells how many bytes of its body have left: on a poor line a photo takes a minute, and whoever waits wants to see
 * that it moves. The browser's own fetch does not say.
 */
export function watchedFetch(onProgress: (bytes: number) => void): typeof fetch {
  return (input, init = {}) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open(init.method ?? 'GET', typeof input === 'string' || input instanceof URL ? input : input.url);
      new Headers(init.headers).forEach((value, name) => request.setRequestHeader(name, value));
      const fail = (): void => reject(new TypeError('The request did not get through'));
      request.upload.onprogress = ({ loaded }) => onProgress(loaded);
      request.onload = () => resolve(responseOf(request));
      request.onerror = fail;
      request.onabort = fail;
      init.signal?.addEventListener('abort', () => request.abort());
      request.send(init.body as XMLHttpRequestBodyInit);
    });
}

function responseOf(request: XMLHttpRequest): Response {
  const headers = new Headers();
  for (const line of request.getAllResponseHeaders().split('\r\n')) {
    const at = line.indexOf(':');
    if (at > 0) headers.append(line.slice(0, at), line.slice(at + 1).trim());
  }
  return new Response(request.responseText, { status: request.status, headers });
}
