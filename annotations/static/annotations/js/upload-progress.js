// @ts-check
/** Keeps the page of an upload that is being read or stored up to date, and goes on once that is done. */

import { one, part, write } from './dom.js';

const SOON = 1000;
const LATE = 8000;
/** So many milliseconds nothing has to move before the page asks whether a worker is there at all. */
const STILL = 60_000;
const UNREACHED = 'The server can’t be reached. The work goes on there; the page looks again by itself.';

const shown = one(document, '#progress', HTMLElement);
let wait = SOON;
let moved = Date.now();

async function look() {
  try {
    const answer = await fetch(location.href, { redirect: 'error' });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const now = page.querySelector('#progress');
    if (!(now instanceof HTMLElement) || now.dataset.status !== shown.dataset.status) {
      location.reload();
      return;
    }
    copy(now);
    wait = SOON;
  } catch {
    // Signed out, or no network: the words say so, and it is tried again, less and less often.
    write(part(shown, 'words'), UNREACHED);
    wait = Math.min(wait * 2, LATE);
  }
  setTimeout(look, wait);
}

/**
 * Only what differs is written, so that a screen reader says no sentence twice.
 * @param {HTMLElement} now
 */
function copy(now) {
  const words = part(now, 'words').textContent ?? '';
  if (words !== part(shown, 'words').textContent) moved = Date.now();
  write(part(shown, 'words'), words);
  shown.querySelector('rect')?.setAttribute('width', now.querySelector('rect')?.getAttribute('width') ?? '0');
  part(shown, 'waiting').hidden = part(now, 'waiting').hidden;
  part(shown, 'still').hidden = !part(shown, 'waiting').hidden || Date.now() - moved < STILL;
}

// The link is for those without scripts.
part(document, 'again').hidden = true;
setTimeout(look, wait);
