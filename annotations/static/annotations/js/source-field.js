// @ts-check
/** A field that finds an entry of the register as one types, or adds one: the combobox pattern of ARIA 1.2. */

/** @import { Found, SourceContent, SourceState } from './types.js' */
/** @import { Sources } from './sources.js' */

import { closest, element, one, part } from './dom.js';

/** So long nothing must be typed before the server is asked. */
const SEARCH_PAUSE = 150;
/** A longer quote names nobody. */
const LONGEST_SUGGESTION = 80;

/**
 * What the field needs of the page.
 * @typedef {object} SourceFieldPage
 * @property {Sources} sources
 * @property {(kind: string) => string} kindWords
 * @property {() => string} suggestion the words that probably name the source, '' for none
 * @property {(source: string | null) => void} choose
 * @property {(content: SourceContent) => string} propose gives the new entry's UUID
 */

/** @typedef {{source: SourceState, isNear?: boolean} | {add: string}} Option An entry, or the words for a new one. */

let made = 0;

export class SourceField {
  #root;
  #page;
  #input;
  #list;
  /** @type {string | null} */
  #source = null;
  /** @type {Option[]} */
  #options = [];
  #current = -1;
  /** Whether the person has gone to the current option by arrow key. */
  #isWalking = false;
  #timer = 0;
  #search = new AbortController();

  /**
   * @param {HTMLElement} root
   * @param {SourceFieldPage} page
   */
  constructor(root, page) {
    this.#root = root;
    this.#page = page;
    this.#input = one(root, 'input', HTMLInputElement);
    this.#list = one(root, '[role="listbox"]', HTMLElement);
    made += 1;
    this.#list.id = `found-${made}`;
    this.#input.setAttribute('aria-controls', this.#list.id);
    this.#listen();
  }

