// @ts-check
/** The links that an article has in its text: which of them stand by some words, and how a card tells of them. */

/** @import { Link, Span } from './types.js' */

import { element } from './dom.js';

/** So many of a paragraph’s links are named; of the others only their number. Those in the words themselves are all named. */
const MOST = 3;

/**
 * Whether one of the links stands in the words, or in their paragraph. As annotations/anchoring/links.py does it.
 * @param {Span} words
 * @param {Link[]} links
 */
export const standsBy = (words, links) => links.some((link) => isAround(words, link));

/**
 * @param {Span} words
 * @param {Link} link
 */
const isAround = (words, { from, to }) => from < words.end && words.start < to;

/**
 * @param {Span} words
 * @param {Link} link
 */
const isWithin = (words, { start, end }) => start < words.end && words.start < end;

/**
 * Says in a card which links stand by a claim's words, each to be opened on purpose. Where nothing differs, nothing is made
 * anew: a link may have the focus.
 * @param {HTMLElement} place
 * @param {Span} words
 * @param {Link[]} links
 */
export function tellLinks(place, words, links) {
  const within = links.filter((link) => isWithin(words, link));
  const told = within.length ? within : links.filter((link) => isAround(words, link));
  const where = within.length ? 'these words' : 'this paragraph';
  const different = [...new Map(told.map((link) => [link.address, link])).values()];
  const key = `${where} ${different.map(({ address }) => address).join(' ')}`;
  place.hidden = !told.length;
  if (place.dataset.told === key) return;
  place.dataset.told = key;
  const most = within.length ? different.length : MOST;
  const named = different.slice(0, most).flatMap((link, i) => [i ? ', ' : ' ', wayTo(link)]);
  const others = different.length > most ? [` and ${different.length - most} more`] : [];
  const lead = different.length === 1 ? `A link stands in ${where}:` : `Links stand in ${where}:`;
  place.replaceChildren(lead, ...named, ...others);
}

/** @param {Link} link */
function wayTo({ host, address }) {
  const way = element('a', host);
  for (const [name, value] of Object.entries({ href: address, target: '_blank', rel: 'noreferrer noopener', title: address })) {
    way.setAttribute(name, value);
  }
  way.append(element('span', ' (opens in a new tab)', 'vh'));
  return way;
}
