// @ts-check
/** The mark that the pointer is on shows in the text and among the cards at once. */

import { closest } from './dom.js';

/**
 * @param {HTMLElement[]} articles
 * @param {HTMLElement} cards
 */
export function watchHover(articles, cards) {
  for (const article of articles) {
    article.addEventListener('pointerover', (event) => show(closest(event, '[data-m]')?.dataset.m?.split(' ').at(-1)));
  }
  cards.addEventListener('pointerover', (event) => show(closest(event, '.mk:not(.is-on)')?.dataset.mark));
  for (const place of [...articles, cards]) place.addEventListener('pointerleave', () => show(undefined));
}

/** @param {string | undefined} mark */
function show(mark) {
  for (const element of document.querySelectorAll('.is-near')) element.classList.remove('is-near');
  if (!mark) return;
  for (const element of document.querySelectorAll(`.m[data-m~="${mark}"], #c-${mark}`)) element.classList.add('is-near');
}
