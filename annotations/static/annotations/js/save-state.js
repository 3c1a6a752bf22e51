// @ts-check
/** Whether all is saved: always in the same place, in words, and never moving anything. */

/** @import { Entry } from './types.js' */
/** @import { Marks } from './marks.js' */
/** @import { Saving } from './saving.js' */

import { counted, part } from './dom.js';
import { isUnfinished } from './marks.js';

/** What is saved sooner is not said to be under way. */
const UNREMARKED = 400;

/** @typedef {'saved' | 'saving' | 'offline' | 'unfinished' | 'refused'} Look */

/** @typedef {{look: Look, words: string, short: string}} Said `short` is for a small screen. */

const CLASSES = { saved: 'save-ok', saving: '', offline: 'save-wait', unfinished: 'save-wait save-unfinished', refused: 'save-bad' };

export class SaveState {
  #root;
  #signedOut;
  #saving;
  #marks;
  #timer = 0;

  /**
   * @param {{state: HTMLElement, signedOut: HTMLElement}} page
   * @param {Saving} saving
   * @param {Marks} marks
   * @param {{look: (mark: string) => void, back: () => void}} desk shows why a mark is not saved; takes the focus back
   */
  constructor({ state, signedOut }, saving, marks, { look, back }) {
    this.#root = state;
    this.#signedOut = signedOut;
    this.#saving = saving;
    this.#marks = marks;
    part(state, 'look').addEventListener('click', () => look(marks.troubled()[0].id));
    part(signedOut, 'retry').addEventListener('click', () => {
      back();
      saving.outbox.retry();
    });
    saving.listen(() => this.update());
  }

  update() {
    const said = this.#said();
    this.#root.setAttribute('aria-busy', String(this.#saving.outbox.count > 0));
    clearTimeout(this.#timer);
    if (said.look === 'saving') this.#timer = setTimeout(() => this.#show(said), UNREMARKED);
    else this.#show(said);
  }

  /** @returns {Said} */
  #said() {
    const { count, state } = this.#saving.outbox;
    const troubled = this.#marks.troubled();
    if (state === 'signed-out') return waiting('Signed out', count);
    const refused = troubled.filter((entry) => !isUnfinished(entry));
    if (refused.length) return refusedWords(refused);
    if (state === 'unreachable') return waiting(navigator.onLine ? 'No answer' : 'Offline', count);
    if (troubled.length) return said('unfinished', `${counted(troubled.length, 'mark')} unfinished.`, 'Unfinished.');
    return count ? said('saving', 'Saving …') : said('saved', 'Saved');
  }

  /** @param {Said} said */
  #show({ look, words, short }) {
    this.#root.className = `save needs-script ${CLASSES[look]}`;
    for (const icon of this.#root.querySelectorAll('[data-state]')) {
      if (icon instanceof HTMLElement) icon.hidden = !icon.dataset.state?.split(' ').includes(look);
    }
    part(this.#root, 'words').textContent = words;
    part(this.#root, 'short').textContent = short;
    part(this.#root, 'look').hidden = look !== 'refused' && look !== 'unfinished';
    this.#showSignedOut();
  }

  #showSignedOut() {
    const { count, state } = this.#saving.outbox;
    const changes = count === 1 ? 'Your change waits' : `Your ${count} changes wait`;
    this.#signedOut.hidden = state !== 'signed-out';
    part(this.#signedOut, 'words').textContent = `You are signed out. Sign in again in another tab. ${changes} here.`;
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
 */
const waiting = (why, count) =>
  said('offline', `${why} · ${counted(count, 'change')} kept in this page`, `${why} · ${count}`);

/** @param {Entry[]} refused */
function refusedWords(refused) {
  const { length } = refused;
  const isConflict = refused.every((entry) => entry.trouble?.kind === 'conflict');
  if (isConflict) return said('refused', `${counted(length, 'mark')} changed elsewhere.`, `${length} changed.`);
  return said('refused', `${counted(length, 'change')} refused.`, `${length} refused.`);
}
