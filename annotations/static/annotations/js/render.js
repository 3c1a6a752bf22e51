// @ts-check
/**
 * Draws an article's text with its marks: the same elements as annotations/templatetags/marked_text.py, which a parity
 * test compares, and besides those what only a browser shows: which mark is the active one (class `on`).
 */

/** @import { Layer, Segment, Shown, Span } from './types.js' */
/** @import { TextIndex } from './offsets.js' */

import { Arrangement, LAST_LANE, closes, innermost, isMark, opens, paragraphs, split } from './segments.js';
import { same } from './values.js';

/**
 * What one element draws: a layer, and the claims for which its line and badge stand. In the last lane the first claim
 * stands for the whole crowd there, and the others for nothing.
 * @typedef {{layer: Layer, standsFor: Layer[]}} Drawn
 */

/** @typedef {[name: string, value: string][]} Attributes */

/** An article's text in the page, and the marks that it shows. */
export class MarkedText {
  #article;
  #index;
  #prefix;
  #arrangement;
  /** What each mark looks like. @type {Map<string, Shown[]>} */
  #shown = new Map();
  #active = '';
  /** What belongs to the active mark. @type {Shown[]} */
  #parts = [];
  /** Where something else is to be seen by now than what is drawn. @type {Span[]} */
  #stale = [];

  /**
   * Takes over what the server has drawn, without drawing anew.
   * @param {HTMLElement} article
   * @param {TextIndex} index the stored text; an article that differs from it is an error
   * @param {Shown[]} shown what the server has drawn, links too
   * @param {string} [prefix] with which the ids of marks begin
   */
  constructor(article, index, shown, prefix = 'm') {
    if (article.textContent !== index.text) throw new Error('The page does not show the stored text to the letter.');
    this.#article = article;
    this.#index = index;
    this.#prefix = prefix;
    this.blocks = paragraphs(index);
    this.paragraphs = /** @type {HTMLElement[]} */ ([...article.children]);
    this.#arrangement = new Arrangement(this.blocks, shown);
    for (const one of shown) this.#shown.set(one.mark, [...this.#lookOf(one.mark), one]);
  }

  /**
   * The element where a mark begins, null where it is not shown.
   * @param {string} mark UUID
   * @returns {HTMLElement | null}
   */
  startOf(mark) {
    return this.#article.querySelector(`#${this.#prefix}-${mark}`);
  }

  /**
   * Puts the focus on the element where a mark begins. Only while it has the focus can it be focused: else a press of the
   * mouse would focus it, and Chromium would then select nothing from its first letter on.
   * @param {string} mark UUID
   */
  focus(mark) {
    const start = this.startOf(mark);
    if (!start) return;
    start.tabIndex = -1;
    start.addEventListener('blur', () => start.removeAttribute('tabindex'), { once: true });
    start.focus({ preventScroll: true });
  }

  /**
   * Says what a mark looks like from the next drawing on.
   * @param {string} mark UUID
   * @param {Shown[]} shown none: it is not to be seen
   */
  set(mark, shown) {
    const before = this.#lookOf(mark);
    if (same(before, shown)) return;
    this.#shown.set(mark, shown);
    this.#stale.push(...this.#arrangement.replace(before, shown));
  }

