// @ts-check
/**
 * Changes on their way to the server: one after another, in the order in which they were made, each until it has an
 * answer. A change is kept in the store before it is sent, with its UUID and the revision it is based on, so that neither
 * a lost answer nor a page that ended makes a second change of it.
 */

/** @import { Answer, Change, Content, Done, Move, Problem, Refused } from './types.js' */
/** @import { Store } from './store.js' */

import * as queue from './queue.js';
import { newUuid } from './uuid.js';
import { same } from './values.js';

const LONGEST_PAUSE = 30_000;
/** So often the server may break over the first change, one time after another, before another change is tried. */
const MOST_BREAKS = 5;

/**
 * What the outbox needs of the page.
 * @typedef {object} Correspondent
 * @property {(change: Change) => Promise<Answer>} send
 * @property {(change: Change, answer: Done) => void} done
 * @property {(change: Change, problem: Problem) => void} refused the change is out of the queue
 * @property {() => void} moved the count or the state may be another
 * @property {(what: 'retry' | 'set-aside') => void} urge what the window that sends is to do
 * @property {() => void} kept the store has another queue, by a move of this window
 */

/**
 * How sending goes. The server fails at whatever it is to save; stuck: it has failed so often that the person may choose to
 * set the first change aside, since the page cannot tell whether the server or the change is to blame.
 * @typedef {'idle' | 'sending' | 'unreachable' | 'failing' | 'stuck' | 'signed-out' | 'other-account'} Sending
 */

/**
 * Over which change the server breaks. Either may be the cause: the server where it can save nothing at all, the change
 * where others are made meanwhile.
 * @typedef {object} Suspect
 * @property {string} id the change's UUID, '' for none
 * @property {number} breaks how often, one time after another
 * @property {string[]} others UUIDs of the changes that were tried in its place, and fared no better
 */

export class Outbox {
  /** What the store has. @type {Change[]} */
  #stored = [];
  /** What it does not have yet. @type {Move[]} */
  #moves = [];
  /** The two together: what waits. @type {Change[]} */
  #queue = [];
  /** @type {Sending} */
  #state = 'idle';
  /** @type {Promise<void> | null} */
  #storing = null;
  #leads = false;
  #tries = 0;
  #suspect = NOBODY;
  /** Whether it made another one while it broke over the first: then it is not the server that is to blame. */
  #savesOthers = false;
  #pausedUntil = 0;
  #timer = 0;
  /** @type {Change | null} */
  #underWay = null;
  /** Fulfilled once it has its answer. */
  #answering = Promise.resolve();
  /** The newest revisions that answers gave to changes of this page's life, by mark. @type {Map<string, number>} */
  #answered = new Map();
  #store;
  #correspondent;

  /**
   * @param {Store} store
   * @param {Correspondent} correspondent
   */
  constructor(store, correspondent) {
    this.#store = store;
    this.#correspondent = correspondent;
  }

  /** How many changes the server has not answered. */
  get count() {
    return this.#queue.length;
  }

  /** Whether all that waits is in the store by now. */
  get isKept() {
    return this.#moves.every((move) => move === AS_IT_IS);
  }

  /** What waits, in order. */
  get changes() {
    return this.#queue;
  }

  /** @returns {Sending} */
  get state() {
    return this.#state;
  }

