// @ts-check
/**
 * The changes that wait for the server, in the order in which they were made. Each function gives a move: what takes one
 * queue and gives the next, and changes nothing itself. So a move can be made in the page at once and again in the store,
 * where another window may have made its own in between.
 *
 * Of each mark the first change names the revision that it is based on; a further one names none (null), since it is based
 * on what becomes of the one before it.
 */

/** @import { Change, Content, Move } from './types.js' */

import { same } from './values.js';

/**
 * Queues a change. What is typed on in one field is one change, until it is sent.
 * @param {Change} change with the revision that the server has of its mark
 * @returns {Move}
 */
export const append = (change) => (queue) => {
  const last = queue.at(-1);
  if (last && joins(last, change)) return queue.with(-1, { ...last, content: change.content, due: change.due });
  const follows = queue.some(({ subject }) => subject === change.subject);
  return [...queue, { ...change, order: Math.floor(last?.order ?? 0) + 1, revision: follows ? null : change.revision }];
};

/**
 * @param {Change} last
 * @param {Change} change
 */
function joins(last, change) {
  const isSameField = change.typing !== '' && last.typing === change.typing && last.subject === change.subject;
  return isSameField && !last.isSent;
}

/**
 * Lets nothing wait any more for further typing.
 * @type {Move}
 */
export const hurry = (queue) => queue.map((change) => (change.due ? { ...change, due: 0 } : change));

/**
 * A change is on its way: from now on the server may have made it, and it stays what it is. Where another window has typed
 * on in it meanwhile, that is a further change.
 * @param {Change} sent as it is sent
 * @param {string} further UUID for what was typed on
 * @returns {Move}
 */
export const send = (sent, further) => (queue) => queue.flatMap((change) => {
  if (change.id !== sent.id) return [change];
  const gone = { ...sent, isSent: true };
  // Between it and the next one, which is a whole number further on.
  const rest = { ...change, id: further, order: change.order + 0.5, revision: null };
  return same(change.content, sent.content) ? [gone] : [gone, rest];
});

/**
 * A change has its answer, and is out of the queue. The next change of the same mark is now based on what the answer says.
 * @param {Change} sent
 * @param {number} revision what the server has of the mark now
 * @returns {Move}
 */
export const settle = (sent, revision) => (queue) => {
  // Another window may have had the same answer before.
  if (!queue.some(({ id }) => id === sent.id)) return queue;
  const left = queue.filter(({ id }) => id !== sent.id);
  const next = left.findIndex(({ subject }) => subject === sent.subject);
  return next < 0 ? left : left.with(next, { ...left[next], revision });
};

/**
 * The first change behind the first one that may be made before all that stand before it: they are about other marks and
 * sources, and neither name each other.
 * @param {Change[]} queue
 * @param {string[]} passed UUIDs of changes that are not wanted
 * @returns {Change | undefined}
 */
export const independent = (queue, passed) => queue.find((change, place) => (
  place > 0 && !passed.includes(change.id) && !queue.slice(0, place).some((before) => touches(change, before))
));

/**
 * @param {Change} one
 * @param {Change} other
 */
const touches = (one, other) => one.subject === other.subject || names(one, other.subject) || names(other, one.subject);

/**
 * @param {Change} change
 * @param {string} subject UUID, which stands nowhere by chance
 */
const names = ({ content }, subject) => JSON.stringify(content).includes(subject);

/**
 * Takes out what is queued for a mark: the person will choose what becomes of it. What was sent stays until it has an
 * answer, since the server may have made the change.
 * @param {string} subject
 * @returns {Move}
 */
export const drop = (subject) => (queue) => queue.filter((change) => change.subject !== subject || change.isSent);

/**
 * Rewrites what the changes say that were not sent yet.
 * @param {(content: Content) => Content} swap gives the same object where nothing is to be changed
 * @returns {Move}
 */
export const rewrite = (swap) => (queue) => queue.map((change) => {
  if (change.isSent || change.verb !== 'save') return change;
  const before = /** @type {Content} */ (change.content);
  const content = swap(before);
  return content === before ? change : { ...change, content };
});
