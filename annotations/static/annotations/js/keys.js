// @ts-check
/** The keys. They act while the text or a card has the focus, and never while the person types. */

/** @import { Grade } from './types.js' */
/** @import { Unit } from './borders.js' */
/** @import { Desk } from './desk.js' */
/** @import { Marking } from './marking.js' */
/** @import { Panes } from './panes.js' */
/** @import { QuoteForm } from './quote-form.js' */
/** @import { Reading } from './reading.js' */
/** @import { Search } from './search.js' */

/** @typedef {(isShifted: boolean) => void} Act */

const IS_MAC = navigator.platform.startsWith('Mac');

/**
 * @param {HTMLElement} panel in which the keys act besides the texts
 * @param {object} page
 * @param {Desk} page.desk
 * @param {Panes} page.panes
 * @param {Marking | null} page.marking null where the review can't be changed
 * @param {Grade[]} page.grades
 * @param {Search[]} page.searches in the order of the texts
 * @param {() => void} page.turn goes over to the other text
 * @param {QuoteForm | null} page.quoteForm null where the review can't be changed
 */
export function listenToKeys(panel, { desk, panes, marking, grades, searches, quoteForm, turn }) {
  const search = () => searches[panes.all.indexOf(panes.current)].open();
  const keys = new Map([...deskKeys(desk, search), ...(marking ? markingKeys(marking, grades) : [])]);
  keys.set('a', turn);
  if (quoteForm) keys.set('m', () => quoteForm.open(panes.current));
  for (const reading of panes.all) {
    const inText = new Map([...caretKeys(reading), ...textKeys(desk, reading, marking)]);
    reading.page.scroller.addEventListener('keydown', (event) => press(event, inText.get(chordOf(event))));
  }
  for (const place of [...panes.all.map(({ page }) => page.scroller), panel]) place.addEventListener('keydown', (event) => press(event, keys.get(keyOf(event))));
}

/**
 * @param {KeyboardEvent} event
 * @param {Act | undefined} act
 */
function press(event, act) {
  if (!act || event.defaultPrevented) return;
  if (isTyping(event.target) && event.key !== 'Escape') return;
  if (event.key === 'Enter' && (event.target instanceof HTMLButtonElement || event.target instanceof HTMLAnchorElement)) return;
  event.preventDefault();
  act(event.shiftKey);
}

/**
 * The key, without Shift; '' where another modifier is held that makes it something else.
 * @param {KeyboardEvent} event
 */
function keyOf(event) {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const isCommand = IS_MAC ? event.metaKey : event.ctrlKey;
  if (isCommand && !event.altKey && (key === 'z' || key === 'y')) return `Command ${key}`;
  return event.ctrlKey || event.metaKey || event.altKey ? '' : key;
}

/**
 * The key with what is held, but for Shift: as in "Control ArrowRight". On a Mac, Option stands for what Control is
 * elsewhere, and Command with an arrow for Home and End.
 * @param {KeyboardEvent} event
 */
function chordOf({ key, ctrlKey, altKey, metaKey }) {
  const held = IS_MAC
    ? { Word: altKey, Line: metaKey, Sentence: ctrlKey }
    : { Word: ctrlKey, Line: metaKey, Sentence: altKey };
  const names = Object.entries(held).filter(([, isHeld]) => isHeld).map(([name]) => name);
  return [...names, key].join(' ');
}

/**
 * @param {Desk} desk
 * @param {() => void} search
 * @returns {[string, Act][]}
 */
const deskKeys = (desk, search) => [
  ['/', search],
  ['j', () => desk.step(1)],
  ['k', () => desk.step(-1)],
  ['u', () => desk.stepToUngraded()],
  ['o', () => desk.cycle()],
  ['Escape', () => desk.leave()],
];

/**
 * @param {Marking} marking
 * @param {Grade[]} grades
 * @returns {[string, Act][]}
 */
function markingKeys(marking, grades) {
  return [
    ...grades.map(({ key }) => /** @type {[string, Act]} */ ([key.toLowerCase(), () => marking.choose(key)])),
    ['c', () => marking.mark('claim')],
    ['t', () => marking.mark('typo')],
    ['x', (isShifted) => marking.mark('contradiction', isShifted)],
    ['s', (isShifted) => marking.mark('source', isShifted)],
    ['q', (isShifted) => marking.mark('cue', isShifted)],
    ['r', (isShifted) => marking.mark('relay', isShifted)],
    ['b', () => marking.borders()],
    ['w', () => marking.specify()],
    ['p', () => marking.takeProposals()],
    ['Delete', () => marking.withdraw()],
    ['Command z', (isShifted) => (isShifted ? marking.redo() : marking.undo())],
    ['Command y', () => marking.redo()],
  ];
}

/**
 * Keys of the text alone: in a card Enter is the focused button's own.
 * @param {Desk} desk
 * @param {Reading} reading
 * @param {Marking | null} marking
 * @returns {[string, Act][]}
 */
function textKeys(desk, reading, marking) {
  return [
    ['Enter', () => (marking && reading.selected() ? marking.mark('claim') : desk.enter())],
    ['.', () => reading.caret.takeSentence()],
    [',', () => reading.caret.dropClause()],
  ];
}

/**
 * @param {Reading} reading
 * @returns {[string, Act][]}
 */
function caretKeys({ caret }) {
  const moves = (/** @type {Unit | 'text'} */ unit, /** @type {1 | -1} */ by) =>
    (/** @type {boolean} */ isShifted) => caret.move(unit, by, isShifted);
  const sideways = (/** @type {Unit} */ unit, /** @type {1 | -1} */ by) =>
    (/** @type {boolean} */ isShifted) => caret.move(unit, /** @type {1 | -1} */ (by * caret.rightwards), isShifted);
  const byLine = (/** @type {'line' | 'lineboundary'} */ unit, /** @type {1 | -1} */ by) =>
    (/** @type {boolean} */ isShifted) => caret.moveByLine(unit, by, isShifted);
  return [
    ['ArrowRight', sideways('character', 1)],
    ['ArrowLeft', sideways('character', -1)],
    ['ArrowDown', byLine('line', 1)],
    ['ArrowUp', byLine('line', -1)],
    ['Home', byLine('lineboundary', -1)],
    ['End', byLine('lineboundary', 1)],
    ['Line ArrowLeft', byLine('lineboundary', -1)],
    ['Line ArrowRight', byLine('lineboundary', 1)],
    ['Word ArrowRight', sideways('word', 1)],
    ['Word ArrowLeft', sideways('word', -1)],
    ['Word ArrowDown', moves('paragraph', 1)],
    ['Word ArrowUp', moves('paragraph', -1)],
    ['Sentence ArrowDown', moves('sentence', 1)],
    ['Sentence ArrowUp', moves('sentence', -1)],
    ['Word Home', moves('text', -1)],
    ['Word End', moves('text', 1)],
  ];
}

/** @param {EventTarget | null} target */
export function isTyping(target) {
  if (target instanceof HTMLInputElement) return !['radio', 'checkbox'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
