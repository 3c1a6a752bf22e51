// @ts-check
/**
 * Every change saves itself: what the person does is done in the page at once, kept in the browser, and sent in order.
 * Nothing is lost: what is refused, or was changed elsewhere meanwhile, stays with its mark until the person has chosen.
 */

/** @import { Change, Content, Side, SourceContent, SourceState, Step } from './types.js' */
/** @import { Api } from './api.js' */
/** @import { Marks } from './marks.js' */
/** @import { Sources } from './sources.js' */
/** @import { Store } from './store.js' */

import { Answers } from './answers.js';
import { sourcesOf } from './claims.js';
import { withClaims } from './contradictions.js';
import { History } from './history.js';
import { Outbox } from './outbox.js';
import { lackOf } from './unfinished.js';
import { newUuid } from './uuid.js';
import { same } from './values.js';

/** So long nothing must be typed before what was typed is sent. */
const TYPING_PAUSE = 600;

export class Saving {
  #api;
  #marks;
  #sources;
  /** @type {(() => void)[]} */
  #listeners = [];

  /**
   * @param {Api} api
   * @param {Marks} marks
   * @param {Sources} sources
   * @param {Store} store
   */
  constructor(api, marks, sources, store) {
    this.#api = api;
    this.#marks = marks;
    this.#sources = sources;
    this.store = store;
    this.history = new History();
    this.outbox = new Outbox(store, {
      send: (change) => api.send(change),
      done: (change, answer) => answers.done(answer),
      refused: (change, problem) => answers.refused(change, problem),
      moved: () => this.tell(),
      kept: () => this.onKept(),
      urge: (what) => this.onUrge(what),
    });
    const answers = new Answers(marks, sources, this);
  }

  /** Whether the page is being left for another one of the same review. */
  isStaying = false;
  /** Called when the store has another queue, by what was done in this window. */
  onKept = () => {};
  /** Called with what the window that sends is to do. @type {(what: 'retry' | 'set-aside') => void} */
  onUrge = () => {};

  /** @param {() => void} listener is called whenever the save state may be another */
  listen(listener) {
    this.#listeners.push(listener);
  }

  /** Whether leaving the page could lose something. One change under way outlives it, unless it is long. */
  get isUnsafe() {
    const { count, state, underWay } = this.outbox;
    const outlives = count === 1 && state === 'sending' && underWay && navigator.onLine && this.#api.outlivesPage(underWay);
    return (count > 0 && !outlives) || this.#marks.troubled().length > 0;
  }

  /**
   * Makes a mark, changes it, or brings it back. What it says already is no change.
   * @param {string} mark UUID
   * @param {Content} content
   * @param {string} [typing] the field that is being typed into
   */
  save(mark, content, typing = '') {
    const before = this.contentOf(mark);
    if (before && same(before, content)) return;
    this.history.record({ mark, before, after: content, typing });
    this.#put(mark, content, typing);
  }

  /** @param {string} mark UUID */
  withdraw(mark) {
    this.history.record({ mark, before: this.contentOf(mark), after: null, typing: '' });
    this.#takeOut(mark);
  }

  /**
   * Takes the last step back, as a change of its own.
   * @returns {Step | null} the step, null where there is none
   */
  undo() {
    const step = this.history.undo();
    if (step) this.#make(step.mark, step.before);
    return step;
  }

  /**
   * Makes the step again that was last taken back, as a change of its own.
   * @returns {Step | null} the step, null where there is none
   */
  redo() {
    const step = this.history.redo();
    if (step) this.#make(step.mark, step.after);
    return step;
  }

  /** The person turns to another field: what was typed is sent, and is one step. */
  pause() {
    this.history.pause();
    this.outbox.flush();
  }

