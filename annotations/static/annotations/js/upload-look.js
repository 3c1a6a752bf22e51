// @ts-check
/** Looking over texts: a choice is kept as soon as it is made, keys go from text to text, and what was typed is not left by accident. */

import { cookie } from './cookie.js';
import { one, part, write } from './dom.js';

const NOT_KEPT = 'The choice could not be kept. Try again with “Keep the choice”.';

/** @param {HTMLFormElement} form */
function keepChoices(form) {
  const button = part(form, 'keep');
  button.hidden = true;
  let last = Promise.resolve();
  form.addEventListener('change', () => {
    // One after the other, so that the last choice is the one that stays.
    last = last.then(() => keep(form, button));
  });
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement} button comes back where the choice could not be kept
 */
async function keep(form, button) {
  try {
    const headers = { Accept: 'application/json', 'X-CSRFToken': cookie('csrftoken') };
    const answer = await fetch(form.action, { method: 'POST', body: new FormData(form), headers, redirect: 'error' });
    const { refused, words, texts } = await answer.json();
    write(part(form, 'kept'), refused);
    const store = part(form, 'store');
    write(store, words);
    store.setAttribute('aria-disabled', String(!texts));
  } catch {
    write(part(form, 'kept'), NOT_KEPT);
    button.hidden = false;
  }
}

/** J and K, where neither a field is typed in nor anything else has the focus that takes letters. */
function watchKeys() {
  addEventListener('keydown', (event) => {
    const way = { j: 'after', k: 'before' }[event.key.toLowerCase()];
    if (!way || event.ctrlKey || event.metaKey || event.altKey || !isRead(event.target)) return;
    const link = document.querySelector(`[data-part="${way}"]`);
    if (link instanceof HTMLAnchorElement) link.click();
  });
}

/** @param {EventTarget | null} target */
const isRead = (target) => target instanceof HTMLElement && target.closest('.looked, .listed') !== null && !target.matches('input:not([type=checkbox]), select, textarea');

/** @param {HTMLFormElement} form */
function guard(form) {
  let isTyped = false;
  form.addEventListener('input', () => (isTyped = true));
  form.addEventListener('submit', () => (isTyped = false));
  addEventListener('beforeunload', (event) => isTyped && event.preventDefault());
}

/** On a wide screen the list scrolls by itself: the text that is looked at stands in its middle. */
function showInList() {
  const row = document.querySelector('#list > .is-on');
  const list = row?.parentElement;
  if (row instanceof HTMLElement && list) list.scrollTop = row.offsetTop - (list.clientHeight - row.clientHeight) / 2;
}

const choice = document.querySelector('#choice');
if (choice instanceof HTMLFormElement) keepChoices(choice);
const correct = document.querySelector('#correct');
if (correct instanceof HTMLFormElement) guard(correct);
watchKeys();
showInList();
document.documentElement.dataset.ready = '';
