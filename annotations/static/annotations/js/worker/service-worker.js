// @ts-check
/**
 * The service worker: opens a review without the network, if it was opened before. It is a classic script without imports,
 * since not every browser runs a module here; the server tells it what belongs to the release (views/offline.py).
 *
 * While the server answers, every page is the server's; a copy is opened only where no answer comes. A copy is one person's:
 * with the first page of somebody else, or of nobody, it is deleted (copies.js). Each release has caches of its own, which
 * are filled before its worker takes over, and deleted when the next one does. It takes over at once, open pages and all:
 * no page can get a module of another release, since the names of static files carry a hash.
 */

/**
 * @typedef {object} Release
 * @property {string} version '' where the names of static files carry no hash: then nothing is kept
 * @property {string[]} files what a review page may load
 * @property {string} filesFrom where all static files are
 * @property {string} offlinePage what is shown of a page without a copy
 */

const worker = /** @type {ServiceWorkerGlobalScope & {RELEASE: Release}} */ (/** @type {unknown} */ (self));
const { version, files, filesFrom, offlinePage } = worker.RELEASE;

const OURS = 'factcheck-';
const FILES = `${OURS}files/${version}`;
const PAGES = `${OURS}pages/`;

/** With this header the server says that a page is to be kept, and for whom: the number of an account. */
const COPY_FOR = 'Offline-Copy-For';
const MOST_COPIES = 20;

/** As long as a save waits for its answer (api.js): then the server counts as out of reach. */
const PATIENCE = 20_000;

/** What a proxy answers while the server behind it is away. */
const AWAY = [502, 503, 504];

const FILES_FROM = new URL(filesFrom, location.href).href;

/** What has a hash in its name never changes. */
const LASTING = /\.[0-9a-f]{12}\.\w+$/;

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(takeOver()));
worker.addEventListener('fetch', (event) => {
  const { mode, url } = event.request;
  if (!version) return;
  if (mode === 'navigate') event.respondWith(openPage(event));
  else if (url.startsWith(FILES_FROM)) event.respondWith(openFile(event));
});
worker.addEventListener('message', (event) => {
  if (!(event.source instanceof WindowClient)) return;
  const [asker] = event.ports;
  event.waitUntil(keepAnew(event.source.url).then((isKept) => asker.postMessage(isKept)));
});

/** Fails where a file is not to be had: then the older worker stays, with all that it has. */
async function install() {
  if (version) {
    await (await caches.open(FILES)).addAll([...files, offlinePage]);
    // What could be opened offline stays so; the older copies name files that go with the older worker.
    for (const address of await addressesKept()) await keepAnew(address);
  }
  await worker.skipWaiting();
}

async function takeOver() {
  const ours = (await caches.keys()).filter((name) => name.startsWith(OURS));
  const older = ours.filter((name) => name.split('/')[1] !== version);
  await Promise.all(older.map((name) => caches.delete(name)));
  if (!version) await worker.registration.unregister();
}

const pageCaches = async () => (await caches.keys()).filter((name) => name.startsWith(PAGES));

/** @returns {Promise<Set<string>>} the pages of which there are copies, the oldest copy first */
async function addressesKept() {
  const addresses = new Set();
  for (const name of await pageCaches()) {
    for (const { url } of await (await caches.open(name)).keys()) addresses.add(url);
  }
  return addresses;
}

/**
 * The page as the server has it; where no answer comes the copy, or a page that says what to do.
 * @param {FetchEvent} event
 * @returns {Promise<Response>}
 */
async function openPage(event) {
  const { method, url } = event.request;
  // Without navigation preload: where that fails, Firefox shows its own error page, whatever the worker gives it.
  const answer = fetch(event.request).catch(() => null);
  const early = await Promise.race([answer, patience()]);
  const copy = early && !AWAY.includes(early.status) ? undefined : await caches.match(keyOf(url));
  if (copy) return copy;
  const response = early ?? (await answer);
  if (!response) return (await caches.match(offlinePage)) ?? Response.error();
  event.waitUntil(method === 'GET' ? keep(url, response.clone()) : followForm(url, response));
  return response;
}

/** @returns {Promise<null>} after a while */
const patience = () => new Promise((resolve) => setTimeout(() => resolve(null), PATIENCE));

/**
 * A form that was taken, such as the one to submit a review, makes another page of the review in whose place it stands.
 * @param {string} address
 * @param {Response} response
 */
async function followForm(address, { type }) {
  if (type === 'opaqueredirect') await keepAnew(new URL('.', address).href.slice(0, -1));
}

/**
 * A static file: the one that is kept, or the server's, which is kept from then on.
 * @param {FetchEvent} event
 * @returns {Promise<Response>}
 */
async function openFile(event) {
  const { request } = event;
  const kept = await caches.match(request.url, { cacheName: FILES }).catch(() => undefined);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok && LASTING.test(request.url)) event.waitUntil(keepFile(request.url, response.clone()));
  return response;
}

/**
 * Never throws: a full disk must not keep anybody from working.
 * @param {string} address
 * @param {Response} response
 */
async function keepFile(address, response) {
  try {
    await (await caches.open(FILES)).put(address, response);
  } catch {
    // There is no room; the server has the file.
  }
}

/**
 * Asks the server for a page, and keeps it. Never throws.
 * @param {string} address
 * @returns {Promise<boolean>} whether it is kept
 */
async function keepAnew(address) {
  // A copy is not read by anybody yet: what the next page is to tell stays for the next page.
  const response = await fetch(address, { redirect: 'error', headers: { 'Offline-Copy': '1' } }).catch(() => null);
  return response !== null && keep(address, response);
}

/**
 * Keeps a page if the server says so, and deletes the copy of one that is not this person's any more. Never throws.
 * @param {string} address
 * @param {Response} response
 * @returns {Promise<boolean>} whether it is kept
 */
async function keep(address, response) {
  const reader = version && response.status === 200 && response.headers.get(COPY_FOR);
  try {
    if (reader) await keepFor(reader, keyOf(address), response);
    else if (response.status === 404) await deleteCopy(keyOf(address));
    return Boolean(reader);
  } catch {
    // The page was cut off, or there is no room for it.
    return false;
  }
}

/**
 * @param {string} reader whom the page is for: copies for anybody else are deleted
 * @param {string} key
 * @param {Response} response
 */
async function keepFor(reader, key, response) {
  const copy = await copyOf(response);
  for (const name of await pageCaches()) if (!name.endsWith(`/${reader}`)) await caches.delete(name);
  const cache = await caches.open(`${PAGES}${version}/${reader}`);
  // Where there is no room for the new copy, none is better than an old one: the page counts on what it was opened with.
  await cache.delete(key);
  await cache.put(key, copy);
  const keys = await cache.keys();
  for (const oldest of keys.slice(0, -MOST_COPIES)) await cache.delete(oldest);
}

/**
 * The page, which says of itself that it is a copy, and of when (offline.js). Throws where it did not arrive whole.
 * @param {Response} response
 */
async function copyOf(response) {
  const since = new Date().toISOString();
  const html = await response.text();
  if (!html.trimEnd().endsWith('</html>')) throw new Error('The page is not whole.');
  return new Response(html.replace('<html ', `<html data-copy-of="${since}" `), { headers: response.headers });
}

/** @param {string} key */
async function deleteCopy(key) {
  for (const name of await pageCaches()) await (await caches.open(name)).delete(key);
}

/**
 * A page's address without what leads to a place in it.
 * @param {string} address
 */
function keyOf(address) {
  const { origin, pathname } = new URL(address);
  return origin + pathname;
}
