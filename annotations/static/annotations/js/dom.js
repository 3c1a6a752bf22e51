// @ts-check
/** Elements that the page is known to have, typed. */

/**
 * The first element that matches; one that is missing is an error of ours.
 * @template {HTMLElement} T
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => T} type
 * @returns {T}
 */
export function one(root, selector, type) {
  const found = root.querySelector(selector);
  if (!(found instanceof type)) throw new Error(`The page has no ${selector}.`);
  return found;
}

/**
 * The part of a card that a template names with data-part.
 * @param {ParentNode} root
 * @param {string} name
 */
export const part = (root, name) => one(root, `[data-part="${name}"]`, HTMLElement);

/**
 * What a template element holds, made anew.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function made(id) {
  const { content } = one(document, `template#${id}`, HTMLTemplateElement);
  return document.importNode(one(content, '*', HTMLElement), true);
}

/**
 * An element with text in it, and nothing else.
 * @param {string} name
 * @param {string} words
 * @param {string} [className]
 */
export function element(name, words, className = '') {
  const built = document.createElement(name);
  built.textContent = words;
  if (className) built.className = className;
  return built;
}

/**
 * Lets an element say words, unless it says them already.
 * @param {HTMLElement} element
 * @param {string} words
 */
export function write(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

/**
 * The element that an event concerns, if it is one of those that match.
 * @param {Event} event
 * @param {string} selector
 * @returns {HTMLElement | null}
 */
export function closest(event, selector) {
  const found = event.target instanceof Element ? event.target.closest(selector) : null;
  return found instanceof HTMLElement ? found : null;
}

/**
 * "1 change", "2 changes".
 * @param {number} count
 * @param {string} thing
 */
export const counted = (count, thing) => `${count} ${thing}${count === 1 ? '' : 's'}`;
