// @ts-check
/**
 * The caret in the text, for working without a mouse. Where it stands is the browser's own selection, so what is selected
 * by key, by mouse and by finger is one; only the mark that shows the place is drawn here, since browsers draw none
 * outside of fields.
 */

/** @import { Span } from './types.js' */
/** @import { Borders, Unit } from './borders.js' */
/** @import { Places } from './offsets.js' */

/** From the edge of the visible text to the caret, in pixels: so far at least it is kept when it moves. */
const MARGIN = 64;

/** @typedef {{anchor: number, focus: number}} Ends Where a selection was begun, and its end that moves. */

export class Caret {
  #scroller;
  #article;
  #drawn;
  #places;
  #borders;
  /** @type {Ends | null} */
  #ends = null;
  /** Where a line wraps, one position is two places: whether the caret stands at the end of the upper line. */
  #endsLine = false;

  /**
   * @param {{scroller: HTMLElement, article: HTMLElement, caret: HTMLElement}} page
   * @param {Places} places
   * @param {Borders} borders
   */
  constructor({ scroller, article, caret }, places, borders) {
    this.#scroller = scroller;
    this.#article = article;
    this.#drawn = caret;
    this.#places = places;
    this.#borders = borders;
    document.addEventListener('selectionchange', () => this.#follow());
    for (const event of ['focusin', 'focusout']) scroller.addEventListener(event, () => this.#draw());
    new ResizeObserver(() => this.#draw()).observe(article);
  }

  /** Where the caret stands; null before it was first in the text. */
  get position() {
    return this.#ends?.focus ?? null;
  }

  /** @returns {1 | -1} whether the text at the caret runs rightwards */
  get rightwards() {
    const { node } = this.#pointAt(this.#ends?.focus ?? 0, true);
    return node.parentElement && getComputedStyle(node.parentElement).direction === 'rtl' ? -1 : 1;
  }

  /** Whether the browser's selection is in the article, and not in a field. */
  get isIn() {
    return this.#article.contains(document.getSelection()?.focusNode ?? null);
  }

  /**
   * Moves the caret, or the end of the selection that moves: the caret goes to the starts of words, sentences and
   * paragraphs, and a selection grows and shrinks by whole ones.
   * @param {Unit | 'text'} unit
   * @param {1 | -1} by forwards or backwards in reading order
   * @param {boolean} isExtending
   */
  move(unit, by, isExtending) {
    const { anchor, focus } = this.#here();
    const isLeaving = !isExtending && anchor !== focus && unit === 'character';
    const edge = by > 0 ? Math.max(anchor, focus) : Math.min(anchor, focus);
    const isRight = isExtending && (focus > anchor || (focus === anchor && by > 0));
    const to = isLeaving ? edge : this.#next(focus, unit, by, isRight ? 'end' : 'start');
    this.#set({ anchor: isExtending ? anchor : to, focus: to });
  }

  /**
   * Moves by lines as they stand on the screen, or to the line's start or end: only the browser knows them.
   * @param {'line' | 'lineboundary'} unit
   * @param {1 | -1} by
   * @param {boolean} isExtending
   */
  moveByLine(unit, by, isExtending) {
    const before = this.#here();
    // The browser knows at which line's edge it stands, as long as its own selection stays.
    if (!this.#isThere(before)) this.restore();
    const selection = document.getSelection();
    selection?.modify(isExtending ? 'extend' : 'move', by > 0 ? 'forward' : 'backward', unit);
    this.#endsLine = unit === 'lineboundary' && by > 0;
    this.#follow();
    if (!this.isIn) this.#set(before);
    else this.#reveal();
  }

  /** Selects the sentence at the caret; where words are selected, on to the end of their sentence, or of the next. */
  takeSentence() {
    const { start, end } = this.#span();
    if (start === end) this.select(this.#borders.sentenceAt(end));
    else this.select({ start, end: this.#borders.sentenceEnd(end) });
  }

  /** Selects one clause less, but for the first; with nothing selected, the sentence before. */
  dropClause() {
    const { start, end } = this.#span();
    const less = this.#borders.from(end, 'clause', -1, 'end');
    if (start === end) this.select(this.#borders.sentenceAt(this.#borders.from(end, 'sentence', -1, 'start')));
    else if (less > start) this.select({ start, end: less });
  }

  /** @param {Span} span */
  select({ start, end }) {
    this.#set({ anchor: start, focus: end });
  }

  /**
   * Puts the caret somewhere. Whoever does so brings the place into view.
   * @param {number} position
   */
  put(position) {
    this.#ends = { anchor: position, focus: position };
    this.#endsLine = false;
    this.restore();
  }

  /** Leaves the caret where the selection ends, and selects nothing. */
  collapse() {
    if (this.#ends) this.#set({ anchor: this.#ends.focus, focus: this.#ends.focus });
  }

  /** Sets the browser's selection again to where the caret was: paragraphs were drawn anew, or the focus comes back. */
  restore() {
    if (!this.#ends) return;
    const { anchor, focus } = this.#ends;
    const [from, to] = [this.#pointAt(anchor, anchor >= focus), this.#pointAt(focus, anchor <= focus)];
    document.getSelection()?.setBaseAndExtent(from.node, from.offset, to.node, to.offset);
    this.#draw();
  }

  /** The caret's ends; where there is none in sight, the start of the visible text. */
  #here() {
    const { line } = this;
    const view = this.#scroller.getBoundingClientRect();
    const isSeen = line && line.bottom > view.top && line.top < view.bottom;
    if (!this.#ends || (!isSeen && this.#ends.anchor === this.#ends.focus)) this.#ends = this.#firstSeen();
    return this.#ends;
  }

  /** The caret's ends, in text order. */
  #span() {
    const { anchor, focus } = this.#here();
    return { start: Math.min(anchor, focus), end: Math.max(anchor, focus) };
  }

  /** @returns {Ends} */
  #firstSeen() {
    const { top } = this.#scroller.getBoundingClientRect();
    const paragraphs = [...this.#article.children];
    const seen = paragraphs.find((paragraph) => paragraph.getBoundingClientRect().top >= top) ?? paragraphs[0];
    const position = (seen && this.#places.positionOf(seen, 0)) ?? 0;
    return { anchor: position, focus: position };
  }

  /**
   * @param {number} position
   * @param {Unit | 'text'} unit
   * @param {1 | -1} by
   * @param {'start' | 'end'} edge
   */
  #next(position, unit, by, edge) {
    return unit === 'text' ? this.#borders.edge(by) : this.#borders.from(position, unit, by, edge);
  }

  /** @param {Ends} ends */
  #set(ends) {
    this.#ends = ends;
    this.#endsLine = false;
    this.restore();
    this.#reveal();
  }

  /** @param {Ends} ends */
  #isThere({ anchor, focus }) {
    const selection = document.getSelection();
    if (!selection?.anchorNode || !selection.focusNode || !this.isIn) return false;
    return (
      this.#places.positionOf(selection.anchorNode, selection.anchorOffset) === anchor &&
      this.#places.positionOf(selection.focusNode, selection.focusOffset) === focus
    );
  }

  /** The browser's selection has moved. Beyond the article it is none of ours, and the caret stays. */
  #follow() {
    const selection = document.getSelection();
    if (!selection?.anchorNode || !selection.focusNode || !this.isIn) return this.#draw();
    const focus = this.#places.positionOf(selection.focusNode, selection.focusOffset);
    const anchor = this.#places.positionOf(selection.anchorNode, selection.anchorOffset);
    if (focus !== null) this.#ends = { anchor: anchor ?? focus, focus };
    return this.#draw();
  }

  #draw() {
    const hasFocus = this.#scroller.contains(document.activeElement);
    const line = hasFocus && this.isIn && this.line;
    const view = this.#scroller.getBoundingClientRect();
    this.#drawn.hidden = !line;
    if (!line) return;
    // Moved by a transform: a place would have a browser lay out what holds the text anew at each key.
    const [x, y] = [line.left - view.left + this.#scroller.scrollLeft, line.top - view.top + this.#scroller.scrollTop];
    this.#drawn.style.transform = `translate(${x}px, ${y}px)`;
    this.#drawn.style.height = `${line.height}px`;
    // Where it has just been the blinking starts anew, so that it is seen while it moves.
    for (const animation of this.#drawn.getAnimations()) animation.currentTime = 0;
  }

  /** Where the caret stands on the screen; null before it was first in the text. */
  get line() {
    if (!this.#ends) return null;
    const point = this.#pointAt(this.#ends.focus, true);
    const range = new Range();
    range.setStart(point.node, point.offset);
    return [...range.getClientRects()].at(this.#endsLine ? 0 : -1) ?? null;
  }

  /**
   * @param {number} position
   * @param {boolean} before between two text nodes: the end of the first
   */
  #pointAt(position, before) {
    return this.#places.pointAt(position, before && !this.#borders.isParagraphStart(position));
  }

  #reveal() {
    const { line } = this;
    const view = this.#scroller.getBoundingClientRect();
    if (!line) return;
    const above = line.top - view.top - MARGIN;
    const below = line.bottom - view.bottom + MARGIN;
    if (above < 0) this.#scroller.scrollTop += above;
    else if (below > 0) this.#scroller.scrollTop += below;
  }
}
