// @ts-check
/** The ways to a contradiction's sides in a card that is only read: in a text of the page, or with another text beside it. */

/** @import { Entry } from './types.js' */
/** @import { Panes } from './panes.js' */

import { element, part } from './dom.js';

/**
 * A way stands after the words of each side.
 * @param {HTMLElement} card that says what was recorded
 * @param {Entry} entry its mark
 * @param {Panes} panes
 */
export function addWays(card, { id, content }, panes) {
  if (content.kind !== 'contradiction') return;
  // The sides are what the card says first, where they don't all lie in the page's own text.
  const described = part(card, 'facts').querySelectorAll('dd');
  if (content.sides.every(({ version }) => version === panes.here.marks.version)) return;
  for (const [place, side] of content.sides.entries()) {
    const named = `side ${place + 1}, “${side.span.quote}”`;
    const way = panes.wayTo(side.version, id);
    described[place].append(' ', way ? link(way, named) : button(() => panes.go(side), named));
  }
}

/**
 * @param {string} way
 * @param {string} named
 */
function link(way, named) {
  const made = element('a', 'Open it beside', 'link');
  made.setAttribute('href', way);
  made.setAttribute('aria-label', `Open it beside: ${named}`);
  // What is open stays open there.
  made.dataset.stays = '';
  return made;
}

/**
 * @param {() => void} go
 * @param {string} named
 */
function button(go, named) {
  const made = document.createElement('button');
  Object.assign(made, { type: 'button', className: 'link', textContent: 'Show it' });
  made.setAttribute('aria-label', `Show it: ${named}`);
  made.addEventListener('click', go);
  return made;
}
