// @ts-check
/** On the page of one's work: which reviews have changes in this browser that the server does not have yet. */

import { counted, element, one, part } from './dom.js';
import { waitingOf } from './store.js';

/**
 * A link to a review. It is called as the page calls it, where the page names it.
 * @param {string} address
 * @param {number} count
 */
function linkTo(address, count) {
  const named = document.querySelector(`main a[href="${address}"]`)?.textContent?.trim();
  const link = element('a', `${named || 'a review'} (${counted(count, 'change')})`);
  link.setAttribute('href', address);
  return link;
}

async function start() {
  const notice = one(document, '#waiting', HTMLElement);
  const { person = '', review = '' } = notice.dataset;
  const waiting = [...(await waitingOf(person))];
  const links = waiting.map(([id, count]) => linkTo(review.replace('0', String(id)), count));
  part(notice, 'reviews').replaceChildren(...links.flatMap((link, i) => (i ? [', ', link] : [link])));
  notice.hidden = !links.length;
}

// Where the browser keeps nothing, nothing waits.
start().catch(() => {});
