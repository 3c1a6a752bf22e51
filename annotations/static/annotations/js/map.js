// @ts-check
/**
 * A map of the article beside its scroll bar: where marks stand, how claims are graded, and which part is in view. What
 * it shows, the cards say. Kinds have lanes and shapes of their own, and a claim's bar is the longer the better a reader
 * could trace it, so that nothing is told by colour alone.
 */

/** @import { Grade, Shown, Span } from './types.js' */
/** @import { Marks } from './marks.js' */
/** @import { Reading } from './reading.js' */

import { bisect } from './bisect.js';
import { one } from './dom.js';

/** All in pixels. A bar is so high at least; claims' bars are from SHORT to LONG. */
const [HEIGHT, SHORT, LONG] = [3, 4, 12];
/** Where the lanes begin. */
const [FOUND, CLAIMS, SIGNS] = [0, 4, 18];
/** How wide what is no claim is drawn. */
const SIGN = 5;

export class ArticleMap {
  #strip;
  #scroller;
  #marks;
  #reading;
  /** How long the bar of each grade is. @type {Map<string, number>} */
  #lengths;
  /** @type {Span[]} */
  #found = [];
  #isDue = false;
  /** Pixels of the strip for one of the text. */
  #scale = 0;

  /**
   * @param {{strip: HTMLElement, scroller: HTMLElement, article: HTMLElement}} page
   * @param {Marks} marks
   * @param {Reading} reading
   * @param {Grade[]} grades
   */
  constructor({ strip, scroller, article }, marks, reading, grades) {
    this.#strip = strip;
    this.#scroller = scroller;
    this.#marks = marks;
    this.#reading = reading;
    this.#lengths = lengthsOf(grades);
    marks.listen(() => this.#soon());
    const resized = new ResizeObserver(() => this.#soon());
    for (const element of [strip, article]) resized.observe(element);
    scroller.addEventListener('scroll', () => this.#follow(), { passive: true });
    this.#listen();
  }

  /** @param {Span[]} places that a search has found */
  showFound(places) {
    this.#found = places;
    this.#soon();
  }

  #listen() {
    // A press here must take neither the focus nor the selection away.
    this.#strip.addEventListener('mousedown', (event) => event.preventDefault());
    this.#strip.addEventListener('pointerdown', (event) => {
      this.#strip.setPointerCapture(event.pointerId);
      this.#jump(event);
    });
    this.#strip.addEventListener('pointermove', (event) => {
      if (this.#strip.hasPointerCapture(event.pointerId)) this.#jump(event);
    });
  }

  /** @param {PointerEvent} event */
  #jump({ clientY }) {
    const { top } = this.#strip.getBoundingClientRect();
    this.#scroller.scrollTop = (clientY - top) / this.#scale - this.#scroller.clientHeight / 2;
  }

  /** Once a frame at most. */
  #soon() {
    if (this.#isDue) return;
    this.#isDue = true;
    requestAnimationFrame(() => {
      this.#isDue = false;
      this.#draw();
    });
  }

  #draw() {
    const height = this.#strip.clientHeight;
    // Where there is no room for it, it is not shown.
    if (!height) return;
    this.#scale = height / this.#scroller.scrollHeight;
    const svg = one(this.#strip, 'svg');
    svg.setAttribute('viewBox', `0 0 ${this.#strip.clientWidth} ${height}`);
    const shapes = this.#shapes();
    for (const path of svg.querySelectorAll('path')) path.setAttribute('d', shapes.get(path.dataset.look ?? '') ?? '');
    this.#view.style.height = `${this.#scroller.clientHeight * this.#scale}px`;
    this.#follow();
  }
}