  /**
   * @param {string} mark UUID
   * @param {Content | null} content null: the mark is not to be
   */
  #make(mark, content) {
    if (content) this.#put(mark, content);
    else this.#takeOut(mark);
    this.tell();
  }

  /**
   * What was refused goes with the change, and is no trouble until it is answered: so a mark in trouble has nothing under
   * way, and the ways on that its card offers are safe. What lacks something waits here until it is whole.
   * @param {string} mark UUID
   * @param {Content} said
   * @param {string} [typing]
   */
  #put(mark, said, typing = '') {
    const content = withClaims(said, (side) => this.#standsAt(side) || this.#isNamedBy(mark, side));
    this.#marks.put(mark, content);
    const trouble = this.#marks.get(mark)?.trouble;
    const lack = lackOf(content);
    if (trouble?.kind === 'conflict') return this.tell();
    if (lack) return this.#keep(mark, lack);
    if (trouble) this.#marks.setTrouble(mark, null);
    this.#sendSave(mark, content, typing);
  }

  /**
   * Whether the claim that a side names stands there, and the server has it or will have it before. Claims in other articles
   * are not in this page; the server answers for them.
   * @param {Side} side
   */
  #standsAt({ claim, span }) {
    const entry = claim ? this.#marks.get(claim) : undefined;
    if (!entry) return true;
    const isSent = entry.saved !== null || this.outbox.holds(entry.id);
    return isSent && !entry.withdrawn && entry.content.kind === 'claim' && same(entry.content.span, span);
  }

  /**
   * Whether the mark has this very side as it was saved, and in what is still to be sent: the server takes it again, though
   * its claim was withdrawn since. So undo brings it back.
   * @param {string} mark UUID
   * @param {Side} side
   */
  #isNamedBy(mark, side) {
    const entry = this.#marks.get(mark);
    const contents = [entry?.saved?.content, this.outbox.holds(mark) ? entry?.content : entry?.saved?.content];
    return contents.every((content) => content?.kind === 'contradiction' && content.sides.some((one) => same(one, side)));
  }

  /**
   * @param {string} mark UUID of a mark that can't be sent as it is
   * @param {string} words what it lacks
   */
  #keep(mark, words) {
    this.outbox.drop(mark);
    const trouble = this.#marks.get(mark)?.trouble;
    if (trouble?.kind !== 'unfinished' || trouble.words !== words) this.#marks.setTrouble(mark, { kind: 'unfinished', words });
    this.tell();
  }

  /** @param {string} mark UUID */
  #takeOut(mark) {
    const entry = this.#marks.get(mark);
    if (!entry) return;
    if (entry.trouble?.kind === 'conflict') this.#marks.acknowledge(entry.trouble.there);
    if (!entry.saved && !this.outbox.holds(mark)) return this.forget(mark);
    this.#marks.setTrouble(mark, null);
    this.#marks.withdraw(mark);
    this.#send('withdraw', mark);
  }

  /**
   * What a mark says, null where it does not stand.
   * @param {string} mark UUID
   */
  contentOf(mark) {
    const entry = this.#marks.get(mark);
    return entry && !entry.withdrawn ? entry.content : null;
  }

  /**
   * Adds an entry to the register; the claim can name it at once.
   * @param {SourceContent} content
   * @returns {string} the entry's UUID
   */
  propose(content) {
    const source = newUuid();
    this.#propose(proposed(source, content));
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
    if (entry.withdrawn) this.#send('withdraw', mark);
    else this.#put(mark, entry.content);
  }

  /**
   * What the server has stands here too; what was changed here is given up.
   * @param {string} mark UUID
   */
  takeTheirs(mark) {
    const entry = this.#marks.get(mark);
    if (!entry?.trouble) return;
    const there = entry.trouble.kind === 'conflict' ? entry.trouble.there : entry.saved;
    this.history.forget(mark);
    // What is under way may yet be made: then it is taken back by a further change.
    const isUnderWay = this.outbox.holds(mark);
    if (!there) return isUnderWay ? this.#takeOut(mark) : this.forget(mark);
    this.#marks.adopt(there);
    if (isUnderWay) this.#make(mark, there.withdrawn ? null : there.content);
    return this.tell();
  }

  /** @param {string} mark UUID of a mark of which the server has nothing */
  forget(mark) {
    this.outbox.drop(mark);
    this.#marks.forget(mark);
    this.tell();
  }

  /**
   * A register entry that was refused and that the claim still names goes before it once more.
   * @param {string} mark UUID
   * @param {Content} content
   * @param {string} [typing]
   */
  #sendSave(mark, content, typing = '') {
    const named = sourcesOf(content);
    for (const source of this.#sources.refused()) if (named.includes(source.id)) this.#propose(source);
    this.#send('save', mark, content, typing);
  }

  /**
   * A register entry that waits for the server can be named all the same.
   * @param {Change} change that proposes it
   */
  takeProposed({ subject, content }) {
    this.#sources.add(proposed(subject, /** @type {SourceContent} */ (content)));
  }

  /** @param {SourceState} source */
  #propose(source) {
    const { id, names: [name], kind, affiliation, only_here } = source;
    this.#sources.add(source);
    this.#send('propose', id, { name, kind, affiliation, only_here });
  }

  /**
   * @param {Change['verb']} verb
   * @param {string} subject
   * @param {Change['content']} [content]
   * @param {string} [typing]
   */
  #send(verb, subject, content = null, typing = '') {
    const due = typing ? Date.now() + TYPING_PAUSE : 0;
    const revision = this.#marks.get(subject)?.saved?.revision ?? 0;
    this.outbox.add({ id: newUuid(), order: 0, verb, subject, content, typing, due, revision, isSent: false });
  }

  /** The save state may be another. */
  tell() {
    for (const listener of this.#listeners) listener();
  }
}

/**
 * A register entry as it stands until the server has it.
 * @param {string} id UUID
 * @param {SourceContent} content
 * @returns {SourceState}
 */
const proposed = (id, { name, ...about }) => ({ ...about, id, names: [name], admission: 'proposed' });
