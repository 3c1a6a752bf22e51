// @ts-check
/** Beside a choice of one: what the chosen value means; while none is chosen, what the choice is about. */

import { part } from './dom.js';

/** @param {HTMLElement} root of a card */
export function showMeanings(root) {
  for (const group of root.querySelectorAll('fieldset[data-purpose]')) {
    const { dataset } = /** @type {HTMLElement} */ (group);
    const chosen = group.querySelector('input:checked');
    const meaning = chosen instanceof HTMLInputElement ? chosen.dataset.means : dataset.purpose;
    part(group, 'means').textContent = meaning ?? '';
  }
}
