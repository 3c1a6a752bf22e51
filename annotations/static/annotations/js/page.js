// @ts-check
/** What the server wrote into the page, and whether the page still shows what the server has. */

/** @import { Content, MarkState, Place, ReviewPage, StoredText } from './types.js' */

import { one } from './dom.js';
import { TextIndex } from './offsets.js';
import { paragraphs } from './segments.js';

/** @returns {ReviewPage} */
export const readPage = () => JSON.parse(one(document, '#page', HTMLElement).textContent ?? '');

/**
 * Whether the article shows the stored text to the letter. An extension or a translation may have changed it before
 * the modules ran; then no position in it means anything.
 * @param {HTMLElement} article
 * @param {{version: StoredText, marks: MarkState[]}} page
 */
export async function showsStoredText(article, { version, marks }) {
  const index = new TextIndex(article.textContent ?? '');
  if (index.length !== version.length || paragraphs(index).length !== article.children.length) return false;
  const places = marks.flatMap((mark) => placesOf(mark.content, version.id));
  if (places.some((place) => index.slice(place.start, place.end) !== place.quote)) return false;
  // Without https, beyond localhost, a browser computes no digest; the length and the quotes have to do.
  return !crypto.subtle || (await digestOf(index.text)) === version.sha256;
}

/**
 * @param {Content} content
 * @param {number} version
 * @returns {Place[]}
 */
function placesOf(content, version) {
  if (content.kind !== 'contradiction') return [content.span];
  return content.sides.filter((side) => side.version === version).map((side) => side.span);
}

/** @param {string} text */
async function digestOf(text) {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
