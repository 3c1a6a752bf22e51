// @ts-check
/** The review page: puts the parts together. */

/** @import { Parts } from './desk.js' */
/** @import { Store } from './store.js' */
/** @import { Kept, ReviewPage } from './types.js' */

import { Api } from './api.js';
import { closeChoiceBeyond, keepWhatIsOpen, sayWhatIsKept, textBeside, tieTexts, turn } from './beside.js';
import { Vocabulary } from './card-words.js';
import { Cards } from './cards.js';
import { Choice } from './choice.js';
import { Desk } from './desk.js';
import { closest, counted, one, part } from './dom.js';
import { Filters } from './filters.js';
import { followText } from './follow.js';
import { watchHover } from './hover.js';
import { Keeping } from './keeping.js';
import { isTyping, listenToKeys } from './keys.js';
import { watchLeaving } from './leaving.js';
import { ArticleMap } from './map.js';
import { Marking } from './marking.js';
import { Marks } from './marks.js';
import { NotSubmitted } from './not-submitted.js';
import { OfflineOpening, sayOpenedOffline } from './offline.js';
import { isSignedOut } from './outbox.js';
import { readPage, showsStoredText } from './page.js';
import { Panes } from './panes.js';
import { QuoteForm } from './quote-form.js';
import { Reading } from './reading.js';
import { SaveState } from './save-state.js';
import { Saving } from './saving.js';
import { Search } from './search.js';
import { Sheet } from './sheet.js';
import { Sources } from './sources.js';
import { openStore } from './store.js';
import { Stuck } from './stuck.js';
import { Toast } from './toast.js';
import { Toolbar } from './toolbar.js';
import { Tour } from './tour.js';
import { TravelButtons } from './travel-buttons.js';
import { askFirst, restingOn } from './withdrawing.js';

/** @param {string} id */
const the = (id) => one(document, `#${id}`, HTMLElement);

/**
 * @param {ReviewPage} page
 * @param {Store | null} store null: the review can't be changed
 */
function partsOf(page, store) {
  const api = new Api(page.api, page.user);
  const marks = new Marks(page.marks, page.version.id, page.event, page.elsewhere);
  const sources = new Sources(page.sources, api);
  const vocabulary = new Vocabulary(page.grades, page.choices, sources, page.versions, page.version.links, page.here);
  const cards = new Cards({ list: the('cards'), scroller: the('cards-scroll') }, marks, vocabulary);
  const place = { scroller: the('reader'), article: the('article'), caret: the('caret') };
  const reading = new Reading(place, page.language, marks, page.version);
  return {
    grades: page.grades,
    marks,
    sources,
    here: page.here,
    versions: page.versions,
    vocabulary,
    cards,
    reading,
    panes: new Panes(reading, textBeside(page, marks), the('main')),
    choice: new Choice(the('choice'), vocabulary),
    filters: new Filters(filterPage(), marks, cards, say, page.version.links),
    sheet: new Sheet(the('panel'), the('grip')),
    saving: store && new Saving(api, marks, sources, store),
    say,
  };
}

const filterPage = () => ({
  root: the('filters'),
  menu: one(document, '#filter-menu', HTMLSelectElement),
  progress: the('progress'),
  empty: the('no-cards'),
  showAll: the('show-all'),
});

/** @param {string} words to a screen reader */
function say(words) {
  the('said').textContent = words;
}

/**
 * @param {Desk} desk
 * @param {Parts} parts
 */
function listenToTexts(desk, { panes }) {
  for (const reading of panes.all) {
    reading.page.article.addEventListener('click', (event) => {
      const isSelecting = document.getSelection()?.isCollapsed === false;
      if (isSelecting || !(event.target instanceof Element)) return;
      panes.show(reading);
      desk.clicked(reading.marksAt(event.target), { left: event.clientX, top: event.clientY });
    });
  }
}

/** @param {Desk} desk */
function listenToCards(desk) {
  the('cards').addEventListener('click', (event) => {
    const card = closest(event, '.mk:not(.is-on)');
    if (!card || event.ctrlKey || event.metaKey || closest(event, '[data-part="home"] a')) return;
    event.preventDefault();
    desk.work(card.dataset.mark ?? '', 'card');
  });
}

