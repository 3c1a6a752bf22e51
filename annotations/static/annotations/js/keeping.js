// @ts-check
/**
 * Keeps in the browser what the person does in the page, brings it back when the page is opened again, and keeps the
 * windows in step in which one person has the same review open.
 */

/** @import { Change, Entry, Kept, ReviewPage } from './types.js' */
/** @import { Steps } from './history.js' */
/** @import { Marks } from './marks.js' */
/** @import { Sending } from './outbox.js' */
/** @import { Saving } from './saving.js' */
/** @import { Sources } from './sources.js' */
/** @import { News } from './tabs.js' */

import { keptOf, restored } from './kept.js';
import { Tabs } from './tabs.js';

const STEPS = 'steps';

/** So many milliseconds the window that sends may take to answer another one. */
const PATIENCE = 5000;

export class Keeping {
  #page;
  #marks;
  #sources;
  #saving;
  #tabs;
  /** Marks of which something else is to be kept. @type {Set<string>} */
  #moved = new Set();
  #hasStepped = false;
  #isWriting = false;
  /** While what other windows did is taken over, nothing of it is news for them. */
  #isCatchingUp = false;
  /** How sending goes, as the other windows know it. @type {Sending} */
  #told = 'idle';
  /** While it runs, the window that sends is given time to answer. */
  #check = 0;
  #isAnswered = false;

  /**
   * @param {ReviewPage} page
   * @param {{marks: Marks, sources: Sources, saving: Saving}} parts
   */
  constructor(page, { marks, sources, saving }) {
    this.#page = page;
    this.#marks = marks;
    this.#sources = sources;
    this.#saving = saving;
    this.#tabs = new Tabs(page.person, page.id, (news) => this.#hear(news));
  }

