// @ts-check
/** The open card of a typo: before and after, what kind of slip it is, and how much it matters. */

/** @import { Entry, Selected, TypoContent } from './types.js' */
/** @import { Piece } from './letters.js' */
/** @import { CardPage } from './open-card.js' */

import { element, one, part } from './dom.js';
import { areAlike, differing } from './letters.js';
import { showMeanings } from './meaning.js';
import { OpenCard } from './open-card.js';

export class OpenTypo extends OpenCard {
  #field;

  /**
   * @param {Entry} entry a typo
   * @param {CardPage} page
   */
  constructor(entry, page) {
    super(entry, page, 'open-typo-template');
    this.#field = one(this.root, '[data-field="correction"]', HTMLTextAreaElement);
    this.#field.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.page.act('leave');
    });
  }

  /**
   * @override
   * @param {Entry} entry
   */
  show(entry) {
    super.show(entry);
    const { span, correction } = /** @type {TypoContent} */ (entry.content);
    part(this.root, 'fix').replaceChildren(...drawFix(span.quote, correction));
    showMeanings(this.root);
  }

  /**
   * A correction that is still to be typed goes along.
   * @override
   * @param {Selected} selected
   */
  moveBorders({ span, words }) {
    const { correction, span: before } = /** @type {TypoContent} */ (this.content);
    const place = { ...span, quote: words };
    this.save(correction === before.quote ? { span: place, correction: words } : { span: place });
    return '';
  }

  /**
   * Puts the focus where the correction is to be typed. Once it is, not there: who walks from mark to mark would type.
   * @override
   */
  focus() {
    const { correction, span } = /** @type {TypoContent} */ (this.content);
    if (correction !== span.quote) return super.focus();
    this.#field.focus({ preventScroll: true });
    return this.#field.select();
  }
}

/**
 * The words as they stand and as they should read, with the letters marked in which they differ, where they are not all
 * others. A screen reader gets whole words.
 * @param {string} quote
 * @param {string} correction
 */
function drawFix(quote, correction) {
  if (quote === correction) return [quote];
  const [struck, mended] = [element('del', quote), element('ins', correction)];
  if (areAlike(quote, correction)) {
    const { before, after } = differing(quote, correction);
    struck.replaceChildren(...before.map(drawPiece));
    mended.replaceChildren(...after.map(drawPiece));
  }
  const seen = element('span', '');
  seen.setAttribute('aria-hidden', 'true');
  seen.append(struck, ...(correction ? [' ', mended] : []));
  return [element('span', correction ? `${quote}, should read: ${correction}` : `${quote}, to be taken out`, 'vh'), seen];
}

/** @param {Piece} piece */
const drawPiece = ({ words, differs }) => (differs ? element('b', words) : words);