/**
 * A link from elsewhere names a mark.
 * @param {Desk} desk
 */
function followAddress(desk) {
  const mark = /^#[mc]-(.+)$/.exec(location.hash)?.[1];
  if (mark) desk.visit(mark);
}

function showKeys() {
  const help = one(document, '#keys-help', HTMLDialogElement);
  the('open-keys').addEventListener('click', () => help.showModal());
  document.addEventListener('keydown', (event) => {
    if (event.key === '?' && !isTyping(event.target) && !document.querySelector('dialog[open]')) help.showModal();
  });
}

/**
 * What helps to find one's way in a long text: the map beside it, cards that go along, the search.
 * @param {Desk} desk
 * @param {Parts} parts
 * @returns {Search[]} in the order of the texts
 */
function findWays(desk, { marks, reading, panes, cards, grades }) {
  const { scroller, article } = reading.page;
  const map = new ArticleMap({ strip: the('map'), scroller, article }, marks, reading, grades);
  followText({ scroller, article, panel: the('panel') }, desk, cards);
  return panes.all.map((one) => {
    const [where, isHere] = one === reading ? ['', true] : ['-beside', false];
    const names = [`found${where}`, `found-here${where}`];
    const page = { form: the(`search${where}`), opener: the(`open-search${where}`), article: one.page.article, names };
    return new Search(page, one, (places) => isHere && map.showFound(places));
  });
}

/**
 * What is there only where the review can be changed.
 * @param {Desk} desk
 * @param {Parts & {saving: Saving}} parts
 * @param {ReviewPage} page
 * @returns {Marking}
 */
function letChange(desk, parts, { propositions }) {
  const { saving, marks, panes } = parts;
  const asking = one(document, '#withdraw', HTMLDialogElement);
  const marking = new Marking(desk, parts, new Toast(the('toast')), (entry, withdraw, keep) => {
    askFirst(asking, entry, restingOn(entry, marks, propositions), withdraw, keep);
  });
  const toolbars = panes.all.map((reading) => toolbarFor(desk, reading, marking));
  marking.hint = (words, home) => {
    toolbars[panes.all.indexOf(panes.current)].hint(words, home);
    parts.say(words);
  };
  desk.hint = marking.hint;
  desk.act = (act) => (act === 'withdraw' ? marking.withdraw() : marking.borders());
  new TravelButtons({ undo: the('undo'), redo: the('redo') }, saving, marks, marking);
  const stuck = new Stuck(the('stuck'), parts, () => desk.focus());
  const dialog = one(document, '#sign-in-again', HTMLDialogElement);
  new SaveState({ state: the('save'), signedOut: the('signed-out'), unkept: the('unkept'), dialog }, saving, marks, {
    look: (mark) => desk.work(mark, 'keys'),
    stuck: () => stuck.toggle(),
    back: () => desk.focus(),
  });
  const notSubmitted = new NotSubmitted(the('not-submitted'), parts);
  const submit = one(document, '#submit', HTMLAnchorElement);
  // Before leaving is watched: what is settled here has still to be sent.
  submit.addEventListener('click', (event) => {
    desk.settle();
    const [troubled] = marks.troubled();
    if (!troubled) return;
    event.preventDefault();
    desk.workOnLack(troubled.id);
    notSubmitted.tell();
  });
  addEventListener('beforeunload', () => desk.settle());
  watchLeaving(saving, submit);
  return marking;
}

/**
 * @param {Desk} desk
 * @param {Reading} reading
 * @param {Marking} marking
 */
function toolbarFor(desk, reading, marking) {
  const { scroller } = reading.page;
  const toolbar = new Toolbar(one(scroller, '.seltool', HTMLElement), scroller, {
    selected: () => reading.selected(),
    linesOf: (selected) => reading.linesOf(selected),
    canMark: (kind) => marking.canMark(kind),
    canAdd: (kind) => marking.canAdd(kind),
    hasMark: () => desk.card !== null,
    wantsSide: () => marking.wantsSide,
    mark: (kind, isFurther) => marking.mark(kind, isFurther),
    borders: () => marking.borders(),
    sentence: () => reading.caret.takeSentence(),
    rest: () => reading.rest(),
  });
  toolbar.update();
  return toolbar;
}