  /** Brings back what was kept, and starts to keep. Then this window, or another one, sends what waits. */
  async open() {
    const { store, outbox, history } = this.#saving;
    /** @type {Kept[]} */
    const kept = await store.all('mark');
    await outbox.read();
    this.#bringBack([...kept.map(({ id }) => id), ...this.#waiting().keys()], kept);
    await this.#readSteps();
    history.forgetChanged((mark) => this.#saving.contentOf(mark));
    this.#dropNeedless(kept);
    this.#watch();
    this.#saving.tell();
    if (!store.keeps) return this.#standAlone();
    this.#tabs.tell({ kind: 'hello' });
    return this.#lead();
  }

  /** @param {{steal: boolean}} [how] */
  #lead(how) {
    this.#tabs.lead(how).then(() => {
      this.#saving.outbox.lead();
      this.#tabs.tell({ kind: 'sending', state: this.#saving.outbox.state });
    });
  }

  #watch() {
    this.#marks.listen((mark) => this.#note(mark));
    this.#saving.history.onChange = () => this.#note();
    this.#saving.onKept = () => this.#tabs.tell({ kind: 'kept', marks: [], history: false });
    this.#saving.onUrge = (kind) => this.#tabs.tell({ kind });
    this.#saving.listen(() => this.#tellState());
    this.#saving.listen(() => this.#checkLead());
    this.#tabs.onDeposed = () => {
      this.#saving.outbox.yield();
      this.#lead();
    };
    this.#saving.store.onLost = () => this.#standAlone();
  }

  /** Where nothing can be kept, windows cannot be kept in step either: each sends its own changes. */
  #standAlone() {
    this.#tabs.leave();
    this.#saving.outbox.lead();
  }

  /** @param {string} [mark] UUID of a mark that is another; without one, the steps are */
  #note(mark) {
    if (this.#isCatchingUp) return;
    if (mark) this.#moved.add(mark);
    else this.#hasStepped = true;
    if (this.#isWriting) return;
    this.#isWriting = true;
    queueMicrotask(() => this.#writeAll());
  }

  /** What comes while something is being written is written together, after it. */
  async #writeAll() {
    while (this.#moved.size || this.#hasStepped) await this.#write();
    this.#isWriting = false;
  }

  /** Writes down what the page has changed, and tells the other windows. */
  async #write() {
    const { store, history } = this.#saving;
    const [marks, hasStepped] = [[...this.#moved], this.#hasStepped];
    this.#moved.clear();
    this.#hasStepped = false;
    if (marks.length) await store.put('mark', new Map(marks.map((mark) => [mark, this.#keptOf(mark)])));
    if (hasStepped) await store.put('history', new Map([[STEPS, history.kept]]));
    this.#tabs.tell({ kind: 'kept', marks, history: hasStepped });
  }

  /** @param {string} mark */
  #keptOf(mark) {
    const entry = this.#marks.get(mark);
    return entry ? keptOf(entry, this.#sources) : null;
  }

  /**
   * @param {string[]} marks UUIDs of marks that may be others than what stands here
   * @param {Kept[]} kept of these marks
   */
  #bringBack(marks, kept) {
    const waiting = this.#waiting();
    const byMark = new Map(kept.map((one) => [one.id, one]));
    for (const one of kept) this.#takeSources(one);
    for (const mark of new Set(marks)) {
      const known = { here: this.#marks.get(mark), kept: byMark.get(mark), waiting: waiting.get(mark) ?? [] };
      this.#marks.restore(mark, restored({ ...known, event: this.#page.event }));
    }
  }

  /** The changes of marks that wait, by mark; the sources that wait are known from now on. */
  #waiting() {
    /** @type {Map<string, Change[]>} */
    const waiting = new Map();
    for (const change of this.#saving.outbox.changes) {
      if (change.verb === 'propose') this.#saving.takeProposed(change);
      else waiting.set(change.subject, [...(waiting.get(change.subject) ?? []), change]);
    }
    return waiting;
  }

  /** @param {Kept} kept */
  #takeSources({ sources, refused }) {
    for (const source of sources) this.#sources.add(source);
    for (const source of refused) this.#sources.refuse(source);
  }

  /**
   * What the page has from the server, or nothing leads back to, is kept no longer.
   * @param {Kept[]} kept
   */
  #dropNeedless(kept) {
    const { store, outbox, history } = this.#saving;
    const drawn = new Set(this.#page.marks.map(({ id }) => id));
    const isNewer = (/** @type {Kept} */ { event }) => event > this.#page.event;
    const needless = kept.filter((one) => {
      if (one.draft || outbox.holds(one.id) || isNewer(one)) return false;
      return drawn.has(one.id) || !history.concerns(one.id);
    });
    if (needless.length) store.put('mark', new Map(needless.map(({ id }) => [id, null])));
  }

  async #readSteps() {
    /** @type {Steps | undefined} */
    const steps = await this.#saving.store.get('history', STEPS);
    if (steps) this.#saving.history.load(steps);
  }

  #tellState() {
    const { leads, state } = this.#saving.outbox;
    if (!leads || state === this.#told) return;
    this.#told = state;
    this.#tabs.tell({ kind: 'sending', state });
  }

  /**
   * A window that sends may be put to sleep, as telephones do with those that are out of sight, and hold up the others:
   * where it does not answer, this one takes its place.
   */
  #checkLead() {
    const { leads, count } = this.#saving.outbox;
    if (leads || !count || this.#check) return;
    this.#isAnswered = false;
    this.#tabs.tell({ kind: 'hello' });
    this.#check = setTimeout(() => this.#relieve(), PATIENCE);
  }

  #relieve() {
    this.#check = 0;
    if (this.#isAnswered) this.#checkLead();
    else if (!this.#saving.outbox.leads) this.#lead({ steal: true });
  }

  /** @param {News} news from another window */
  #hear(news) {
    const { outbox } = this.#saving;
    if (news.kind === 'sending') this.#isAnswered = true;
    if (news.kind === 'kept') this.#catchUp(news.marks, news.history);
    else if (news.kind === 'sending') outbox.follow(news.state);
    else if (!outbox.leads) return;
    else if (news.kind === 'retry') outbox.retry();
    else if (news.kind === 'set-aside') outbox.setAside();
    else this.#tabs.tell({ kind: 'sending', state: outbox.state });
  }

  /**
   * Takes over what another window did.
   * @param {string[]} marks UUIDs of marks of which something else is kept now
   * @param {boolean} hasStepped whether what can be undone is another
   */
  async #catchUp(marks, hasStepped) {
    const { store, outbox } = this.#saving;
    await outbox.read();
    const touched = [...new Set([...marks, ...this.#waiting().keys()])];
    /** @type {(Kept | undefined)[]} */
    const kept = await Promise.all(touched.map((mark) => store.get('mark', mark)));
    if (hasStepped) await this.#readSteps();
    this.#isCatchingUp = true;
    this.#bringBack(touched, kept.filter((one) => one !== undefined));
    this.#isCatchingUp = false;
    this.#saving.tell();
  }
}
