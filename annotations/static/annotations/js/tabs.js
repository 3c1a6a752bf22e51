// @ts-check
/**
 * The windows in which one person has the same review open: they tell each other what has changed, and one of them sends.
 */

/** @import { Sending } from './outbox.js' */

/**
 * What one window tells the others. Kept: what the browser keeps of these marks, the queue, the sources or the steps is
 * another. Sending: how sending goes. Retry: now is a good moment. Hello: how does it go?
 * @typedef {{kind: 'kept', marks: string[], history: boolean} | {kind: 'sending', state: Sending} | {kind: 'retry' | 'set-aside' | 'hello'}} News
 */

export class Tabs {
  #name;
  #channel;
  #isAlone = false;
  /** Ends the lead. */
  #resign = () => {};
  /** Called when another window has taken the lead from this one. */
  onDeposed = () => {};

  /**
   * @param {string} person
   * @param {number} review
   * @param {(news: News) => void} hear
   */
  constructor(person, review, hear) {
    this.#name = `factcheck ${person} ${review}`;
    this.#channel = new BroadcastChannel(this.#name);
    this.#channel.addEventListener('message', ({ data }) => hear(data));
  }

  /** @param {News} news for the other windows */
  tell(news) {
    if (!this.#isAlone) this.#channel.postMessage(news);
  }

  /**
   * Waits until this window is the one that sends: the first one, and after its end the next. Without https, beyond
   * localhost, there are no locks: then every window sends, and the server makes each change once all the same.
   * @param {{steal: boolean}} [how] steal: takes the lead from the window that has it
   * @returns {Promise<void>}
   */
  lead({ steal } = { steal: false }) {
    if (!navigator.locks) return Promise.resolve();
    return new Promise((resolve) => {
      const held = () => {
        resolve();
        return this.#isAlone ? undefined : new Promise((end) => { this.#resign = () => end(undefined); });
      };
      navigator.locks.request(this.#name, { steal }, held).catch(({ name }) => (name === 'AbortError' ? this.onDeposed() : resolve()));
    });
  }

  /** Stands alone from now on: lets another window send, and hears nothing more. */
  leave() {
    this.#isAlone = true;
    this.#resign();
    this.#channel.close();
  }
}
