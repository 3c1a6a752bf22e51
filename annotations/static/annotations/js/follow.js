// @ts-check
/** While the text is scrolled and nobody works in the panel, the cards go along. */

/** @import { Cards } from './cards.js' */
/** @import { Desk } from './desk.js' */

import { bisect } from './bisect.js';

/**
 * The card of the first mark in view comes to the upper edge. Never while a card is open, and never under the pointer or
 * the focus.
 * @param {{scroller: HTMLElement, article: HTMLElement, panel: HTMLElement}} page
 * @param {Desk} desk
 * @param {Cards} cards
 */
export function followText({ scroller, article, panel }, desk, cards) {
  let isDue = false;
  const follow = () => {
    isDue = false;
    if (desk.active || panel.matches(':hover, :focus-within')) return;
    const mark = firstInView(article, scroller, cards);
    if (mark) cards.align(mark, -Infinity);
  };
  scroller.addEventListener('scroll', () => {
    if (!isDue) requestAnimationFrame(follow);
    isDue = true;
  }, { passive: true });
}

/**
 * The first mark that begins in view, or below, and has a card.
 * @param {HTMLElement} article
 * @param {HTMLElement} scroller
 * @param {Cards} cards
 * @returns {string | undefined} UUID
 */
function firstInView(article, scroller, cards) {
  const { top } = scroller.getBoundingClientRect();
  const starts = [...article.querySelectorAll('[id^="m-"]')];
  const above = bisect(starts.length, (i) => starts[i].getClientRects()[0].bottom <= top);
  return starts.slice(above).map(({ id }) => id.slice(2)).find((mark) => cards.shows(mark));
}
