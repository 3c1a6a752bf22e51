// @ts-check
/** The article's text in the page: what is drawn in it, what is selected in it, and how to get to a mark. */

/** @import { Entry, InText, Link, Role, Selected, Shown, Span, StoredText } from './types.js' */

import { bisect } from './bisect.js';
import { Borders } from './borders.js';
import { Caret } from './caret.js';
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
  #language;
  /** Whether something is still to be drawn. */
  #isDue = false;

  /**
   * @param {{scroller: HTMLElement, article: HTMLElement, caret: HTMLElement}} page
   * @param {string} language the article's
   * @param {InText} marks as the server has drawn them
   * @param {StoredText} stored
   * @param {string} [prefix] with which the ids of marks in the text begin
   */
  constructor(page, language, marks, { parts, links }, prefix) {
    const { scroller, article } = page;
    this.page = page;
    this.marks = marks;
    this.parts = parts;
    this.links = links;
    this.#scroller = scroller;
    this.#article = article;
    this.#language = language;
    this.#index = new TextIndex(article.textContent ?? '');
    this.#places = new Places(article, this.#index);
    const drawn = [...marks.seen().flatMap((entry) => marks.shownOf(entry)), ...links.map(shownLink)];
    this.#marked = new MarkedText(article, this.#index, drawn, prefix);
    this.caret = new Caret(page, this.#places, new Borders(this.#index, this.#marked.blocks, language));
  }

  /** The text. */
  get index() {
    return this.#index;
  }

  /** Whether it is to be seen: where only one text has room, the other is hidden. */
  get isSeen() {
    return getComputedStyle(this.#scroller).visibility === 'visible';
  }

  /** The text's paragraphs. */
  get blocks() {
    return this.#marked.blocks;
  }

  /** The elements of the paragraphs, in the same order. */
  get paragraphs() {
    return this.#marked.paragraphs;
  }

  /**
   * A mark is another than it was: the next drawing shows it as it now stands.
   * @param {string} mark
   */
  change(mark) {
    this.#marked.set(mark, this.marks.lookOf(mark));
    this.#drawSoon();
  }

  /**
   * Says which mark is open.
   * @param {Entry | null} active its source, cue and relay show as well, in the text in which it stands
   */
  show(active) {
    const isHere = active && this.marks.shownOf(active).length > 0;
    this.#marked.activate(active?.id ?? '', isHere ? spansOf(active) : []);
    this.#drawSoon();
  }

  /** Before anything is seen or looked for; and once for a mark that is made and opened in one go. */
  #drawSoon() {
    if (this.#isDue) return;
    this.#isDue = true;
    queueMicrotask(() => this.#draw());
  }

  /** Draws what has changed, if anything has. Only paragraphs that show something else by it are drawn anew. */
  #draw() {
    if (!this.#isDue) return;
    this.#isDue = false;
    const wasIn = this.caret.isIn;
    const redrawn = this.#marked.draw();
    if (wasIn && redrawn.length) this.caret.restore();
  }

  /** The words that are selected in the article, whole characters without white space around; null for none. */
  selected() {
    const range = this.#selectedRange();
    const start = range && this.#places.positionOf(range.startContainer, range.startOffset);
    const end = range && this.#places.positionOf(range.endContainer, range.endOffset);
    return start === null || end === null ? null : this.snapped({ start, end });
  }

  /**
   * A place as a mark can keep it: whole characters without white space around; null where nothing is left.
   * @param {Span} place
   */
  snapped({ start, end }) {
    const span = snap(this.#index, start, end, this.#language);
    return span && /** @type {Selected} */ ({ span, words: this.#index.slice(span.start, span.end), version: this.marks.version });
  }

  /**
   * Whether a span runs over the whole article.
   * @param {Span} span
   */
  isAll({ start, end }) {
    const { blocks } = this.#marked;
    return blocks.length > 2 && start < blocks[0].end && end > blocks[blocks.length - 1].start;
  }

  /**
   * Where selected words stand on the screen, line by line; without any, where the caret stands.
   * @param {Selected | null} selected
   */
  linesOf(selected) {
    if (!selected) return this.caret.line ? [this.caret.line] : [];
    const { start, end } = selected.span;
    return [...this.#places.rangeOf(start, end).getClientRects()].filter((line) => line.width > 0);
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
   * @returns {number | null} where on the screen its line will then begin; null: it is not in this text
   */
  reveal(mark) {
    const line = this.#lineOf(mark);
    return line && this.#bring(line);
  }

  /**
   * Where on the screen the line begins in which a mark does; null: it is not in this text.
   * @param {string} mark
   */
  topOf(mark) {
    return this.#lineOf(mark)?.top ?? null;
  }

  /**
   * A place in the page. What is drawn anew there takes it away.
   * @param {Span} place
   */
  rangeOf({ start, end }) {
    return this.#places.rangeOf(start, end);
  }

  /** The start of the first paragraph of which something is to be seen. */
  get firstSeen() {
    const { top } = this.#scroller.getBoundingClientRect();
    const { blocks, paragraphs } = this.#marked;
    const above = bisect(paragraphs.length, (i) => paragraphs[i].getBoundingClientRect().bottom <= top);
    return blocks[Math.min(above, blocks.length - 1)]?.start ?? 0;
  }

  /**
   * Brings a place before the reader's eyes at once, unless it is there already. The focus stays where it is.
   * @param {Span} place
   */
  revealPlace(place) {
    this.#bring(this.rangeOf(place).getClientRects()[0], 'instant');
  }

  /**
   * Goes to a place of the text: it is before the reader's eyes, with the focus there and the caret before it.
   * @param {Span} place
   */
  go({ start, end }) {
    this.rest();
    this.caret.put(start);
    this.#bring(this.#places.rangeOf(start, end).getClientRects()[0]);
  }

  /** @param {string} mark */
  #lineOf(mark) {
    this.#draw();
    return this.#marked.startOf(mark)?.getClientRects()[0] ?? null;
  }

  /**
   * @param {DOMRect} line that is to be at eye level, unless it is well within view
   * @param {ScrollBehavior} [behavior]
   * @returns {number} where on the screen it will then begin
   */
  #bring(line, behavior = isCalm() ? 'auto' : 'smooth') {
    const view = this.#scroller.getBoundingClientRect();
    if (line.top >= view.top + line.height && line.bottom <= view.bottom - line.height) return line.top;
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    const wanted = scrollTop + line.top - view.top - view.height * EYE_LEVEL;
    const top = Math.max(0, Math.min(wanted, scrollHeight - clientHeight));
    this.#scroller.scrollTo({ top, behavior });
    return line.top + scrollTop - top;
  }

  /**
   * Puts the focus on the place where a mark begins, and the caret before it.
   * @param {string} mark
   */
  focus(mark) {
    const [first] = this.marks.lookOf(mark);
    if (!first) return this.rest();
    this.#draw();
    this.#marked.focus(mark);
    return this.caret.put(first.start);
  }

  /**
   * The marks in whose words the caret stands, outermost first.
   * @returns {Entry[]}
   */
  marksAtCaret() {
    const at = this.caret.position;
    if (at === null) return [];
    return this.marks.seen().filter((entry) => this.marks.shownOf(entry).some(({ start, end }) => start <= at && at <= end));
  }

  /** Puts the focus into the text, where the caret was. */
  rest() {
    this.#draw();
    this.#scroller.focus({ preventScroll: true });
    this.caret.restore();
  }

  /**
   * The selection as far as it lies in the article: a triple click's runs on to the start of what follows. One that runs into
   * the text beside it is of neither.
   */
  #selectedRange() {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0).cloneRange();
    if (!range.intersectsNode(this.#article)) return null;
    if ([range.startContainer, range.endContainer].some((node) => this.#isOfAnother(node))) return null;
    if (!this.#article.contains(range.startContainer)) range.setStart(this.#article, 0);
    if (!this.#article.contains(range.endContainer)) range.setEnd(this.#article, this.#article.childNodes.length);
    return range;
  }

  /** @param {Node} node */
  #isOfAnother(node) {
    const text = (node instanceof Element ? node : node.parentElement)?.closest('.reader-scroll > .text');
    return text instanceof Element && text !== this.#article;
  }
}

/**
 * The words that belong to the open claim.
 * @param {Entry} entry
 * @returns {Shown[]}
 */
function spansOf({ id, number, content }) {
  if (content.kind !== 'claim') return [];
  const common = { mark: id, number, grade: '', correction: '', home: '', letter: '' };
  const piecesIn = (/** @type {Role} */ role) => content.attributions.flatMap((row) => piecesOf(row, role));
  return ROLES.flatMap((kind) => piecesIn(kind).map(({ start, end }) => ({ ...common, kind, start, end })));
}

const isCalm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/**
 * @param {Link} link
 * @param {number} place
 * @returns {Shown}
 */
const shownLink = (link, place) => ({
  ...link,
  mark: `link-${place}`,
  kind: 'link',
  number: place + 1,
  grade: '',
  correction: '',
  home: '',
  letter: '',
});
