// @ts-check
/**
 * What the browser keeps of one person's work on one review: IndexedDB, which outlives the page and the browser. Where
 * nothing can be kept (a private window, a full disk), the queue of changes is held in the page alone, and `keeps` says so.
 */

/** @import { Change, Move } from './types.js' */

const NAME = 'factcheck';
const TABLE = 'kept';

/** A store that does not open within so many milliseconds would keep the person from working. */
const PATIENCE = 3000;

/** @typedef {'change' | 'mark' | 'history'} Shelf What is kept, by kind. */

export class Store {
  /** @type {IDBDatabase | null} */
  #database;
  /** Whose, and of which review: nothing of another person is ever read. @type {[string, number]} */
  #owner;
  /** The queue as it was last seen. @type {Change[]} */
  #queue = [];
  /** Called when nothing can be kept any more. */
  onLost = () => {};

  /**
   * @param {IDBDatabase | null} database null: nothing can be kept
   * @param {string} person
   * @param {number} review
   */
  constructor(database, person, review) {
    this.#database = database;
    this.#owner = [person, review];
    database?.addEventListener('close', () => this.#lose());
    // A later version of the product, in another window, needs other tables.
    database?.addEventListener('versionchange', () => database.close());
  }

  /** Whether what is put here outlives the page. */
  get keeps() {
    return this.#database !== null;
  }

  /**
   * Makes a move of the queue, whole or not at all.
   * @param {Move} move
   * @returns {Promise<Change[]>} the queue after it
   */
  async move(move) {
    // Strict: a change outlives the machine's end too, not only the browser's.
    const made = await this.#tried('readwrite', (table) => this.#moveIn(table, move), 'strict');
    this.#queue = made ?? move(this.#queue);
    return this.#queue;
  }

  /**
   * Everything of one kind, in the order of its keys.
   * @template T
   * @param {Shelf} shelf
   * @returns {Promise<T[]>}
   */
  async all(shelf) {
    return (await this.#tried('readonly', (table) => asked(table.getAll(this.#every(shelf))))) ?? [];
  }

  /**
   * @template T
   * @param {Shelf} shelf
   * @param {string} id
   * @returns {Promise<T | undefined>}
   */
  async get(shelf, id) {
    return this.#tried('readonly', (table) => asked(table.get(this.#key(shelf, id))));
  }

  /**
   * Keeps values by their keys, in place of what was kept there. Null: nothing is to be kept there.
   * @param {Shelf} shelf
   * @param {Map<string, unknown>} values
   */
  async put(shelf, values) {
    await this.#tried('readwrite', async (table) => {
      for (const [id, value] of values) {
        if (value === null) table.delete(this.#key(shelf, id));
        else table.put(value, this.#key(shelf, id));
      }
    });
  }

  /**
   * @param {IDBObjectStore} table
   * @param {Move} move
   */
  async #moveIn(table, move) {
    /** @type {Change[]} */
    const before = await asked(table.getAll(this.#every('change')));
    const after = move(before);
    for (const { order } of before.filter((change) => !after.includes(change))) table.delete(this.#key('change', order));
    for (const change of after.filter((one) => !before.includes(one))) table.put(change, this.#key('change', change.order));
    return after;
  }

  /**
   * What the work gives once it is on the disk; undefined where nothing can be kept.
   * @template T
   * @param {IDBTransactionMode} mode
   * @param {(table: IDBObjectStore) => Promise<T>} work
   * @param {IDBTransactionDurability} [durability]
   * @returns {Promise<T | undefined>}
   */
  async #tried(mode, work, durability = 'relaxed') {
    if (!this.#database) return undefined;
    try {
      const transaction = this.#database.transaction(TABLE, mode, { durability });
      const done = finished(transaction);
      const [outcome] = await Promise.all([work(transaction.objectStore(TABLE)), done]);
      // Once something could not be kept, what the page holds is the truth, not what the store has of it.
      return this.#database ? outcome : undefined;
    } catch {
      this.#lose();
      return undefined;
    }
  }

  #lose() {
    if (!this.#database) return;
    this.#database = null;
    this.onLost();
  }

  /**
   * @param {Shelf} shelf
   * @param {string | number} id
   */
  #key(shelf, id) {
    return [...this.#owner, shelf, id];
  }

  /** @param {Shelf} shelf */
  #every(shelf) {
    // An array is greater than any number or string.
    return IDBKeyRange.bound([...this.#owner, shelf], [...this.#owner, shelf, []]);
  }
}

/**
 * Opens what the browser keeps of a review. Where it keeps nothing, the store says so; it never throws.
 * @param {string} person
 * @param {number} review
 * @returns {Promise<Store>}
 */
export async function openStore(person, review) {
  const opening = opened().catch(() => null);
  const impatient = new Promise((resolve) => setTimeout(() => resolve(null), PATIENCE));
  const database = await Promise.race([opening, impatient]);
  // One that comes too late must not stand in the way of a later version.
  if (!database) opening.then((late) => late?.close());
  return new Store(/** @type {IDBDatabase | null} */ (database), person, review);
}

/**
 * How many changes of a person wait in this browser, by review. Where nothing can be kept, none do.
 * @param {string} person
 * @returns {Promise<Map<number, number>>}
 */
export async function waitingOf(person) {
  /** @type {Map<number, number>} */
  const counts = new Map();
  const database = await opened().catch(() => null);
  const table = database?.transaction(TABLE).objectStore(TABLE);
  const keys = table ? await asked(table.getAllKeys(IDBKeyRange.bound([person], [person, []]))) : [];
  for (const [, review, shelf] of /** @type {[string, number, Shelf, unknown][]} */ (keys)) {
    if (shelf === 'change') counts.set(review, (counts.get(review) ?? 0) + 1);
  }
  database?.close();
  return counts;
}

/** Throws where the browser allows no storage. @returns {Promise<IDBDatabase>} */
async function opened() {
  const opening = indexedDB.open(NAME, 1);
  opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore(TABLE));
  return asked(opening);
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function asked(request) {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error));
  });
}

/**
 * @param {IDBTransaction} transaction
 * @returns {Promise<void>}
 */
function finished(transaction) {
  return new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve());
    transaction.addEventListener('abort', () => reject(transaction.error));
  });
}
