// @ts-check
/** The register of sources, as far as the page has seen it, and how to ask for more. */

/** @import { Found, SourceState } from './types.js' */
/** @import { Api } from './api.js' */

const MOST_FOUND = 20;

export class Sources {
  /** @type {Map<string, SourceState>} */
  #known = new Map();
  /** Entries that the register did not take, by UUID: claims show their names, none is offered. @type {Set<string>} */
  #refused = new Set();
  #api;

  /**
   * @param {SourceState[]} states
   * @param {Api} api
   */
  constructor(states, api) {
    this.#api = api;
    for (const state of states) this.add(state);
  }

  /** @param {SourceState} state */
  add(state) {
    this.#known.set(state.id, state);
    this.#refused.delete(state.id);
  }

  /** @param {string} source UUID of an entry that the register did not take; adding it again takes this back */
  refuse(source) {
    this.#refused.add(source);
  }

  /** @param {string} source UUID */
  isRefused(source) {
    return this.#refused.has(source);
  }

  /** Entries that the register did not take. */
  refused() {
    return [...this.#known.values()].filter((state) => this.#refused.has(state.id));
  }

  /** @param {string} source UUID */
  remove(source) {
    this.#known.delete(source);
  }

  /**
   * The name that is shown, '' where nothing is known.
   * @param {string | null} source UUID
   */
  nameOf(source) {
    return this.get(source)?.names[0] ?? '';
  }

  /** @param {string | null} source UUID */
  get(source) {
    return source === null ? undefined : this.#known.get(source);
  }

  /** Every name that the page knows. */
  get names() {
    return [...this.#known.values()].flatMap((state) => state.names);
  }

  /**
   * Entries that can be chosen and hold the words, by name: at once those that the page knows.
   * @param {string} words
   */
  known(words) {
    const sought = folded(words.trim());
    const holds = (/** @type {string} */ text) => folded(text).includes(sought);
    const offered = [...this.#known.values()].filter((state) => !this.#refused.has(state.id));
    const found = offered.filter((state) => [...state.names, state.affiliation].some(holds));
    return found.sort((a, b) => a.names[0].localeCompare(b.names[0])).slice(0, MOST_FOUND);
  }

  /**
   * The same, with what the server's register holds besides, be it by the name of what was merged; where that is nothing,
   * entries with a name near to the words. Without the network: what the page knows.
   * @param {string} words
   * @param {AbortSignal} signal
   * @returns {Promise<Found>}
   */
  async search(words, signal) {
    try {
      const { found, near } = await this.#api.findSources(words.trim(), signal);
      for (const state of [...found, ...near]) this.add(state);
      const known = this.known(words);
      const ids = new Set(known.map(({ id }) => id));
      return { found: [...known, ...found.filter(({ id }) => !ids.has(id))], near: near.filter(({ id }) => !ids.has(id)) };
    } catch {
      // The page says by itself that the network is away; what it knows can still be chosen.
      return { found: this.known(words), near: [] };
    }
  }
}

/**
 * Words as they are looked for, whatever their case and accents, as the server reads them too.
 * @param {string} words
 */
const folded = (words) => words.toLowerCase().replaceAll('ß', 'ss').replaceAll('ς', 'σ').normalize('NFD').replace(/[\u0300-\u036f]+/gu, '');