/**
 * @param {Desk} desk
 * @param {Panes} panes
 * @param {Marking} marking
 */
function quoteFormFor(desk, panes, marking) {
  const dialog = one(document, '#quote-form', HTMLDialogElement);
  const openers = panes.all.map((one) => the(one === panes.here ? 'open-quote' : 'open-quote-beside'));
  return new QuoteForm({ dialog, openers }, { desk, marking, panes });
}

/**
 * What was changed here and could not be sent before the review was closed is still here, and stays.
 * @param {ReviewPage} page
 */
async function tellUnsent({ person, id }) {
  const store = await openStore(person, id);
  /** @type {Kept[]} */
  const kept = await store.all('mark');
  const count = (await store.all('change')).length + kept.filter(({ draft }) => draft).length;
  part(the('unsent'), 'count').textContent = counted(count, 'change');
  the('unsent').hidden = count === 0;
}

/**
 * Where somebody was signed out, the copies of all pages were deleted.
 * @param {Saving} saving
 * @param {OfflineOpening} opening
 */
function keepAgainAfterSigningIn(saving, opening) {
  let wasOut = false;
  saving.listen(() => {
    const isOut = isSignedOut(saving.outbox.state);
    if (wasOut && !isOut) opening.keepAgain();
    wasOut = isOut;
  });
}

async function start() {
  const page = readPage();
  sayOpenedOffline(the('opened-offline'));
  sayWhatIsKept(page, the('beside-not-kept'));
  const isStored = await showsStoredText(the('article'), page);
  if (!isStored || (page.beside && !(await showsStoredText(the('article-beside'), page.beside)))) {
    if (page.editable) the('text-differs').hidden = false;
    return;
  }
  const parts = partsOf(page, page.editable ? await openStore(page.person, page.id) : null);
  const desk = new Desk(parts);
  if (parts.saving) await new Keeping(page, /** @type {Parts & {saving: Saving}} */ (parts)).open();
  listenToTexts(desk, parts);
  listenToCards(desk);
  const { panes, grades, saving } = parts;
  watchHover(panes.all.map((one) => one.page.article), the('cards'));
  showKeys();
  closeChoiceBeyond();
  keepWhatIsOpen(desk, saving);
  const marking = saving && letChange(desk, { ...parts, saving }, page);
  const searches = findWays(desk, parts);
  const quoteForm = marking && quoteFormFor(desk, panes, marking);
  listenToKeys(the('panel'), { desk, panes, marking, grades, searches, quoteForm, turn: () => turn(panes) });
  if (panes.beside) tieTexts(desk, panes);
  if (!page.editable) tellUnsent(page);
  // It speaks of one text, and waits until only one is there.
  if (page.editable && !page.beside) new Tour(the('tour'), document.body, say).offer();
  // The keys act while the text has the focus: so they act from the start.
  if (document.activeElement === document.body) focusUnseen(the('reader'));
  followAddress(desk);
  addEventListener('hashchange', () => followAddress(desk));
  // On paper a card says what was recorded; the open one would be a form.
  addEventListener('beforeprint', () => desk.close());
  document.documentElement.dataset.ready = 'true';
  const opening = new OfflineOpening(the('offline-opening'), the('leave-open'));
  if (parts.saving) keepAgainAfterSigningIn(parts.saving, opening);
  await opening.keep();
}

/**
 * Puts the focus on a text as the page opens. It shows that from the first key on: before, it would look like a fault.
 * @param {HTMLElement} text
 */
function focusUnseen(text) {
  text.classList.add('is-fresh');
  addEventListener('keydown', () => text.classList.remove('is-fresh'), { capture: true, once: true });
  text.focus({ preventScroll: true });
}

start();
