// @ts-check
/**
 * How marked text is split for display, as annotations/anchoring/segments.py does it too: there for a whole text at once,
 * here so that a change of one mark is a small one. A parity test holds the two together; marks are put in order by
 * comparing positions and numbers, never by lengths.
 */

/** @import { Kind, Layer, Segment, Shown, Span } from './types.js' */
/** @import { TextIndex } from './offsets.js' */

import { bisect } from './bisect.js';

/** Lines under the text are told apart in three lanes; the last of them carries all claims beyond. */
export const LAST_LANE = 2;

/**
 * From the outermost layer to the innermost. What belongs to the active claim passes; a link is the article's own.
 * @type {Record<Kind, number>}
 */
const DEPTH = { claim: 0, side: 1, typo: 2, source: 3, cue: 3, relay: 3, link: 4 };

/**
 * Whether this is a mark of its own, neither part of the active claim nor a link.
 * @param {Shown} shown
 */
export const isMark = (shown) => DEPTH[shown.kind] < DEPTH.source;

/**
 * Text order: by start, the wider one first, then by number. For Array.sort.
 * @param {Shown} a
 * @param {Shown} b
 */
export function inTextOrder(a, b) {
  return a.start - b.start || b.end - a.end || a.number - b.number || (a.mark < b.mark ? -1 : Number(a.mark > b.mark));
}

/**
 * The blocks of the text, in order; the first is the headline. The gaps between them hold only newlines.
 * @param {TextIndex} index
 * @returns {Span[]}
 */
export function paragraphs(index) {
  /** @type {Span[]} */
  const blocks = [];
  let start = 0;
  for (const gap of index.findAll(/\n+/g)) {
    if (blocks.length && gap.end - gap.start === 1 && gap.end < index.length) continue;
    if (start < gap.start) blocks.push({ start, end: gap.start });
    start = gap.end;
  }
  return start < index.length ? [...blocks, { start, end: index.length }] : blocks;
}

/**
 * The layers of each block, kept up while marks come, change and go: what a change costs grows with the blocks that it
 * touches and with what is in them, not with the text. What lies wholly between blocks is not drawn.
 */
export class Arrangement {
  #blocks;
  /** What each block shows, in text order. @type {Shown[][]} */
  #shown;
  /** For each block, from where on the lanes are free for what begins in it; 0 for all of it. @type {number[][]} */
  #freeFrom;
  /** @type {Map<Shown, number>} */
  #laneOf = new Map();
  /** The first span of each mark. @type {Map<string, Shown>} */
  #anchors = new Map();

  /**
   * @param {Span[]} blocks
   * @param {Shown[]} shown
   */
  constructor(blocks, shown) {
    this.#blocks = blocks;
    this.#shown = blocks.map(() => []);
    this.#freeFrom = blocks.map(() => ALL_FREE);
    for (const one of shown.toSorted(inTextOrder)) this.#add(one);
    for (const block of blocks.keys()) this.#lay(block);
  }

