// @ts-check
/** Sending a form with files: how far it is, and an end to it before it is done. */

/**
 * What the server answers: where to go on, or what it refuses, sentences by field ('' for none of them).
 * @typedef {{ address?: string, refused?: Record<string, string[]> }} Answer
 */

export const NO_ANSWER = 'The server did not answer. What you chose and typed is still here: try again once the network is back.';
export const SIGNED_OUT = 'You are signed out. Sign in again in another window, and then send it from here: what you chose and typed is still here.';
export const TOO_OLD = 'The server did not take it. Reload the page, choose the files again and send them.';

export class Sending {
  #request = new XMLHttpRequest();

  /**
   * @param {string} address
   * @param {FormData} form
   * @param {(sent: number, of: number) => void} progress is told how many bytes are sent
   * @returns {Promise<Answer | null>} null where it was stopped
   */
  send(address, form, progress) {
    const request = this.#request;
    request.open('POST', address);
    request.setRequestHeader('Accept', 'application/json');
    request.upload.addEventListener('progress', ({ loaded, total }) => progress(loaded, total));
    return new Promise((resolve) => {
      request.addEventListener('load', () => resolve(answerOf(request)));
      request.addEventListener('error', () => resolve(refused(NO_ANSWER)));
      request.addEventListener('abort', () => resolve(null));
      request.send(form);
    });
  }

  stop() {
    this.#request.abort();
  }
}

/**
 * @param {XMLHttpRequest} request
 * @returns {Answer}
 */
function answerOf(request) {
  // A sign-in page was answered in place of the redirection to it.
  if (new URL(request.responseURL).pathname !== location.pathname) return refused(SIGNED_OUT);
  if (!request.getResponseHeader('Content-Type')?.startsWith('application/json')) return refused(TOO_OLD);
  return JSON.parse(request.responseText);
}

/**
 * @param {string} words
 * @returns {Answer}
 */
const refused = (words) => ({ refused: { '': [words] } });
