// The server. An upload goes by XMLHttpRequest, since fetch does not tell how far it is.

const MOST_TRIES = 6;
const LONGEST_WAIT = 15;

/** A request that failed, in words for people. */
export class Problem extends Error {
  constructor(status, code, detail, retryAfter = null) {
    super(detail);
    Object.assign(this, { status, code, retryAfter });
  }

  get title() {
    return TITLES[this.code] ?? 'That did not work';
  }

  // Whether the same file may pass later.
  get mayPass() {
    return this.status === 0 || this.status === 429 || this.status === 408 || this.status >= 500;
  }
}

const TITLES = {
  'too-large': 'Too large',
  'too-long': 'Too long',
  'not-audio': 'Not a song',
  'needs-ffmpeg': 'Not readable here',
  empty: 'Empty file',
  unusable: 'Not usable',
  busy: 'Too busy',
  starting: 'Still starting',
  'too-slow': 'Took too long',
  'slow-upload': 'Took too long',
  'too-many-requests': 'A little slower, please',
  offline: 'No connection',
};

export async function about() {
  for (let left = MOST_TRIES; ; left--) {
    const response = await fetch('about');
    if (response.ok) return response.json();
    if (left === 0) throw new Error(`The server answered ${response.status}.`);
    await pause(1, null);
  }
}

/**
 * Sends a song, and again where the server asks to wait a little.
 * @param {string} path where to, e.g. "classify?spectrogram=true"
 * @param {File} file the song
 * @param {AbortSignal} signal stops it
 * @param {{onProgress?: (share: number) => void, onWait?: (seconds: number) => void}} told how far it is
 */
export async function send(path, file, signal, { onProgress, onWait } = {}) {
  for (let tries = 1; ; tries++) {
    try {
      return await sendOnce(path, file, signal, onProgress);
    } catch (error) {
      const wait = error instanceof Problem ? error.retryAfter : null;
      if (wait === null || wait > LONGEST_WAIT || tries === MOST_TRIES) throw error;
      for (let left = wait; left > 0; left--) {
        onWait?.(left);
        await pause(1, signal);
      }
    }
  }
}

function pause(seconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, 1000 * seconds);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new DOMException('Stopped', 'AbortError'));
    });
  });
}

function sendOnce(path, file, signal, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    signal.addEventListener('abort', stop);
    request.open('POST', path);
    request.responseType = 'text';
    request.upload.onprogress = (e) => e.lengthComputable && onProgress?.(e.loaded / e.total);
    request.upload.onload = () => onProgress?.(1);
    request.onabort = () => reject(new DOMException('Stopped', 'AbortError'));
    request.onerror = () => reject(new Problem(0, 'offline', 'The server cannot be reached. Is it running?'));
    request.onloadend = () => signal.removeEventListener('abort', stop);
    request.onload = () => {
      try {
        const body = JSON.parse(request.responseText);
        if (request.status === 200) resolve(body);
        else reject(new Problem(request.status, body.code, body.detail ?? body.title, retryAfter(request)));
      } catch {
        reject(new Problem(request.status, 'error', `The server answered ${request.status} and nothing that can be read.`));
      }
    };
    const form = new FormData();
    form.append('file', file, file.name);
    request.send(form);
  });
}

function retryAfter(request) {
  const seconds = parseInt(request.getResponseHeader('Retry-After') ?? '', 10);
  return Number.isFinite(seconds) ? seconds : null;
}