  /**
   * Shows spans in place of others: all that a mark had, and all that it has now.
   * @param {Shown[]} before the very objects that are shown
   * @param {Shown[]} after
   * @returns {Span[]} where the layers may be others now
   */
  replace(before, after) {
    for (const one of before) this.#remove(one);
    for (const one of after.toSorted(inTextOrder)) this.#add(one);
    const changed = [...before, ...after];
    const moved = changed.filter(isClaim).flatMap((claim) => this.#layFrom(touched(this.#blocks, claim).first));
    return [...changed, ...moved];
  }

  /**
   * The blocks that share a character with the span, by their place in the list.
   * @param {Span} span
   * @returns {number[]}
   */
  blocksOf(span) {
    const { first, size } = touched(this.#blocks, span);
    return Array.from({ length: size }, (_, i) => first + i);
  }

  /**
   * The layers of a block, outermost first.
   * @param {number} block by its place in the list
   * @returns {Layer[]}
   */
  layers(block) {
    const laneOrZero = (/** @type {Shown} */ one) => this.#laneOf.get(one) ?? 0;
    const deepLast = this.#shown[block].toSorted((a, b) => DEPTH[a.kind] - DEPTH[b.kind] || laneOrZero(a) - laneOrZero(b));
    return deepLast.map((one) => this.#layer(one));
  }

  /** @param {Shown} shown */
  #layer(shown) {
    const { first, size } = touched(this.#blocks, shown);
    const start = Math.max(shown.start, this.#blocks[first].start);
    const end = Math.min(shown.end, this.#blocks[first + size - 1].end);
    return { shown, lane: this.#laneOf.get(shown) ?? null, start, end, anchor: this.#anchors.get(shown.mark) === shown };
  }

  /** @param {Shown} one */
  #add(one) {
    const blocks = this.blocksOf(one);
    for (const block of blocks) {
      const here = this.#shown[block];
      here.splice(bisect(here.length, (i) => inTextOrder(here[i], one) <= 0), 0, one);
    }
    if (blocks.length && isMark(one) && !this.#anchors.has(one.mark)) this.#anchors.set(one.mark, one);
  }

  /** @param {Shown} one */
  #remove(one) {
    for (const block of this.blocksOf(one)) this.#shown[block].splice(this.#shown[block].indexOf(one), 1);
    this.#laneOf.delete(one);
    if (this.#anchors.get(one.mark) === one) this.#anchors.delete(one.mark);
  }

  /**
   * Gives lanes anew from a block on, as far as that makes a difference.
   * @param {number} first
   * @returns {Shown[]} the claims whose lane is another now
   */
  #layFrom(first) {
    const moved = [];
    for (let block = first; block < this.#blocks.length; block += 1) {
      const { claims, isSettled } = this.#lay(block);
      moved.push(...claims);
      if (isSettled) break;
    }
    return moved;
  }

  /**
   * A lane for each claim that begins in a block: in text order the first that is free. Only in the last lane may claims
   * overlap.
   * @param {number} block
   * @returns {{claims: Shown[], isSettled: boolean}} whose lane is another now; whether all that follows keeps its own
   */
  #lay(block) {
    const freeFrom = [...this.#freeFrom[block]];
    const before = this.#blocks[block - 1]?.end ?? 0;
    const beginning = this.#shown[block].filter((one) => isClaim(one) && one.start >= before);
    const claims = beginning.filter((claim) => {
      const free = freeFrom.findIndex((position) => position <= claim.start);
      if (free >= 0) freeFrom[free] = claim.end;
      const lane = free >= 0 ? free : LAST_LANE;
      const isOther = this.#laneOf.get(claim) !== lane;
      this.#laneOf.set(claim, lane);
      return isOther;
    });
    return { claims, isSettled: this.#hand(block, freeFrom) };
  }

  /**
   * Hands on to the next block from where on the lanes are free.
   * @param {number} block
   * @param {number[]} freeFrom
   * @returns {boolean} whether that is what it had been handed before
   */
  #hand(block, freeFrom) {
    const { end } = this.#blocks[block];
    const next = freeFrom.map((position) => (position <= end ? 0 : position));
    const known = this.#freeFrom[block + 1];
    if (!known || known.every((position, lane) => position === next[lane])) return true;
    this.#freeFrom[block + 1] = next;
    return false;
  }
}

/** @type {number[]} */
const ALL_FREE = new Array(LAST_LANE).fill(0);

/** @param {Shown} shown */
const isClaim = ({ kind }) => kind === 'claim';

/**
 * Which blocks, by their place in the list, share a character with the span.
 * @param {Span[]} blocks
 * @param {Span} span
 */
function touched(blocks, span) {
  const first = bisect(blocks.length, (i) => blocks[i].end <= span.start);
  const beyond = bisect(blocks.length, (i) => blocks[i].start < span.end);
  return { first, size: Math.max(0, beyond - first) };
}

/**
 * The segments of a block, split at every border of its layers, in text order and without gaps.
 * @param {Span} block
 * @param {Layer[]} layers the block's
 * @returns {Segment[]}
 */
export function split(block, layers) {
  const { opening, closing } = bordersOf(block, layers);
  const positions = new Set([block.start, block.end, ...opening.keys(), ...closing.keys()]);
  const [first, ...rest] = [...positions].sort((a, b) => a - b);
  /** @type {number[]} */
  const live = [];
  let start = first;
  return rest.map((end) => {
    for (const rank of closing.get(start) ?? []) live.splice(live.indexOf(rank), 1);
    for (const rank of opening.get(start) ?? []) live.splice(bisect(live.length, (i) => live[i] < rank), 0, rank);
    const segment = { start, end, layers: live.map((rank) => layers[rank]) };
    start = end;
    return segment;
  });
}

/**
 * Which layers, by their place in the list, begin and end at which position of the block.
 * @param {Span} block
 * @param {Layer[]} layers
 */
function bordersOf(block, layers) {
  /** @type {[Map<number, number[]>, Map<number, number[]>]} */
  const [opening, closing] = [new Map(), new Map()];
  for (const [rank, layer] of layers.entries()) {
    addTo(opening, Math.max(layer.start, block.start), rank);
    addTo(closing, Math.min(layer.end, block.end), rank);
  }
  return { opening, closing };
}

/**
 * @param {Map<number, number[]>} ranksAt
 * @param {number} position
 * @param {number} rank
 */
function addTo(ranksAt, position, rank) {
  const ranks = ranksAt.get(position);
  if (ranks) ranks.push(rank);
  else ranksAt.set(position, [rank]);
}

/**
 * Whether the layer begins with this segment.
 * @param {Segment} segment
 * @param {Layer} layer
 */
export const opens = (segment, layer) => layer.start === segment.start;

/**
 * Whether the layer ends with this segment.
 * @param {Segment} segment
 * @param {Layer} layer
 */
export const closes = (segment, layer) => layer.end === segment.end;

/**
 * The claim whose grade fills the segment: the last to start, then the first to end, then the newest.
 * @param {Layer[]} layers
 * @returns {Shown | null}
 */
export function innermost(layers) {
  const claims = layers.map((layer) => layer.shown).filter((shown) => shown.kind === 'claim');
  return claims.length ? claims.reduce((a, b) => (inTextOrder(a, b) > 0 ? a : b)) : null;
}
