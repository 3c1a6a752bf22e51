// @ts-check
/**
 * The line that ties the two passages of the open contradiction. It carries on the bracket's own upper rule, across the gap
 * to the other bracket's, so that it crosses no line of text. It is drawn when another mark opens, when scrolling ends and
 * when the page is another size; while a text scrolls it is hidden, and nothing is measured.
 */

/** @import { Panes } from './panes.js' */
/** @import { Reading } from './reading.js' */
/** @import { Entry } from './types.js' */

import { numberOf } from './card-words.js';
import { one, part } from './dom.js';

/** How a passage stands to what is to be seen of its text. @typedef {'up' | 'down' | 'in view'} Where */

/** Half the thickness of the bracket's rule, in pixels. */
const HALF_RULE = 1;
/** Some browsers don't say when scrolling has ended: so long it must rest. */
const REST = 150;

export class Tie {
  #root;
  #panes;
  #active;
  #isDue = false;
  #isScrolling = false;
  #timer = 0;

  /**
   * @param {HTMLElement} root the gap between the texts
   * @param {Panes} panes two of them
   * @param {() => Entry | null} active the open mark
   */
  constructor(root, panes, active) {
    this.#root = root;
    this.#panes = panes;
    this.#active = active;
    for (const { page: { scroller } } of panes.all) {
      scroller.addEventListener('scroll', () => this.#scrolls(), { passive: true });
      scroller.addEventListener('scrollend', () => this.#rests());
    }
    const resized = new ResizeObserver(() => this.update());
    for (const element of [root, ...panes.all.map(({ page }) => page.article)]) resized.observe(element);
    for (const [button, reading] of this.#ways) button.addEventListener('click', () => this.#show(reading));
  }

  /** Draws it anew, once, after all that is under way is drawn. */
  update() {
    if (this.#isDue) return;
    this.#isDue = true;
    requestAnimationFrame(() => {
      this.#isDue = false;
      if (!this.#isScrolling) this.#draw();
    });
  }

  /** All that is done while a text scrolls. */
  #scrolls() {
    if (!('onscrollend' in window)) this.#restsSoon();
    if (this.#isScrolling) return;
    this.#isScrolling = true;
    this.#root.classList.add('is-away');
  }

  #restsSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#rests(), REST);
  }

  #rests() {
    this.#isScrolling = false;
    this.#root.classList.remove('is-away');
    this.update();
  }

  /** @returns {[HTMLElement, Reading][]} the ways to a passage out of view, and in which text it is */
  get #ways() {
    const { here, beside } = this.#panes;
    return [[part(this.#root, 'way-here'), here], [part(this.#root, 'way-beside'), /** @type {Reading} */ (beside)]];
  }

  #draw() {
    const active = this.#active();
    const box = this.#root.getBoundingClientRect();
    const lines = this.#panes.all.map((reading) => this.#lineIn(reading, active));
    const [from, to] = lines;
    const isTied = box.width > 0 && from && to;
    const seen = lines.map((line, place) => (isTied && line ? whereIs(line, this.#panes.all[place]) : 'in view'));
    const isDrawn = isTied && seen.every((where) => where === 'in view');
    this.#root.querySelector('path')?.setAttribute('d', isDrawn ? path(from, to, box) : '');
    this.#showNumber(isDrawn ? (from.top + to.top) / 2 - box.top : null, active);
    for (const [place, [button]] of this.#ways.entries()) this.#showWay(button, seen[place], place);
  }

  /**
   * The first line of the passage in a text; of several, of the first that is in view.
   * @param {Reading} reading
   * @param {Entry | null} active
   */
  #lineIn(reading, active) {
    if (active?.content.kind !== 'contradiction') return undefined;
    const starts = [...reading.page.article.querySelectorAll('.x.on.first')];
    const lines = starts.map((start) => start.getClientRects()[0]).filter(Boolean);
    return lines.find((line) => whereIs(line, reading) === 'in view') ?? lines[0];
  }

  /**
   * @param {number | null} top from the gap's upper edge; null: there is no line
   * @param {Entry | null} active
   */
  #showNumber(top, active) {
    const number = part(this.#root, 'number');
    number.hidden = top === null;
    if (top === null || !active) return;
    one(number, '.chip', HTMLElement).textContent = numberOf(active);
    number.style.transform = `translateY(calc(${top + HALF_RULE}px - 50%))`;
  }

  /**
   * @param {HTMLElement} button
   * @param {Where} where
   * @param {number} place of its text
   */
  #showWay(button, where, place) {
    button.hidden = where === 'in view';
    button.textContent = where === 'up' ? '↑' : '↓';
    button.dataset.where = where;
    const text = place === 0 ? 'the article under review' : 'the article beside it';
    button.setAttribute('aria-label', `Show the passage in ${text}: further ${where}`);
    button.title = `Further ${where}: show it`;
  }

  /**
   * The focus goes along: once the passage is in view, the button that had it is hidden.
   * @param {Reading} reading
   */
  #show(reading) {
    const active = this.#active();
    if (!active) return;
    reading.reveal(active.id);
    reading.focus(active.id);
  }
}

/**
 * @param {DOMRect} line
 * @param {Reading} reading
 * @returns {Where}
 */
function whereIs(line, { page: { scroller } }) {
  const view = scroller.getBoundingClientRect();
  if (line.top < view.top) return 'up';
  return line.bottom > view.bottom ? 'down' : 'in view';
}

/**
 * From the end of the one rule along it, across the gap, to the start of the other.
 * @param {DOMRect} from
 * @param {DOMRect} to
 * @param {DOMRect} box the gap
 */
function path(from, to, box) {
  // Where the page runs from right to left, so do the texts.
  const isLeft = from.left < box.left;
  const [start, end] = isLeft ? [from.right, to.left] : [from.left, to.right];
  const [near, far] = isLeft ? [0, box.width] : [box.width, 0];
  const [a, b] = [from, to].map(({ top }) => (top - box.top + HALF_RULE).toFixed(1));
  const middle = box.width / 2;
  return `M${(start - box.left).toFixed(1)} ${a}H${near}C${middle} ${a} ${middle} ${b} ${far} ${b}H${(end - box.left).toFixed(1)}`;
}
