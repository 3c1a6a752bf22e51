// @ts-check
/** The calls to the server, and what their answers mean. Nothing here knows the page. */

/** @import { Answer, Change, Problem, Found } from './types.js' */

import { cookie } from './cookie.js';

/** Browsers let a call outlive its page only up to 64 KiB, counted over all that are under way. */
const OUTLIVES_PAGE = 15_000;
const PATIENCE = 20_000;

/** The API, as far as one review needs it. */
export class Api {
  #user;

  /**
   * @param {string} base the review's address in the API
   * @param {number} user who makes the changes: the server takes them from nobody else
   */
  constructor(base, user) {
    this.base = base;
    this.#user = user;
  }

  /**
   * Sends a change that has its revision. Never throws.
   * @param {Change} change
   * @returns {Promise<Answer>}
   */
  async send(change) {
    const answer = await this.#sendOnce(change);
    const isStale = answer.kind === 'refused' && answer.problem.code === 'csrf';
    return isStale ? this.#sendOnce(change) : answer;
  }

  /**
   * Whether the call for a change, once sent, goes on when its page is left.
   * @param {Change} change
   */
  outlivesPage(change) {
    return (bodyOf(change)?.length ?? 0) < OUTLIVES_PAGE;
  }

  /**
   * Entries of the register whose name holds the words; where none does, those with a name near to them. Throws where the server can't be asked.
   * @param {string} words
   * @param {AbortSignal} signal
   * @returns {Promise<Found>}
   */
  async findSources(words, signal) {
    const address = `${this.base}/sources?${new URLSearchParams({ q: words })}`;
    const response = await fetch(address, { redirect: 'error', signal });
    if (!response.ok) throw new Error(`The register answered ${response.status}.`);
    const { sources, near } = await response.json();
    return { found: sources, near };
  }

  /**
   * @param {Change} change
   * @returns {Promise<Answer>}
   */
  async #sendOnce(change) {
    try {
      return await answerOf(await fetch(...this.#call(change)));
    } catch {
      return { kind: 'unreachable', broken: false };
    }
  }

  /**
   * The token is read at each call, since signing in changes it. A redirect would lead to a page, never to an answer.
   * @param {Change} change
   * @returns {[string, RequestInit]}
   */
  #call(change) {
    return [
      `${this.base}/${addressOf(change)}`,
      {
        method: change.verb === 'withdraw' ? 'DELETE' : 'PUT',
        headers: { 'Content-Type': 'application/json', 'X-CSRFToken': cookie('csrftoken'), 'X-Account': `${this.#user}` },
        body: bodyOf(change),
        redirect: 'error',
        keepalive: this.outlivesPage(change),
        signal: AbortSignal.timeout(PATIENCE),
      },
    ];
  }
}

/** @param {Change} change */
function addressOf({ verb, subject, id, revision }) {
  if (verb === 'propose') return `sources/${subject}`;
  return verb === 'save' ? `marks/${subject}` : `marks/${subject}?change=${id}&revision=${revision}`;
}

/** @param {Change} change */
function bodyOf({ verb, id, revision, content }) {
  if (verb === 'withdraw') return undefined;
  return JSON.stringify(verb === 'propose' ? { change: id, content } : { change: id, revision, content });
}

/**
 * What a reply says about the change. One that is no JSON comes from something between the page and the server.
 * @param {Response} response
 * @returns {Promise<Answer>}
 */
async function answerOf(response) {
  if (response.status >= 500) return { kind: 'unreachable', broken: true };
  if (response.status === 408 || response.status === 429) return { kind: 'unreachable', broken: false };
  const body = await response.json().catch(() => null);
  if (response.status === 401) return { kind: 'signed-out', isOther: body?.code === 'other-account' };
  if (response.ok) return body ? { kind: 'done', ...body } : { kind: 'unreachable', broken: false };
  return { kind: 'refused', problem: body ?? unexplained(response.status) };
}

/**
 * @param {number} status
 * @returns {Problem}
 */
function unexplained(status) {
  const detail = `Something before the server refused this change (status ${status}). Try again.`;
  return { status, code: 'unexplained', detail };
}