  /**
   * Shows which source is named. What is being typed stays.
   * @param {string | null} source UUID
   */
  show(source) {
    const isTyping = document.activeElement === this.#input && source === this.#source;
    this.#source = source;
    if (!isTyping && part(this.#root, 'form').hidden) this.#input.value = this.#page.sources.nameOf(source);
  }

  /** Keeps what was typed and not yet chosen, as if it were added: the card is being left. */
  settle() {
    this.#left();
    if (!part(this.#root, 'form').hidden) this.#propose();
  }

  #listen() {
    this.#input.addEventListener('input', () => this.#find(this.#input.value));
    this.#input.addEventListener('click', () => this.offer());
    this.#input.addEventListener('keydown', (event) => this.#key(event));
    // A press on the list must not take the focus from the field.
    this.#list.addEventListener('mousedown', (event) => event.preventDefault());
    this.#list.addEventListener('click', (event) => {
      const row = closest(event, '[role="option"]');
      if (row) this.#take(this.#options[[...this.#list.children].indexOf(row)]);
    });
    this.#root.addEventListener('focusout', (event) => {
      if (!(event.relatedTarget instanceof Node && this.#root.contains(event.relatedTarget))) this.#left();
    });
    part(this.#root, 'add').addEventListener('click', () => this.#add());
    part(this.#root, 'cancel').addEventListener('click', () => this.#cancel());
    part(this.#root, 'form').addEventListener('keydown', (event) => this.#formKey(event));
  }

  /** An empty field offers what the marked words say. */
  offer() {
    const words = this.#page.suggestion();
    if (!this.#input.value && words.length <= LONGEST_SUGGESTION) this.#find(words);
  }

  /**
   * Shows at once what the page knows, and soon what the server's register holds.
   * @param {string} words
   */
  #find(words) {
    clearTimeout(this.#timer);
    this.#search.abort();
    this.#search = new AbortController();
    this.#isWalking = false;
    const { signal } = this.#search;
    this.#open({ found: this.#page.sources.known(words), near: [] }, words);
    this.#timer = setTimeout(async () => {
      const found = await this.#page.sources.search(words, signal);
      if (!signal.aborted && document.activeElement === this.#input) this.#open(found, words);
    }, SEARCH_PAUSE);
  }

  /**
   * Near spellings stand above what adds the words, which Enter still takes: nobody gets one unasked.
   * @param {Found} answer
   * @param {string} words
   */
  #open({ found, near }, words) {
    const name = words.trim();
    const walkedTo = this.#isWalking && idOf(this.#options[this.#current]);
    const isKnown = found.some((source) => source.names.some((known) => sameName(known, name)));
    const nearest = near.map((source) => ({ source, isNear: true }));
    this.#options = [...found.map((source) => ({ source })), ...nearest, ...(name && !isKnown ? [{ add: name }] : [])];
    this.#list.replaceChildren(...this.#options.map((option, i) => this.#row(option, i)));
    this.#list.hidden = !this.#options.length;
    this.#input.setAttribute('aria-expanded', String(!this.#list.hidden));
    const kept = this.#options.findIndex((option) => idOf(option) === walkedTo);
    this.#point(kept < 0 && name ? this.#options.findIndex((option) => !('isNear' in option)) : kept);
    this.#list.scrollIntoView?.({ block: 'nearest' });
  }

  /**
   * @param {Option} option
   * @param {number} i
   */
  #row(option, i) {
    const row = element('li', '');
    row.id = `${this.#list.id}-${i}`;
    row.setAttribute('role', 'option');
    if ('add' in option) row.append(element('b', `Add “${option.add}” to the register`));
    else row.append(element('span', option.source.names[0]), element('small', this.#about(option)));
    return row;
  }

  /** @param {{source: SourceState, isNear?: boolean}} option */
  #about({ source: { kind, affiliation, admission }, isNear }) {
    const said = [isNear ? 'near spelling' : '', affiliation, this.#page.kindWords(kind), admission === 'proposed' ? 'yours' : ''];
    return said.filter(Boolean).join(' · ');
  }

  #close() {
    clearTimeout(this.#timer);
    this.#search.abort();
    this.#list.hidden = true;
    this.#input.setAttribute('aria-expanded', 'false');
    this.#point(-1);
  }

  /** @param {number} i the option that Enter takes */
  #point(i) {
    this.#current = i < this.#options.length ? i : -1;
    const rows = [...this.#list.children];
    for (const [at, row] of rows.entries()) row.setAttribute('aria-selected', String(at === this.#current));
    const row = rows[this.#current];
    if (row) this.#input.setAttribute('aria-activedescendant', row.id);
    else this.#input.removeAttribute('aria-activedescendant');
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.#walk(step);
    else if (event.key === 'Enter' && !this.#list.hidden && this.#current >= 0) this.#take(this.#options[this.#current]);
    else if (event.key === 'Escape' && this.#isOpenOrChanged) this.#escape();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Whether there is something that Escape takes back here; else it leads out of the card. */
  get #isOpenOrChanged() {
    return !this.#list.hidden || this.#input.value !== this.#page.sources.nameOf(this.#source);
  }

  /** @param {number} step */
  #walk(step) {
    if (this.#list.hidden) return this.#find(this.#input.value || this.#page.suggestion());
    const count = this.#options.length;
    this.#isWalking = true;
    this.#point((Math.max(this.#current, step > 0 ? -1 : 0) + step + count) % count);
    return this.#list.children[this.#current]?.scrollIntoView({ block: 'nearest' });
  }

  #escape() {
    this.#input.value = this.#page.sources.nameOf(this.#source);
    this.#close();
  }

  /** @param {Option | undefined} option */
  #take(option) {
    if (!option) return;
    this.#close();
    if ('add' in option) this.#askAbout(option.add);
    else this.#choose(option.source.id);
  }

  /** @param {string | null} source */
  #choose(source) {
    part(this.#root, 'form').hidden = true;
    this.#source = source;
    this.#input.value = this.#page.sources.nameOf(source);
    this.#page.choose(source);
  }

  /** The focus has left: a name that is known is taken, one that is not can still be added. */
  #left() {
    this.#close();
    const words = this.#input.value.trim();
    const isAsking = !part(this.#root, 'form').hidden;
    if (isAsking || sameName(words, this.#page.sources.nameOf(this.#source))) return;
    const known = this.#page.sources.known(words).find((source) => source.names.some((name) => sameName(name, words)));
    if (!words) this.#choose(null);
    else if (known) this.#choose(known.id);
    else this.#showForm(words);
  }

  /** @param {string} name */
  #askAbout(name) {
    this.#showForm(name);
    this.#kind.focus();
  }

  /** @param {string} name */
  #showForm(name) {
    this.#input.value = name;
    part(this.#root, 'name').textContent = `“${name}”`;
    this.#kind.value = /^\p{Lu}/u.test(name) ? 'person' : 'unnamed_person';
    part(this.#root, 'form').hidden = false;
  }

  /** @param {KeyboardEvent} event */
  #formKey(event) {
    if (event.key === 'Escape') this.#cancel();
    else if (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement)) this.#add();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #add() {
    this.#propose();
    this.#input.focus();
  }

  /** Adds what the form says to the register, and chooses it. */
  #propose() {
    const affiliation = one(this.#root, '[data-part="affiliation"]', HTMLInputElement);
    const [name, kind] = [this.#input.value.trim(), this.#kind.value];
    const content = { name, kind, affiliation: affiliation.value.trim(), only_here: false };
    affiliation.value = '';
    this.#choose(content.name ? this.#page.propose(content) : null);
  }

  #cancel() {
    part(this.#root, 'form').hidden = true;
    this.#input.value = this.#page.sources.nameOf(this.#source);
    this.#input.focus();
  }

  get #kind() {
    return one(this.#root, '[data-part="kind"]', HTMLSelectElement);
  }
}

/**
 * Tells options apart, whatever list they stand in.
 * @param {Option | undefined} option
 */
const idOf = (option) => (option && 'source' in option ? option.source.id : option?.add);

/**
 * @param {string} one
 * @param {string} other
 */
const sameName = (one, other) => one.toLocaleLowerCase() === other.toLocaleLowerCase();
