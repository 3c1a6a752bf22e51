// @ts-check
/**
 * How marked text is split for display: the mirror of annotations/anchoring/segments.py, function by function. A parity
 * test holds the two together; marks are put in order by comparing positions and numbers, never by lengths.
 */

/** @import { Kind, Layer, Segment, Shown, Span } from './types.js' */
/** @import { TextIndex } from './offsets.js' */

import { bisect } from './bisect.js';

/** Lines under the text are told apart in three lanes; the last of them carries all claims beyond. */
export const LAST_LANE = 2;

/**
 * From the outermost layer to the innermost. What belongs to the active claim is innermost: it passes.
 * @type {Record<Kind, number>}
 */
const DEPTH = { claim: 0, side: 1, typo: 2, source: 3, cue: 3, relay: 3 };

/**
 * Whether this is a mark of its own, and not part of the active claim.
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
 * A lane for each claim: in text order the first that is free. Only in the last lane may claims overlap.
 * @param {Shown[]} claims in text order
 * @returns {Map<Shown, number>}
 */
function lanes(claims) {
  const freeFrom = new Array(LAST_LANE).fill(0);
  const laneOf = new Map();
  for (const claim of claims) {
    const free = freeFrom.findIndex((position) => position <= claim.start);
    if (free >= 0) freeFrom[free] = claim.end;
    laneOf.set(claim, free >= 0 ? free : LAST_LANE);
  }
  return laneOf;
}

/**
 * The layers of each block, outermost first. What lies wholly between blocks is not drawn.
 * @param {Span[]} blocks
 * @param {Shown[]} shown
 * @returns {Layer[][]}
 */
export function arrange(blocks, shown) {
  const inOrder = shown.filter((one) => touched(blocks, one).size).sort(inTextOrder);
  const laneOf = lanes(inOrder.filter((one) => one.kind === 'claim'));
  const anchors = firstOfEachMark(inOrder);
  const laneOrZero = (/** @type {Shown} */ one) => laneOf.get(one) ?? 0;
  /** @type {Layer[][]} */
  const layers = blocks.map(() => []);
  for (const one of inOrder.toSorted((a, b) => DEPTH[a.kind] - DEPTH[b.kind] || laneOrZero(a) - laneOrZero(b))) {
    const { first, size } = touched(blocks, one);
    const start = Math.max(one.start, blocks[first].start);
    const end = Math.min(one.end, blocks[first + size - 1].end);
    const layer = { shown: one, lane: laneOf.get(one) ?? null, start, end, anchor: anchors.get(one.mark) === one };
    for (const block of layers.slice(first, first + size)) block.push(layer);
  }
  return layers;
}

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

/** @param {Shown[]} inOrder */
function firstOfEachMark(inOrder) {
  /** @type {Map<string, Shown>} */
  const first = new Map();
  for (const one of inOrder) if (isMark(one) && !first.has(one.mark)) first.set(one.mark, one);
  return first;
}

/**
 * The segments of a block, split at every border of its layers, in text order and without gaps.
 * @param {Span} block
 * @param {Layer[]} layers those that `arrange` gave for it
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