  /** Whether this window is the one that sends. */
  get leads() {
    return this.#leads;
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

  /** Reads the queue anew from the store. */
  read() {
    return this.#move(AS_IT_IS);
  }

  /** From now on this window is the one that sends. */
  async lead() {
    await this.read();
    [this.#leads, this.#state] = [true, 'idle'];
    this.#next();
  }

  /** Another window sends from now on. */
  yield() {
    this.#leads = false;
  }

  /**
   * How sending goes in the window that does it.
   * @param {Sending} state
   */
  follow(state) {
    if (this.#leads || this.#state === state) return;
    this.#state = state;
    this.#correspondent.moved();
  }

  /** @param {Change} change */
  add(change) {
    this.#move(queue.append(change));
  }

  /** Sends what still waits for more to be typed. */
  flush() {
    if (this.#queue.some(({ due }) => due)) this.#move(queue.hurry);
  }

  /** The page is being left: sends what can be sent without waiting for the store. */
  leave() {
    this.flush();
    this.#next(true);
  }

  /** Tries again at once: the network is back, or the person has signed in. */
  retry() {
    if (!this.#leads) return this.#correspondent.urge('retry');
    this.#pausedUntil = 0;
    if (isSignedOut(this.#state)) this.#state = 'idle';
    return this.#next();
  }

  /**
   * Gives up the change that all wait for, as one that was refused: it stays with its mark. What was changed of that mark
   * since stays there too; sent again, it goes as one change.
   */
  async setAside() {
    if (!this.#leads) return this.#correspondent.urge('set-aside');
    // The server may just be making it.
    await this.#answering;
    const [first] = this.#queue;
    if (!first || this.#state !== 'stuck') return;
    this.drop(first.subject);
    this.#settle(first, BROKEN);
  }

  /** @param {string} subject UUID of a mark whose changes, as far as they were not sent, are not to be made */
  drop(subject) {
    if (this.holds(subject)) this.#move(queue.drop(subject));
  }

  /** @param {(content: Content) => Content} swap gives what the changes that were not sent yet are to say */
  rewrite(swap) {
    this.#move(queue.rewrite(swap));
  }

  /**
   * Makes a move here at once, and then in the store, where another window may have made its own before.
   * @param {Move} move
   * @returns {Promise<void>} fulfilled when nothing is on its way into the store any more
   */
  #move(move) {
    this.#moves.push(move);
    this.#queue = move(this.#queue);
    this.#correspondent.moved();
    this.#storing ??= this.#storeAll();
    return this.#storing;
  }

  /** What comes while the store is at work goes into it together: so it never falls far behind a hasty person. */
  async #storeAll() {
    try {
      while (this.#moves.length) await this.#storeSome();
    } finally {
      this.#storing = null;
    }
  }

  async #storeSome() {
    const moves = [...this.#moves];
    this.#stored = await this.#store.move((stored) => all(moves, stored));
    this.#moves.splice(0, moves.length);
    this.#queue = all(this.#moves, this.#stored);
    if (moves.some((move) => move !== AS_IT_IS)) this.#correspondent.kept();
    this.#next();
  }

  /** @param {boolean} [isLeaving] */
  #next(isLeaving = false) {
    clearTimeout(this.#timer);
    const next = this.#turn;
    if (next && this.#leads && !this.#underWay && !isSignedOut(this.#state)) {
      const isKept = isLeaving || this.#isKept(next);
      const due = this.#queue.length > 1 ? 0 : next.due;
      const pause = Math.max(due, this.#pausedUntil) - Date.now();
      if (isKept && pause <= 0) this.#answering = this.#send(next);
      else if (isKept) this.#timer = setTimeout(() => this.#next(), pause);
    }
    this.#correspondent.moved();
  }

  /**
   * Whether the store has the change as it is, and knows of every answer to those before it. What was typed on in it here may
   * become a change of its own there, behind one of another window.
   * @param {Change} change
   */
  #isKept({ id, content }) {
    const [first] = this.#queue;
    return this.#stored[0]?.id === first.id && this.#stored.some((stored) => stored.id === id && same(stored.content, content));
  }

  /** The first change; where the server broke over it too often, another one that shows whether it can save at all. */
  get #turn() {
    const [first] = this.#queue;
    const { id, breaks, others } = this.#suspect;
    const isOthersTurn = first?.id === id && breaks >= MOST_BREAKS;
    return (isOthersTurn && queue.independent(this.#queue, others)) || first;
  }

  /** @param {Change} change */
  async #send(change) {
    const revision = Math.max(change.revision ?? 0, this.#answered.get(change.subject) ?? 0);
    const sent = { ...change, revision };
    this.#underWay = sent;
    if (this.#state === 'idle') this.#state = 'sending';
    if (!change.isSent) this.#move(queue.send(sent, newUuid()));
    const answer = await this.#correspondent.send(sent);
    this.#underWay = null;
    this.#take(sent, answer);
    this.#next();
  }

  /**
   * @param {Change} change
   * @param {Answer} answer
   */
  #take(change, answer) {
    const isAnswered = answer.kind === 'done' || answer.kind === 'refused';
    // Another window sends by now, and will see for itself.
    if (!isAnswered && !this.#leads) return;
    if (answer.kind === 'unreachable' && answer.broken) return this.#break(change);
    if (answer.kind === 'done' || answer.kind === 'refused') return this.#settle(change, answer);
    [this.#suspect, this.#savesOthers] = [NOBODY, false];
    if (answer.kind === 'unreachable') this.#pause('unreachable');
    else this.#state = answer.isOther ? 'other-account' : 'signed-out';
  }

  /**
   * The server broke over a change. While it makes no other one either, it is not the change that is to blame: all wait.
   * Where it does, the first is set aside once it broke as often again, and so are those behind it over which it breaks too.
   * @param {Change} change
   */
  #break(change) {
    const { id } = change;
    const { breaks, others } = this.#suspect;
    const isKnown = this.#suspect.id === id;
    const isLeft = queue.independent(this.#queue, others) !== undefined;
    if (isKnown && this.#savesOthers && breaks + 1 === MOST_BREAKS) return this.#settle(change, BROKEN);
    // Once all others were tried they are tried anew: the server may be well by then.
    const tried = isLeft ? others : [];
    if (isKnown) this.#suspect = { ...this.#suspect, breaks: breaks + 1, others: tried };
    else if (this.#queue[0]?.id === id) this.#suspect = { ...NOBODY, id, breaks: 1 };
    // The first has its turn again.
    else this.#suspect = { ...this.#suspect, breaks: MOST_BREAKS - 1, others: [...others, id] };
    const isStuck = this.#state === 'stuck' || (isKnown && breaks + 1 >= MOST_BREAKS && !isLeft);
    this.#pause(isStuck ? 'stuck' : 'failing');
  }

  /**
   * @param {Change} change as it was sent
   * @param {Done | Refused} answer
   */
  #settle(change, answer) {
    const revision = (answer.kind === 'done' && answer.mark?.revision) || (change.revision ?? 0);
    this.#answered.set(change.subject, revision);
    [this.#state, this.#tries, this.#pausedUntil] = ['idle', 0, 0];
    this.#judge(change, answer);
    this.#move(queue.settle(change, revision));
    if (answer.kind === 'done') this.#correspondent.done(change, answer);
    else this.#correspondent.refused(change, answer.problem);
  }

  /**
   * What an answer tells of the suspect. That others are saved holds for those behind it that fare alike, and no longer than
   * the trouble does.
   * @param {Change} change
   * @param {Done | Refused} answer
   */
  #judge({ id }, { kind }) {
    const isSuspect = id === this.#suspect.id;
    if (kind === 'done') this.#savesOthers = this.#suspect.id !== '' && !isSuspect;
    if (this.#queue.length === 1) this.#savesOthers = false;
    if (isSuspect) this.#suspect = NOBODY;
    else if (this.#savesOthers) this.#suspect = { ...this.#suspect, breaks: 0 };
  }

  /** @param {'unreachable' | 'failing' | 'stuck'} state */
  #pause(state) {
    this.#state = state;
    const pause = Math.min(LONGEST_PAUSE, 1000 * 2 ** this.#tries);
    this.#tries += 1;
    // Not to the moment: pages that lost the same server should not all come back at once.
    this.#pausedUntil = Date.now() + pause * (0.8 + 0.4 * Math.random());
  }
}

/** @type {Move} */
const AS_IT_IS = (queue) => queue;

/**
 * @param {Move[]} moves
 * @param {Change[]} changes
 */
const all = (moves, changes) => moves.reduce((queue, move) => move(queue), changes);

/** @type {Suspect} */
const NOBODY = { id: '', breaks: 0, others: [] };

/** @param {Sending} state */
export const isSignedOut = (state) => state === 'signed-out' || state === 'other-account';

/** @type {Refused} */
const BROKEN = {
  kind: 'refused',
  problem: {
    status: 500,
    code: 'server-error',
    detail: 'The server breaks over this change. Tell an admin; then try again.',
  },
};
