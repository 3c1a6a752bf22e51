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
import { part } from './dom.js';

/** All in pixels. A bar is so high at least; claims' bars are from SHORT to LONG. */
const [HEIGHT, SHORT, LONG] = [4, 4, 13];
/** Where the lanes begin. */
const [FOUND, CLAIMS, SIGNS] = [0, 4.5, 20.5];
/** How wide a hit of the search is drawn, and how wide and high what is no claim. */
const [FOUND_WIDTH, SIGN] = [3, 5];

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

  /** Once a frame at most, and after it: the text does not wait for its map. */
  #soon() {
    if (this.#isDue) return;
    this.#isDue = true;
    requestAnimationFrame(() => setTimeout(() => {
      this.#isDue = false;
      this.#draw();
    }));
  }

  /** What is drawn follows from where the paragraphs stand: one reading of the layout, however many marks there are. */
  #draw() {
    const height = this.#strip.clientHeight;
    // Where there is no room for the map, the stylesheet leaves it out.
    if (!height) return;
    this.#scale = height / this.#scroller.scrollHeight;
    const tops = this.#reading.paragraphs.map(({ offsetTop, offsetHeight }) => ({ top: offsetTop, height: offsetHeight }));
    const yOf = (/** @type {number} */ position) => this.#scale * topOf(position, this.#reading.blocks, tops);
    const shapes = this.#shapes(yOf);
    for (const path of this.#strip.querySelectorAll('path')) drawPath(path, shapes[path.dataset.look ?? ''] ?? []);
    this.#view.style.height = `${this.#scale * this.#scroller.clientHeight}px`;
    this.#follow();
  }

  /**
   * @param {(position: number) => number} yOf
   * @returns {Record<string, string[]>} path data by look: a grade's key, x for a claim that has none, side, typo, found
   */
  #shapes(yOf) {
    /** @type {Record<string, string[]>} */
    const shapes = {};
    for (const shown of this.#marks.seen().flatMap((entry) => this.#marks.shownOf(entry))) {
      const look = shown.kind === 'claim' ? shown.grade || 'x' : shown.kind;
      (shapes[look] ??= []).push(this.#shapeOf(shown, yOf(shown.start), yOf(shown.end)));
    }
    shapes.found = this.#found.map(({ start }) => bar(FOUND, yOf(start), FOUND_WIDTH, HEIGHT));
    return shapes;
  }

  /**
   * @param {Shown} shown
   * @param {number} from
   * @param {number} to
   */
  #shapeOf({ kind, grade }, from, to) {
    if (kind === 'side') return diamond(SIGNS, from);
    if (kind === 'typo') return bar(SIGNS, from, SIGN, SIGN);
    return bar(CLAIMS, from, this.#lengths.get(grade) ?? LONG, Math.max(HEIGHT, to - from));
  }

  /** All that is done while the text scrolls. */
  #follow() {
    this.#view.style.transform = `translateY(${this.#scale * this.#scroller.scrollTop}px)`;
  }

  get #view() {
    return part(this.#strip, 'view');
  }
}

/**
 * Draws a path anew, unless it is the same.
 * @param {SVGPathElement} path
 * @param {string[]} shapes
 */
function drawPath(path, shapes) {
  const drawn = shapes.join('');
  if (path.getAttribute('d') !== drawn) path.setAttribute('d', drawn);
}

/**
 * How long the bars of grades are: the longer the higher it ranks. What is outside the order has the shortest.
 * @param {Grade[]} grades
 */
function lengthsOf(grades) {
  const highest = Math.max(...grades.map(({ rank }) => rank ?? 0));
  return new Map(grades.map(({ key, rank }) => [key, SHORT + ((LONG - SHORT) * (rank ?? 0)) / highest]));
}

/**
 * Where a position stands in the scrolled text: within a paragraph, as far down as it is into its words.
 * @param {number} position
 * @param {Span[]} blocks
 * @param {{top: number, height: number}[]} places of the blocks' paragraphs
 */
function topOf(position, blocks, places) {
  const i = Math.min(blocks.length - 1, bisect(blocks.length, (i) => blocks[i].end < position));
  const [{ start, end }, { top, height }] = [blocks[i], places[i]];
  return top + (height * Math.max(0, position - start)) / (end - start);
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} width
 * @param {number} height
 */
const bar = (x, y, width, height) => `M${x} ${y.toFixed(1)}h${width.toFixed(1)}v${height.toFixed(1)}h${(-width).toFixed(1)}z`;

/**
 * @param {number} x
 * @param {number} y
 */
const diamond = (x, y) => `M${x + SIGN / 2} ${(y - 1).toFixed(1)}l${SIGN / 2} ${SIGN / 2}l${-SIGN / 2} ${SIGN / 2}l${-SIGN / 2} ${-SIGN / 2}z`;
