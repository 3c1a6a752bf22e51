// @ts-check
/** The article beside the one under review: the way to it and back, its text, and its tie to the other. */

/** @import { ReviewPage } from './types.js' */
/** @import { Desk, Parts } from './desk.js' */
/** @import { Marks } from './marks.js' */
/** @import { Panes } from './panes.js' */
/** @import { Saving } from './saving.js' */

import { closest, one } from './dom.js';
import { MarksBeside } from './marks-beside.js';
import { Reading } from './reading.js';
import { Tie } from './tie.js';

/** @param {string} id */
const the = (id) => one(document, `#${id}`, HTMLElement);

/**
 * @param {ReviewPage} page
 * @param {Marks} marks
 * @returns {Reading | null} null: no article stands beside
 */
export function textBeside({ beside }, marks) {
  if (!beside) return null;
  const place = { scroller: the('reader-beside'), article: the('article-beside'), caret: the('caret-beside') };
  const there = new MarksBeside(beside.marks, beside.home, beside.version.id, marks);
  return new Reading(place, beside.language, there, beside.version, 'b');
}

/**
 * Draws the tie whenever another mark is open.
 * @param {Desk} desk
 * @param {Panes} panes
 */
export function tieTexts(desk, panes) {
  const tie = new Tie(the('ties'), panes, () => desk.active);
  desk.onShown = () => tie.update();
}

/**
 * Goes over to the other text; where there is none, to the choice of one.
 * @param {Panes} panes
 */
export function turn(panes) {
  const choice = document.querySelector('#beside-choice');
  if (panes.beside) panes.turn();
  else if (choice instanceof HTMLDetailsElement) {
    choice.open = true;
    one(choice, 'a', HTMLElement).focus();
  }
}

/**
 * The choice is a menu: it closes with Escape, when the focus or a press is elsewhere, and where what is chosen stands beside
 * already: for that nobody leaves the page.
 */
export function closeChoiceBeyond() {
  const choice = document.querySelector('#beside-choice');
  if (!(choice instanceof HTMLDetailsElement)) return;
  const close = () => {
    choice.open = false;
  };
  document.addEventListener('pointerdown', ({ target }) => !choice.contains(/** @type {Node} */ (target)) && close());
  choice.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !choice.contains(relatedTarget)) close();
  });
  const closeAndStay = () => {
    close();
    one(choice, 'summary', HTMLElement).focus();
  };
  choice.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') closeAndStay();
    else if (choice.open && STEPS.has(event.key)) {
      event.preventDefault();
      walk(choice, STEPS.get(event.key) ?? 0);
    }
  });
  choice.addEventListener('click', (event) => {
    if (!closest(event, 'a[aria-current]') || opensElsewhere(event)) return;
    event.preventDefault();
    closeAndStay();
  });
}

/** Which way an arrow leads through the choice. */
const STEPS = new Map([['ArrowDown', 1], ['ArrowUp', -1]]);

/**
 * Puts the focus on the next link, or the previous; after the last one comes the first.
 * @param {HTMLElement} choice
 * @param {number} step
 */
function walk(choice, step) {
  const links = [...choice.querySelectorAll('a')];
  const here = links.findIndex((link) => link === document.activeElement);
  links.at(here < 0 && step < 0 ? -1 : (here + step) % links.length)?.focus();
}

/**
 * Whether a link is not followed in this window: it opens in another, or what it leads to is kept.
 * @param {MouseEvent} event
 */
const opensElsewhere = ({ ctrlKey, metaKey, shiftKey, altKey }) => ctrlKey || metaKey || shiftKey || altKey;

/**
 * Another page of the same review opens with the mark that is open here. What was not sent yet is kept, and is there.
 * @param {Desk} desk
 * @param {Saving | null} saving
 */
export function keepWhatIsOpen(desk, saving) {
  document.addEventListener('click', (event) => {
    const link = closest(event, 'a[data-stays]');
    if (!(link instanceof HTMLAnchorElement) || event.defaultPrevented || opensElsewhere(event)) return;
    desk.settle();
    link.hash = desk.active ? `c-${desk.active.id}` : '';
    if (saving) saving.isStaying = true;
  });
}

/**
 * Without the network the review opens as it was seen last, whatever article the address wants beside it.
 * @param {ReviewPage} page
 * @param {HTMLElement} notice
 */
export function sayWhatIsKept({ beside }, notice) {
  const shown = beside ? `${beside.version.id}` : '';
  const asked = new URLSearchParams(location.search).get('beside') ?? '';
  if (!document.documentElement.dataset.copyOf || asked === shown) return;
  history.replaceState(null, '', `${location.pathname}${shown && `?beside=${shown}`}${location.hash}`);
  notice.hidden = asked === '';
  one(notice, 'a', HTMLAnchorElement).href = `?beside=${encodeURIComponent(asked)}`;
}
