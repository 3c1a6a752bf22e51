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
  /** @type {string | undefined} */
  let first;
  const follow = () => {
    isDue = false;
    if (desk.active || panel.matches(':hover, :focus-within')) return;
    const mark = firstInView(article, scroller, cards);
    if (mark && mark !== first) cards.align(mark, -Infinity);
    first = mark;
  };
  scroller.addEventListener('scroll', () => {
    if (!isDue) requestAnimationFrame(follow);
    isDue = true;
  }, { passive: true });
}

/**
 * The first mark that begins in view, or below, and has a card. Only paragraphs in view are looked through.
 * @param {HTMLElement} article
 * @param {HTMLElement} scroller
 * @param {Cards} cards
 * @returns {string | undefined} UUID
 */
function firstInView(article, scroller, cards) {
  const { top } = scroller.getBoundingClientRect();
  const { children } = article;
  const above = bisect(children.length, (i) => children[i].getBoundingClientRect().bottom <= top);
  for (const paragraph of [...children].slice(above)) {
    const starts = [...paragraph.querySelectorAll('[id^="m-"]')].filter(({ id }) => cards.shows(id.slice(2)));
    const first = starts.find((start) => start.getClientRects()[0].bottom > top);
    if (first) return first.id.slice(2);
  }
  return undefined;
}
