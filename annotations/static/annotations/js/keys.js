// @ts-check
/** The keys. They act while the text or a card has the focus, and never while the person types. */

/** @import { Grade } from './types.js' */
/** @import { Desk } from './desk.js' */

/**
 * @param {HTMLElement[]} places in which the keys act
 * @param {Desk} desk
 * @param {Grade[]} grades
 */
export function listenToKeys(places, desk, grades) {
  const keys = keysOf(desk, grades);
  const press = (/** @type {KeyboardEvent} */ event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const act = keys.get(event.key.length === 1 ? event.key.toLowerCase() : event.key);
    if (!act) return;
    event.preventDefault();
    act(event.shiftKey);
  };
  for (const place of places) place.addEventListener('keydown', press);
}

/**
 * @param {Desk} desk
 * @param {Grade[]} grades
 * @returns {Map<string, (isShifted: boolean) => void>}
 */
function keysOf(desk, grades) {
  /** @type {[string, (isShifted: boolean) => void][]} */
  const keys = [
    ...grades.map(({ key }) => /** @type {[string, () => void]} */ ([key.toLowerCase(), () => desk.grade(key)])),
    ['c', () => desk.mark('claim', false)],
    ['s', (isShifted) => desk.mark('source', isShifted)],
    ['q', (isShifted) => desk.mark('cue', isShifted)],
    ['r', (isShifted) => desk.mark('relay', isShifted)],
    ['j', () => desk.step(1)],
    ['k', () => desk.step(-1)],
    ['Delete', () => desk.withdraw()],
    ['Escape', () => desk.close()],
  ];
  return new Map(keys);
}

/** @param {EventTarget | null} target */
export function isTyping(target) {
  if (target instanceof HTMLInputElement) return !['radio', 'checkbox'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
