// @ts-check
/**
 * Changes on their way to the server: one after another, in the order in which they were made, each until it has an
 * answer. A change keeps its UUID and its revision from the first try on, so that a lost answer makes no second change.
 * What is queued is plain values in one list: a store that outlives the page could hold it.
 */

/** @import { Answer, Change, Done, Problem, Refused } from './types.js' */

const LONGEST_PAUSE = 30_000;
/** So many errors of the server over one change, one after another: then the change is to blame, not the moment. */
const MOST_BREAKS = 5;

/**
 * What the outbox needs of the page.
 * @typedef {object} Correspondent
 * @property {(change: Change) => Promise<Answer>} send
 * @property {(change: Change) => number} revisionOf the revision that the server has of the change's mark
 * @property {(change: Change, answer: Done) => void} done
 * @property {(change: Change, problem: Problem) => void} refused the change is out of the queue
 * @property {() => void} moved the count or the state may be another
 */

/** @typedef {'idle' | 'sending' | 'unreachable' | 'signed-out'} Sending */

export class Outbox {
  /** @type {Change[]} */
  #queue = [];
  /** @type {Sending} */
  #state = 'idle';
  #tries = 0;
  #breaks = 0;
  #pausedUntil = 0;
  #timer = 0;
  /** @type {Change | null} */
  #underWay = null;
  #correspondent;

  /** @param {Correspondent} correspondent */
  constructor(correspondent) {
    this.#correspondent = correspondent;
  }

  /** How many changes the server has not answered. */
  get count() {
    return this.#queue.length;
  }

  /** @returns {Sending} */
  get state() {
    return this.#state;
  }

  /** The change that was sent and has no answer yet. */
  get underWay() {
    return this.#underWay;
  }

  /**
   * Whether a change of this mark or source has still to be answered.
   * @param {string} subject
   */
  holds(subject) {
    return this.#queue.some((change) => change.subject === subject);
  }

  /**
   * Queues a change. What is typed on in one field is one change, until it is first sent.
   * @param {Change} change
   */
  add(change) {
    const last = this.#queue.at(-1);
    if (last && joins(last, change)) Object.assign(last, { content: change.content, due: change.due });
    else {
      for (const earlier of this.#queue) earlier.due = 0;
      this.#queue.push(change);
    }
    this.#next();
  }

  /** Sends what still waits for more to be typed. */
  flush() {
    for (const change of this.#queue) change.due = 0;
    this.#next();
  }

  /** Tries again at once: the network is back, or the person has signed in. */
  retry() {
    this.#pausedUntil = 0;
    if (this.#state === 'signed-out') this.#state = 'idle';
    this.#next();
  }

  /**
   * Takes out what is queued for a mark: the person will choose what becomes of it. What was sent stays until it has an
   * answer, since the server may have made the change.
   * @param {string} subject
   */
  drop(subject) {
    this.#queue = this.#queue.filter((change) => change.subject !== subject || change.revision !== null);
  }

  /**
   * Rewrites the changes that were not sent yet.
   * @param {(change: Change) => void} rewrite
   */
  rewrite(rewrite) {
    for (const change of this.#queue) if (change.revision === null) rewrite(change);
  }

  #next() {
    clearTimeout(this.#timer);
    const first = this.#queue[0];
    if (!this.#underWay && this.#state !== 'signed-out') {
      const pause = first ? Math.max(first.due, this.#pausedUntil) - Date.now() : 0;
      if (first && pause <= 0) this.#send(first);
      else if (first) this.#timer = setTimeout(() => this.#next(), pause);
    }
    this.#correspondent.moved();
  }

  /** @param {Change} change */
  async #send(change) {
    this.#underWay = change;
    if (this.#state === 'idle') this.#state = 'sending';
    change.revision ??= this.#correspondent.revisionOf(change);
    const answer = await this.#correspondent.send(change);
    this.#underWay = null;
    this.#take(change, answer);
    this.#next();
  }

  /**
   * @param {Change} change
   * @param {Answer} answer
   */
  #take(change, answer) {
    this.#breaks = answer.kind === 'unreachable' && answer.broken ? this.#breaks + 1 : 0;
    if (answer.kind === 'signed-out') this.#state = 'signed-out';
    else if (answer.kind !== 'unreachable') this.#answered(change, answer);
    else if (this.#breaks === MOST_BREAKS) this.#answered(change, BROKEN);
    else this.#pause();
  }

  /**
   * @param {Change} change
   * @param {Done | Refused} answer
   */
  #answered(change, answer) {
    this.#queue = this.#queue.filter((queued) => queued !== change);
    this.#state = 'idle';
    this.#tries = 0;
    this.#breaks = 0;
    this.#pausedUntil = 0;
    if (answer.kind === 'done') this.#correspondent.done(change, answer);
    else this.#correspondent.refused(change, answer.problem);
  }

  #pause() {
    this.#state = 'unreachable';
    const pause = Math.min(LONGEST_PAUSE, 1000 * 2 ** this.#tries);
    this.#tries += 1;
    // Not to the moment: pages that lost the same server should not all come back at once.
    this.#pausedUntil = Date.now() + pause * (0.8 + 0.4 * Math.random());
  }
}

/** @type {Refused} */
const BROKEN = {
  kind: 'refused',
  problem: {
    status: 500,
    code: 'server-error',
    detail: 'The server breaks over this change. Tell an admin; then try again.',
  },
};

/**
 * @param {Change} last
 * @param {Change} change
 */
function joins(last, change) {
  const isSameField = change.typing !== '' && last.typing === change.typing && last.subject === change.subject;
  return isSameField && last.revision === null;
}
