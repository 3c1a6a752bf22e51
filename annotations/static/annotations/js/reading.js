// @ts-check
/** The article's text in the page: what is drawn in it, what is selected in it, and how to get to a mark. */

/** @import { Entry, Role, Selected, Shown } from './types.js' */
/** @import { Marks } from './marks.js' */

import { ROLES, piecesOf } from './claims.js';
import { Places, TextIndex, snap } from './offsets.js';
import { MarkedText } from './render.js';

/** From the upper edge of the text to a mark that is scrolled to, as a share of the visible height. */
const EYE_LEVEL = 0.3;

export class Reading {
  #scroller;
  #article;
  #index;
  #places;
  #marked;
  #marks;
  #language;

  /**
   * @param {{scroller: HTMLElement, article: HTMLElement, language: string}} page
   * @param {Marks} marks as the server has drawn them
   */
  constructor({ scroller, article, language }, marks) {
    this.#scroller = scroller;
    this.#article = article;
    this.#language = language;
    this.#index = new TextIndex(article.textContent ?? '');
    this.#places = new Places(article, this.#index);
    this.#marks = marks;
    this.#marked = new MarkedText(article, this.#index, this.#shown());
  }

  /**
   * Draws the marks as they now stand. Only paragraphs in which something differs are drawn anew.
   * @param {Entry | null} active its source, cue and relay show as well
   */
  show(active) {
    this.#marked.show([...this.#shown(), ...(active ? spansOf(active) : [])], active?.id ?? '');
  }

  /** The words that are selected in the article, whole characters without white space around; null for none. */
  selected() {
    const range = this.#selectedRange();
    const start = range && this.#places.positionOf(range.startContainer, range.startOffset);
    const end = range && this.#places.positionOf(range.endContainer, range.endOffset);
    if (start === null || end === null) return null;
    const span = snap(this.#index, start, end, this.#language);
    return span && /** @type {Selected} */ ({ span, words: this.#index.slice(span.start, span.end) });
  }

  /**
   * Where selected words stand on the screen, line by line.
   * @param {Selected} selected
   */
  linesOf({ span }) {
    return [...this.#places.rangeOf(span.start, span.end).getClientRects()].filter((line) => line.width > 0);
  }

  /**
   * The marks at an element of the text, outermost first.
   * @param {Element} element
   * @returns {string[]} UUIDs
   */
  marksAt(element) {
    return element.closest('[data-m]')?.getAttribute('data-m')?.split(' ') ?? [];
  }

  /**
   * Brings the start of a mark before the reader's eyes, unless it is there already.
   * @param {string} mark
   */
  reveal(mark) {
    const start = this.#marked.startOf(mark);
    if (!start) return;
    const [view, line] = [this.#scroller.getBoundingClientRect(), start.getClientRects()[0]];
    if (line.top >= view.top + line.height && line.bottom <= view.bottom - line.height) return;
    const top = this.#scroller.scrollTop + line.top - view.top - view.height * EYE_LEVEL;
    this.#scroller.scrollTo({ top, behavior: isCalm() ? 'auto' : 'smooth' });
  }

  /**
   * @param {string} mark
   * @returns {boolean} whether there is such a mark in the text
   */
  focus(mark) {
    const start = this.#marked.startOf(mark);
    start?.focus({ preventScroll: true });
    return start !== null;
  }

  /** Puts the focus into the text, at no mark. */
  rest() {
    this.#scroller.focus({ preventScroll: true });
  }

  #shown() {
    return this.#marks.seen().flatMap((entry) => this.#marks.shownOf(entry));
  }

  /** The selection as far as it lies in the article: a triple click's runs on to the start of what follows. */
  #selectedRange() {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0).cloneRange();
    if (!range.intersectsNode(this.#article)) return null;
    if (!this.#article.contains(range.startContainer)) range.setStart(this.#article, 0);
    if (!this.#article.contains(range.endContainer)) range.setEnd(this.#article, this.#article.childNodes.length);
    return range;
  }
}

/**
 * The words that belong to the open claim.
 * @param {Entry} entry
 * @returns {Shown[]}
 */
function spansOf({ id, number, content }) {
  if (content.kind !== 'claim') return [];
  const common = { mark: id, number, grade: '', correction: '' };
  const piecesIn = (/** @type {Role} */ role) => content.attributions.flatMap((row) => piecesOf(row, role));
  return ROLES.flatMap((kind) => piecesIn(kind).map(({ start, end }) => ({ ...common, kind, start, end })));
}

const isCalm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
