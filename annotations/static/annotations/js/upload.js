// @ts-check
/** The page on which articles come in: files dropped or chosen, what is chosen, and the sending of it. */

/** @import { Answer } from './upload-sending.js' */

import { element, made, one, part, write } from './dom.js';
import { ChosenFiles } from './upload-chosen.js';
import { alone, filesIn } from './upload-dropped.js';
import { Sending } from './upload-sending.js';
import { inBytes } from './upload-sizes.js';

const NOT_READ = 'What was dropped could not be read. Choose the files instead.';

const form = one(document, '#upload', HTMLFormElement);
const input = one(form, 'input[type="file"]', HTMLInputElement);
const zone = one(form, '.drop-zone', HTMLElement);
const chosen = new ChosenFiles(one(form, '#chosen', HTMLElement), {
  files: Number(form.dataset.mostFiles),
  bytes: Number(form.dataset.mostBytes),
  fileBytes: Number(form.dataset.mostFileBytes),
});
const sending = one(form, '#sending', HTMLElement);
const button = one(form, '[type="submit"]', HTMLButtonElement);

/** @type {Sending | null} */
let underWay = null;
/** Whether the page is left because all was sent. */
let isDone = false;

function takeOver() {
  const area = made('drop-area');
  const folder = one(area, 'input', HTMLInputElement);
  zone.append(area);
  zone.after(one(form, '#chosen', HTMLElement));
  zone.classList.add('is-scripted');
  part(area, 'choose').addEventListener('click', () => input.click());
  part(area, 'folder').addEventListener('click', () => folder.click());
  for (const field of [input, folder]) field.addEventListener('change', () => take(field));
  if (input.files?.length) take(input);
  watchDrops(area);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    send();
  });
  part(sending, 'stop').addEventListener('click', () => underWay?.stop());
  addEventListener('beforeunload', (event) => {
    if (!isDone && (underWay || chosen.files.length)) event.preventDefault();
  });
  document.documentElement.dataset.ready = '';
}

/**
 * The files go into the list, and the field is free for more.
 * @param {HTMLInputElement} field
 */
function take(field) {
  chosen.add([...(field.files ?? [])].map(alone));
  field.value = '';
  forgive(input.name);
}

/** @param {HTMLElement} area */
function watchDrops(area) {
  let depth = 0;
  const show = (/** @type {number} */ by) => {
    depth = Math.max(0, depth + by);
    area.classList.toggle('is-over', depth > 0);
  };
  zone.addEventListener('dragenter', () => show(1));
  zone.addEventListener('dragleave', () => show(-1));
  // A file that misses the zone would be opened in place of the page, and what was typed be lost.
  for (const kind of ['dragover', 'drop']) addEventListener(kind, (event) => event.preventDefault());
  zone.addEventListener('drop', async ({ dataTransfer }) => {
    show(-depth);
    if (!dataTransfer) return;
    try {
      chosen.add(await filesIn(dataTransfer));
      forgive(input.name);
    } catch {
      refuse(input.name, [NOT_READ]);
    }
  });
}

async function send() {
  for (const field of form.querySelectorAll('[data-refused]')) forgive(/** @type {HTMLElement} */ (field).dataset.refused ?? '');
  if (chosen.refusal) {
    refuse(input.name, [chosen.refusal]);
    return;
  }
  underWay = new Sending();
  show(true);
  const answer = await underWay.send(form.action, filled(), progress);
  underWay = null;
  if (answer?.address) {
    isDone = true;
    location.assign(answer.address);
    return;
  }
  show(false);
  for (const [field, words] of Object.entries(answer?.refused ?? {})) refuse(field, words);
  form.querySelector('[data-refused]')?.scrollIntoView({ block: 'center' });
}

/** The form with the files of the list in place of the field's. */
function filled() {
  const data = new FormData(form);
  data.delete(input.name);
  for (const { file } of chosen.files) data.append(input.name, file);
  data.set('paths', chosen.files.map(({ path }) => path).join('\n'));
  return data;
}

/** @param {boolean} isSending */
function show(isSending) {
  sending.hidden = !isSending;
  button.disabled = isSending;
  if (isSending) {
    progress(0, chosen.bytes);
    part(sending, 'stop').focus();
  } else {
    button.focus();
  }
}

/**
 * @param {number} sent
 * @param {number} of
 */
function progress(sent, of) {
  const words = of && sent < of ? `Sending: ${inBytes(sent)} of ${inBytes(of)}` : 'Sent. The server is reading …';
  write(part(sending, 'words'), words);
  sending.querySelector('rect')?.setAttribute('width', String(of ? (100 * sent) / of : 100));
}

/**
 * Says at the field why it was refused; above the form where it is none of the fields.
 * @param {string} field
 * @param {string[]} sentences
 */
function refuse(field, sentences) {
  forgive(field);
  const place = form.querySelector(`#div_id_${field}`);
  const said = element('p', sentences.join(' '), place ? 'invalid-feedback' : 'notice is-bad');
  said.dataset.refused = field;
  said.setAttribute('role', 'alert');
  if (place) place.append(said);
  else form.prepend(said);
  for (const control of place?.querySelectorAll('input, select, textarea') ?? []) control.classList.add('is-invalid');
}

/** @param {string} field */
function forgive(field) {
  for (const said of form.querySelectorAll(`[data-refused="${field}"]`)) said.remove();
  const place = form.querySelector(`#div_id_${field}`);
  // What the server wrote into the page is over too.
  for (const said of place?.querySelectorAll('.invalid-feedback') ?? []) said.remove();
  for (const control of place?.querySelectorAll('.is-invalid') ?? []) control.classList.remove('is-invalid');
}

takeOver();
