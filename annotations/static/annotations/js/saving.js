// @ts-check
/**
 * Every change saves itself: what the person does is done in the page at once, and sent in order. Nothing is lost: what
 * is refused, or was changed elsewhere meanwhile, stays with its mark until the person has chosen.
 */

/** @import { Change, Content, Done, Entry, MarkState, Problem, SourceContent, SourceState } from './types.js' */
/** @import { Api } from './api.js' */
/** @import { Marks } from './marks.js' */
/** @import { Sources } from './sources.js' */

import { withSource } from './claims.js';
import { Outbox } from './outbox.js';
import { newUuid } from './uuid.js';
import { same } from './values.js';

/** So long nothing must be typed before what was typed is sent. */
const TYPING_PAUSE = 600;

export class Saving {
  #marks;
  #sources;
  /** @type {(() => void)[]} */
  #listeners = [];

  /**
   * @param {Api} api
   * @param {Marks} marks
   * @param {Sources} sources
   */
  constructor(api, marks, sources) {
    this.#marks = marks;
    this.#sources = sources;
    this.outbox = new Outbox({
      send: (change) => api.send(change),
      revisionOf: (change) => marks.get(change.subject)?.saved?.revision ?? 0,
      done: (change, answer) => this.#done(answer),
      refused: (change, problem) => this.#refused(change, problem),
      moved: () => this.#tell(),
    });
  }

  /** @param {() => void} listener is called whenever the save state may be another */
  listen(listener) {
    this.#listeners.push(listener);
  }

  /** Whether leaving the page could lose something. One change under way outlives it. */
  get isUnsafe() {
    const { count, state } = this.outbox;
    return count > 1 || (count > 0 && state !== 'sending') || this.#marks.troubled().length > 0;
  }

  /**
   * Makes a mark, changes it, or brings it back.
   * @param {string} mark UUID
   * @param {Content} content
   * @param {string} [typing] the field that is being typed into
   */
  save(mark, content, typing = '') {
    this.#marks.put(mark, content);
    if (this.#marks.get(mark)?.trouble?.kind !== 'conflict') this.#send('save', mark, { content, typing });
  }

  /** @param {string} mark UUID */
  withdraw(mark) {
    const entry = this.#marks.get(mark);
    if (!entry) return;
    if (entry.trouble) this.outbox.drop(mark);
    if (entry.trouble?.kind === 'conflict') this.#marks.acknowledge(entry.trouble.there);
    if (!entry.saved && !this.outbox.holds(mark)) return this.#marks.forget(mark);
    this.#marks.setTrouble(mark, null);
    this.#marks.withdraw(mark);
    this.#send('withdraw', mark);
  }

  /**
   * Adds an entry to the register; the claim can name it at once.
   * @param {SourceContent} content
   * @param {string} mark UUID of the claim
   * @returns {string} the entry's UUID
   */
  propose(content, mark) {
    const source = newUuid();
    const { name, kind, affiliation, only_here } = content;
    this.#sources.add({ id: source, names: [name], kind, affiliation, only_here, admission: 'proposed' });
    this.#send('propose', source, { content, mark });
    return source;
  }

  /**
   * What stands here is sent again: after a refusal, or over what was changed elsewhere.
   * @param {string} mark UUID
   */
  keepMine(mark) {
    const entry = this.#marks.get(mark);
    if (!entry?.trouble) return;
    if (entry.trouble.kind === 'conflict') this.#marks.acknowledge(entry.trouble.there);
    this.#marks.setTrouble(mark, null);
    this.#send(entry.withdrawn ? 'withdraw' : 'save', mark, { content: entry.withdrawn ? null : entry.content });
  }

  /**
   * What the server has stands here too; what was changed here is given up.
   * @param {string} mark UUID
   */
  takeTheirs(mark) {
    const entry = this.#marks.get(mark);
    if (!entry?.trouble) return;
    this.outbox.drop(mark);
    const there = entry.trouble.kind === 'conflict' ? entry.trouble.there : entry.saved;
    if (there) this.#marks.adopt(there);
    else this.#marks.forget(mark);
    this.#tell();
  }

  /**
   * @param {Change['verb']} verb
   * @param {string} subject
   * @param {{content?: Change['content'], typing?: string, mark?: string}} [more]
   */
  #send(verb, subject, { content = null, typing = '', mark = subject } = {}) {
    const due = typing ? Date.now() + TYPING_PAUSE : 0;
    this.outbox.add({ id: newUuid(), verb, subject, mark, content, typing, due, revision: null });
  }

  /** @param {Done} answer */
  #done({ mark, source }) {
    if (mark) this.#marks.acknowledge(mark);
    if (source) this.#sources.add(source);
  }

  /**
   * @param {Change} change
   * @param {Problem} problem
   */
  #refused(change, problem) {
    if (problem.code === 'name-taken') return this.#nameInstead(change, problem.current);
    if (problem.code === 'older-revision') return this.#changedElsewhere(change, problem.current);
    const entry = this.#marks.get(change.mark);
    if (change.verb === 'withdraw' && entry) this.#marks.put(entry.id, entry.content);
    this.#marks.setTrouble(change.mark, { kind: 'refused', words: problem.detail });
  }

  /**
   * The register has an entry of that name: the claims name it in place of the one that was to be added.
   * @param {Change} change
   * @param {SourceState} current
   */
  #nameInstead(change, current) {
    this.#sources.add(current);
    const swap = (/** @type {Content} */ content) => withSource(content, change.subject, current.id);
    this.outbox.rewrite((queued) => {
      if (queued.verb === 'save') queued.content = swap(/** @type {Content} */ (queued.content));
    });
    this.#marks.rewrite(swap);
    this.#sources.remove(change.subject);
  }

  /**
   * @param {Change} change
   * @param {MarkState} there
   */
  #changedElsewhere(change, there) {
    const entry = this.#marks.get(change.mark);
    this.outbox.drop(change.mark);
    if (entry && saysTheSame(entry, there)) this.#marks.acknowledge(there);
    else this.#marks.setTrouble(change.mark, { kind: 'conflict', there });
  }

  #tell() {
    for (const listener of this.#listeners) listener();
  }
}

/**
 * @param {Entry} entry
 * @param {MarkState} there
 */
function saysTheSame(entry, there) {
  return entry.withdrawn === (there.withdrawn !== null) && same(entry.content, there.content);
}
