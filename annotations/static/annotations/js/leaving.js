// @ts-check
/** What happens when the person turns away from the page, and comes back. */

/** @import { Saving } from './saving.js' */

/**
 * Nothing waits longer than the person does; who would lose something by leaving is asked first.
 * @param {Saving} saving
 * @param {HTMLAnchorElement} submit the link to the page on which the review is submitted
 */
export function watchLeaving(saving, submit) {
  addEventListener('beforeunload', (event) => {
    saving.outbox.leave();
    // Who goes to another page of the same review finds there what this browser keeps.
    if (saving.isUnsafe && !(saving.isStaying && saving.store.keeps)) event.preventDefault();
    saving.isStaying = false;
  });
  addEventListener('pagehide', () => saving.outbox.leave());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') saving.outbox.leave();
    else saving.outbox.retry();
  });
  // A page that comes back out of the browser's memory has heard nothing meanwhile.
  addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
  addEventListener('online', () => saving.outbox.retry());
  addEventListener('focus', () => saving.outbox.retry());
  submitWhenSaved(saving, submit);
}

/**
 * The link to submitting waits until all is saved.
 * @param {Saving} saving
 * @param {HTMLAnchorElement} submit
 */
function submitWhenSaved(saving, submit) {
  let isWanted = false;
  submit.addEventListener('click', (event) => {
    if (!saving.outbox.count) return;
    event.preventDefault();
    isWanted = true;
    saving.outbox.flush();
  });
  saving.listen(() => {
    const { count, state } = saving.outbox;
    if (isWanted && !count && !saving.isUnsafe) location.assign(submit.href);
    if (!count || (state !== 'idle' && state !== 'sending')) isWanted = false;
  });
}
