// @ts-check
/** Opening the review again without the network: has the service worker keep it, and says what holds. */

import { part } from './dom.js';

/** @typedef {'kept' | 'not-kept' | 'needs-https' | 'unsupported'} Opening */

/** @type {Record<Opening, string>} */
const WORDS = {
  kept: 'This review can be opened again without the network.',
  'not-kept': 'Your browser has not kept this review: without the network it can’t be opened again.',
  'needs-https': 'This review can’t be opened again without the network: that needs https.',
  unsupported: 'This review can’t be opened again without the network: your browser, or this window of it, keeps no pages.',
};

/** Whether this review can be opened again without the network. */
export class OfflineOpening {
  #place;
  #notice;
  /** @type {Opening} */
  #opening = howItCanBe();

  /**
   * @param {HTMLElement} place where it is always said; its data-worker names the service worker
   * @param {HTMLElement} notice warns whoever is without the network and could not open the review again
   */
  constructor(place, notice) {
    this.#place = place;
    this.#notice = notice;
    this.#show();
    addEventListener('offline', () => this.#show());
    addEventListener('online', () => this.#show());
  }

  /** Has the page kept, now and whenever another release's worker takes over. Never throws. */
  async keep() {
    if (this.#opening !== 'not-kept') return;
    const workers = navigator.serviceWorker;
    workers.addEventListener('controllerchange', () => this.keepAgain());
    try {
      await workers.register(this.#place.dataset.worker ?? '', { scope: new URL('.', location.href).pathname });
      await workers.ready;
      await this.#keepOnce();
    } catch {
      this.#say('unsupported');
    }
  }

  /** Has the page kept, where copies may have been deleted since. Never throws. */
  async keepAgain() {
    if (this.#opening === 'kept' || this.#opening === 'not-kept') await this.#keepOnce().catch(() => this.#say('not-kept'));
  }

  /** A page that the worker brought was kept on its way. The first one was there before the worker. */
  async #keepOnce() {
    const isKept = (await caches.match(location.origin + location.pathname)) !== undefined;
    this.#say(isKept || (await askWorker()) ? 'kept' : 'not-kept');
  }

  /** @param {Opening} opening */
  #say(opening) {
    this.#opening = opening;
    this.#show();
  }

  #show() {
    const words = WORDS[this.#opening];
    this.#place.textContent = words;
    part(this.#notice, 'words').textContent = words;
    this.#notice.hidden = navigator.onLine || this.#opening === 'kept';
  }
}

/** @returns {Opening} */
function howItCanBe() {
  if (!isSecureContext) return 'needs-https';
  return 'serviceWorker' in navigator ? 'not-kept' : 'unsupported';
}

/** @returns {Promise<boolean>} whether the worker keeps this page now */
async function askWorker() {
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = (event) => resolve(event.data);
    active?.postMessage('keep', [port2]);
  });
}

/**
 * Says that the page is a copy, if it is one, and since when.
 * @param {HTMLElement} notice
 */
export function sayOpenedOffline(notice) {
  const { copyOf } = document.documentElement.dataset;
  if (!copyOf) return;
  part(notice, 'since').textContent = timeOf(new Date(copyOf));
  notice.hidden = false;
}

/** @param {Date} moment */
function timeOf(moment) {
  const time = moment.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  const isToday = moment.toDateString() === new Date().toDateString();
  return isToday ? time : `${moment.toLocaleDateString([], { day: 'numeric', month: 'long' })}, ${time}`;
}
