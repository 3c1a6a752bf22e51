// @ts-check
/** The question before a claim is withdrawn on which something else rests: a contradiction, or a proposition. */

/** @import { Entry } from './types.js' */
/** @import { Marks } from './marks.js' */

import { element, part } from './dom.js';
import { titleOf } from './open-card.js';

/**
 * What rests on a mark, in a sentence each.
 * @param {Entry} entry
 * @param {Marks} marks
 * @param {Record<string, string>} propositions what claims say alike with others, by the claim's UUID
 * @returns {string[]} none: it can go without a question
 */
export function restingOn({ id, content }, marks, propositions) {
  if (content.kind !== 'claim') return [];
  const resting = marks.seen().filter((one) => one.content.kind === 'contradiction' && one.content.sides.some(({ claim }) => claim === id));
  const sides = resting.map((one) => {
    const where = one.home ? `${one.home.letter}, made in the review of “${one.home.headline}”` : '';
    return `It is a side of contradiction ${one.number}${where}: that keeps the passage, but no claim stands there any more.`;
  });
  const words = propositions[id];
  return words ? [...sides, `It says alike with other claims: “${words}” That will be said without it.`] : sides;
}

/**
 * Asks, if there is something to ask.
 * @param {HTMLDialogElement} dialog
 * @param {Entry} entry
 * @param {string[]} sentences what rests on it
 * @param {() => void} withdraw
 * @param {() => void} keep is called where it is not withdrawn, once the dialog has given the focus back
 */
export function askFirst(dialog, entry, sentences, withdraw, keep) {
  if (!sentences.length) return withdraw();
  const name = titleOf(entry);
  part(dialog, 'title').textContent = `Withdraw ${name.toLowerCase()}?`;
  part(dialog, 'why').replaceChildren(...[...sentences, 'Undo brings all of it back.'].map((one) => element('p', one)));
  part(dialog, 'verb').textContent = `Withdraw ${name.toLowerCase()}`;
  dialog.returnValue = '';
  // One handler, not a listener for each question: the event comes a frame after the dialog is closed, and may find the next question open.
  dialog.onclose = () => (dialog.returnValue === 'withdraw' ? withdraw() : keep());
  return dialog.showModal();
}
