// @ts-check
/** Whether all is saved: always in the same place, in words, and never moving anything. */

/** @import { Entry } from './types.js' */
/** @import { Marks } from './marks.js' */
/** @import { Saving } from './saving.js' */

import { counted, part, write } from './dom.js';
import { isUnfinished } from './marks.js';
import { isSignedOut } from './outbox.js';
import { SignIn } from './sign-in.js';

const [FAILS, FAILS_SHORT] = ['The server can’t save', 'Can’t save'];

/** What is saved sooner is not said to be under way. */
const UNREMARKED = 400;

/** @typedef {'saved' | 'saving' | 'offline' | 'stuck' | 'unfinished' | 'refused'} Look */

/** @typedef {{look: Look, words: string, short: string}} Said `short` is for a small screen. */

const CLASSES = {
  saved: 'save-ok',
  saving: '',
  offline: 'save-wait',
  stuck: 'save-wait',
  unfinished: 'save-wait save-unfinished',
  refused: 'save-bad',
};

/** @type {Look[]} */
const LEADS_ON = ['stuck', 'unfinished', 'refused'];

export class SaveState {
  #root;
  #signedOut;
  #unkept;
  #saving;
  #marks;
  /** What is shown now, which may have passed by the time that somebody asks for more. @type {Look} */
  #look = 'saved';
  #timer = 0;

  /**
   * @param {{state: HTMLElement, signedOut: HTMLElement, unkept: HTMLElement, dialog: HTMLDialogElement}} page
   * @param {Saving} saving
   * @param {Marks} marks
   * @param {{look: (mark: string) => void, stuck: () => void, back: () => void}} desk shows why a mark is not saved, or why all
   * wait; takes the focus back
   */
  constructor({ state, signedOut, unkept, dialog }, saving, marks, { look, stuck, back }) {
    this.#root = state;
    this.#signedOut = signedOut;
    this.#unkept = unkept;
    this.#saving = saving;
    this.#marks = marks;
    part(state, 'look').addEventListener('click', () => {
      const [troubled] = marks.troubled();
      if (this.#look === 'stuck') stuck();
      else if (troubled) look(troubled.id);
    });
    const retry = () => {
      back();
      saving.outbox.retry();
    };
    const signIn = new SignIn(dialog, retry);
    part(signedOut, 'sign-in').addEventListener('click', () => signIn.open());
    part(signedOut, 'retry').addEventListener('click', retry);
    saving.listen(() => this.update());
    // What was kept may wait, or be in trouble, from the start.
    this.update();
  }

  update() {
    const said = this.#said();
    const { count, isKept } = this.#saving.outbox;
    this.#root.setAttribute('aria-busy', String(count > 0 || !isKept));
    if (said.look === 'saving') this.#timer ||= setTimeout(() => this.#showNow(), UNREMARKED);
    else this.#showNow();
  }

  #showNow() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#show(this.#said());
  }

  /** @returns {Said} */
  #said() {
    const { count, state, isKept } = this.#saving.outbox;
    const troubled = this.#marks.troubled();
    const where = this.#where;
    // What was said of the changes before stays for the moment, since it holds.
    if (!isKept) return said('saving', 'Saving …');
    if (isSignedOut(state)) return waiting('Signed out', count, where);
    if (state === 'stuck' && count) return waiting(FAILS, count, where, FAILS_SHORT, 'stuck');
    const refused = troubled.filter((entry) => !isUnfinished(entry));
    if (refused.length) return refusedWords(refused);
    if (state === 'failing' && count) return waiting(FAILS, count, where, FAILS_SHORT);
    if (state === 'unreachable' && count) return waiting(navigator.onLine ? 'No answer' : 'Offline', count, where);
    if (troubled.length) return said('unfinished', `${counted(troubled.length, 'mark')} unfinished.`, 'Unfinished.');
    return count ? said('saving', 'Saving …') : said('saved', 'Saved');
  }

  /** @param {Said} said */
  #show({ look, words, short }) {
    this.#look = look;
    this.#root.className = `save needs-script ${CLASSES[look]}`;
    for (const icon of this.#root.querySelectorAll('[data-state]')) {
      if (icon instanceof HTMLElement) icon.hidden = !icon.dataset.state?.split(' ').includes(look);
    }
    write(part(this.#root, 'words'), words);
    write(part(this.#root, 'short'), short);
    this.#unkept.hidden = this.#saving.store.keeps;
    part(this.#root, 'look').hidden = !LEADS_ON.includes(look);
    this.#showSignedOut();
  }

  #showSignedOut() {
    const { count, state } = this.#saving.outbox;
    const who = state === 'other-account' ? 'Somebody else is signed in in this browser.' : 'You are signed out.';
    const changes = count === 1 ? 'Your change waits' : `Your ${count} changes wait`;
    this.#signedOut.hidden = !isSignedOut(state);
    write(part(this.#signedOut, 'words'), `${who} ${changes} in ${this.#where}; sign in again, and nothing is lost.`);
  }

  /** Where changes wait. */
  get #where() {
    return this.#saving.store.keeps ? 'this browser' : 'this page';
  }
}

/**
 * @param {Look} look
 * @param {string} words
 * @param {string} [short]
 * @returns {Said}
 */
const said = (look, words, short = words) => ({ look, words, short });

/**
 * @param {string} why
 * @param {number} count
 * @param {string} where
 * @param {string} [short] why, for a small screen
 * @param {Look} [look]
 */
const waiting = (why, count, where, short = why, look = 'offline') =>
  said(look, `${why} · ${counted(count, 'change')} kept in ${where}`, `${short} · ${count}`);

/** @param {Entry[]} refused */
function refusedWords(refused) {
  const { length } = refused;
  const isConflict = refused.every((entry) => entry.trouble?.kind === 'conflict');
  if (isConflict) return said('refused', `${counted(length, 'mark')} changed elsewhere.`, `${length} changed.`);
  return said('refused', `${counted(length, 'change')} refused.`, `${length} refused.`);
}