  /**
   * Says which mark is the active one from the next drawing on.
   * @param {string} mark UUID, '' for none
   * @param {Shown[]} parts its source, cue and relay
   */
  activate(mark, parts) {
    if (mark !== this.#active) this.#stale.push(...this.#lookOf(mark), ...this.#lookOf(this.#active));
    this.#active = mark;
    if (same(this.#parts, parts)) return;
    this.#stale.push(...this.#arrangement.replace(this.#parts, parts));
    this.#parts = parts;
  }

  /**
   * Draws what was said, in those paragraphs only that show something else by it. The focus is kept, a selection in them
   * is not.
   * @returns {number[]} the blocks in which something was drawn anew, by their place in the list
   */
  draw() {
    const focused = this.#article.contains(document.activeElement) ? document.activeElement : null;
    const blocks = new Set(this.#stale.flatMap((place) => this.#arrangement.blocksOf(place)));
    const redrawn = [...blocks].sort((a, b) => a - b);
    for (const block of redrawn) hold(this.paragraphs[block], this.#nodesOf(block));
    this.#stale = [];
    if (focused && !focused.isConnected) this.#focusAgain(focused.id.slice(this.#prefix.length + 1));
    return redrawn;
  }

  /** @param {string} mark */
  #lookOf(mark) {
    return this.#shown.get(mark) ?? [];
  }

  /**
   * What a block's paragraph is to hold: what is drawn there already, as far as nothing else is to be seen in its place. A
   * browser styles and lays out what is new, and among many marks a change makes little of a paragraph new.
   * @param {number} block by its place in the list
   * @returns {ChildNode[]}
   */
  #nodesOf(block) {
    const drawn = byStart(this.paragraphs[block].childNodes);
    let units = 0;
    return split(this.blocks[block], this.#arrangement.layers(block)).map((segment) => {
      const words = this.#index.slice(segment.start, segment.end);
      const there = drawn.get(units);
      units += words.length;
      const isStale = there?.textContent !== words || this.#stale.some((place) => overlap(place, segment));
      return isStale ? drawSegment(words, segment, { active: this.#active, prefix: this.#prefix }) : there;
    });
  }

  /**
   * The focus goes to the element drawn in the old one's place; where the mark is gone, to what the text scrolls in.
   * @param {string} mark UUID
   */
  #focusAgain(mark) {
    if (this.startOf(mark)) return this.focus(mark);
    const scroller = this.#article.closest('[tabindex]');
    return scroller instanceof HTMLElement ? scroller.focus({ preventScroll: true }) : undefined;
  }
}

/**
 * Lets a paragraph hold these nodes; those that it holds already stay in place.
 * @param {HTMLElement} paragraph
 * @param {ChildNode[]} nodes
 */
function hold(paragraph, nodes) {
  const kept = new Set(nodes);
  for (const node of [...paragraph.childNodes]) if (!kept.has(node)) node.remove();
  let next = paragraph.firstChild;
  for (const node of nodes) {
    if (node === next) next = node.nextSibling;
    else paragraph.insertBefore(node, next);
  }
}

/**
 * @param {Iterable<ChildNode>} nodes that follow one another
 * @returns {Map<number, ChildNode>} by the code units that stand before each
 */
function byStart(nodes) {
  const starts = new Map();
  let units = 0;
  for (const node of nodes) {
    starts.set(units, node);
    units += node.textContent?.length ?? 0;
  }
  return starts;
}

/**
 * @param {Span} a
 * @param {Span} b
 */
const overlap = (a, b) => a.start < b.end && b.start < a.end;

/**
 * @param {string} words
 * @param {Segment} segment
 * @param {{active: string, prefix: string}} look the active mark, and with what ids begin
 */
function drawSegment(words, segment, { active, prefix }) {
  if (!segment.layers.length) return document.createTextNode(words);
  const [outer, ...inner] = drawnIn(segment);
  const [own, attributes] = [classOf(segment, outer, active), attributesOf(segment, outer, prefix)];
  // Links alone are no highlighted words.
  const mark =
    outer.layer.shown.kind === 'link'
      ? element('span', own, attributes)
      : element('mark', `${markClassOf(segment, active)} ${own}`, [...attributes, ...marksHere(segment)]);
  let last = mark;
  for (const one of inner) {
    const span = element('span', classOf(segment, one, active), attributesOf(segment, one, prefix));
    last.append(span);
    last = span;
  }
  last.append(words);
  return mark;
}

/**
 * @param {string} name
 * @param {string} className
 * @param {Attributes} attributes
 */
function element(name, className, attributes) {
  const made = document.createElement(name);
  made.className = className;
  for (const [key, value] of attributes) made.setAttribute(key, value);
  return made;
}

/**
 * Outermost first. A claim without a line of its own has an element only where it begins, to carry its id.
 * @param {Segment} segment
 * @returns {Drawn[]}
 */
function drawnIn(segment) {
  const crowd = segment.layers.filter((layer) => layer.lane === LAST_LANE);
  return segment.layers.flatMap((layer) => {
    if (layer.lane !== LAST_LANE) return { layer, standsFor: [layer] };
    if (layer === crowd[0]) return { layer, standsFor: crowd };
    return opens(segment, layer) ? { layer, standsFor: [] } : [];
  });
}

/**
 * The active claim's grade fills, else the innermost claim's.
 * @param {Segment} segment
 * @param {string} active
 */
function markClassOf(segment, active) {
  const on = segment.layers.find(({ shown }) => shown.kind === 'claim' && shown.mark === active);
  const claim = on?.shown ?? innermost(segment.layers);
  return `m${on ? ' on' : ''}${claim ? ` f-${claim.grade || 'x'}` : ''}`;
}

/**
 * @param {Segment} segment
 * @param {Drawn} drawn
 * @param {string} active
 */
function classOf(segment, { layer, standsFor }, active) {
  const kind = standsFor.length ? kindClassOf(layer) : 'rest';
  const on = ['side', 'typo'].includes(layer.shown.kind) && layer.shown.mark === active;
  return `${kind}${on ? ' on' : ''}${opens(segment, layer) ? ' first' : ''}${closes(segment, layer) ? ' last' : ''}`;
}

const KIND_CLASSES = { side: 'x', typo: 't', cue: 'cue', source: 'src', relay: 'src', link: 'lk' };

/** @param {Layer} layer */
function kindClassOf({ shown, lane }) {
  return shown.kind === 'claim' ? `u-${shown.grade || 'x'} k-${lane}` : KIND_CLASSES[shown.kind];
}

/**
 * @param {Segment} segment
 * @param {Drawn} drawn
 * @param {string} prefix
 * @returns {Attributes}
 */
function attributesOf(segment, { layer, standsFor }, prefix) {
  if (layer.shown.kind === 'link') return linkOf(layer.shown, closes(segment, layer));
  const begins = opens(segment, layer);
  /** @type {Attributes} */
  const identity = begins && layer.anchor ? [['id', `${prefix}-${layer.shown.mark}`]] : [];
  if (layer.shown.kind === 'claim') return [...identity, ...claimBadge(segment, standsFor), ...claimEnd(segment, standsFor)];
  return begins ? [...identity, ...badge(layer.shown)] : [];
}

/**
 * @param {Segment} segment
 * @param {Layer[]} standsFor
 * @returns {Attributes}
 */
function claimBadge(segment, standsFor) {
  const opening = standsFor.filter((layer) => opens(segment, layer));
  if (!opening.length) return [];
  const beyond = standsFor.length > 1 ? `+${standsFor.length - 1}` : '';
  const words = opening.map(({ shown }) => `claim ${shown.number}, grade ${shown.grade || 'not yet given'}: `);
  return [['data-g', `${standsFor[0].shown.grade || '?'}${beyond}`], ['data-alt', words.join('')]];
}

/**
 * @param {Segment} segment
 * @param {Layer[]} standsFor
 * @returns {Attributes}
 */
function claimEnd(segment, standsFor) {
  const closing = standsFor.filter((layer) => closes(segment, layer)).map((layer) => layer.shown.number);
  if (!closing.length) return [];
  return [['data-n', closing.join(' ')], ['data-end', closing.map((number) => ` end of claim ${number} `).join('')]];
}

/**
 * @param {Shown} shown a contradiction's side
 * @returns {Attributes}
 */
function sideBadge({ number, home, letter }) {
  if (!home) return [['data-x', `x${number}`], ['data-alt', `contradiction ${number}: `]];
  const made = `ade in the review of “${home}”`;
  return [
    ['data-x', `x${number}↗${letter}`],
    ['data-alt', `contradiction ${number}${letter}, m${made}: `],
    ['title', `M${made}`],
  ];
}

/**
 * @param {Shown} shown
 * @returns {Attributes}
 */
function badge(shown) {
  const { kind, number, correction } = shown;
  if (kind === 'side') return sideBadge(shown);
  if (kind !== 'typo') return [['data-role', kind]];
  const advice = correction ? `should read ${correction}` : 'to be taken out';
  return [['data-fix', correction || '×'], ['data-alt', ` typo ${number}, ${advice} `]];
}

/**
 * Where a link leads: on hovering the whole address; the host for a screen reader, once, after the words.
 * @param {Shown} shown
 * @param {boolean} isEnd
 * @returns {Attributes}
 */
function linkOf({ host = '', address = '' }, isEnd) {
  return [['title', address], .../** @type {Attributes} */ (isEnd ? [['data-to', host], ['data-end', ` link to ${host} `]] : [])];
}

/**
 * @param {Segment} segment
 * @returns {Attributes}
 */
function marksHere(segment) {
  const marks = new Set(segment.layers.map((layer) => layer.shown).filter(isMark).map((shown) => shown.mark));
  return marks.size ? [['data-m', [...marks].join(' ')]] : [];
}
