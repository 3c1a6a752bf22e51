// @ts-check
/**
 * Copies of pages, which the service worker keeps for opening them offline, are one person's. Every page says whom it is for:
 * the copies for anybody else are deleted. The page for signing in is for nobody. One that says nothing (an error) changes
 * nothing.
 */

/** As js/worker/service-worker.js names its caches: factcheck-pages/<release>/<account>. */
const PAGES = 'factcheck-pages/';

/** @param {string} reader the number of an account, '' for nobody */
async function deleteCopiesOfOthers(reader) {
  const others = (await caches.keys()).filter((name) => name.startsWith(PAGES) && !name.endsWith(`/${reader}`));
  await Promise.all(others.map((name) => caches.delete(name)));
}

const reader = document.querySelector('meta[name="reader"]')?.getAttribute('content') ?? null;

// Without https nothing can be kept. A browser that keeps nothing at all refuses to be asked.
if (reader !== null && isSecureContext) deleteCopiesOfOthers(reader).catch(() => {});
