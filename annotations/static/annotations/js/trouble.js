// @ts-check
/** Why the server did not save a mark, said at its card, with the two ways on. */

/** @import { Entry, MarkState, Refusal } from './types.js' */
/** @import { Vocabulary } from './card-words.js' */
/** @import { Saving } from './saving.js' */

import { cardWords } from './card-words.js';
import { element, made, part } from './dom.js';

/**
 * @param {Entry} entry
 * @param {Refusal} trouble the entry's
 * @param {Vocabulary} vocabulary
 * @param {Saving} saving
 */
export function troubleNotice(entry, trouble, vocabulary, saving) {
  const notice = made('trouble-template');
  const words = trouble.kind === 'conflict' ? conflictWords(entry, trouble.there) : refusalWords(entry, trouble.words);
  part(notice, 'words').textContent = words.sentence;
  part(notice, 'keep').textContent = words.keep;
  part(notice, 'take').textContent = words.take;
  part(notice, 'keep').addEventListener('click', () => saving.keepMine(entry.id));
  part(notice, 'take').addEventListener('click', () => saving.takeTheirs(entry.id));
  const rows = trouble.kind === 'conflict' ? differences(entry, trouble.there, vocabulary) : [];
  part(notice, 'two').hidden = !rows.length;
  part(notice, 'differences').replaceChildren(...rows);
  return notice;
}

/**
 * @param {Entry} entry
 * @param {string} words
 */
const refusalWords = (entry, words) => ({ sentence: `Not saved. ${words}`, keep: 'Try again', take: wayBack(entry) });

/**
 * What giving up the change is called.
 * @param {Entry} entry
 */
export const wayBack = ({ saved }) => (saved && !saved.withdrawn ? 'Go back to what is saved' : 'Give this mark up');

/**
 * @param {Entry} entry
 * @param {MarkState} there
 */
function conflictWords({ content }, there) {
  const when = new Date(there.updated).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  const what = there.withdrawn ? 'withdrawn' : 'changed';
  const sentence = `This ${content.kind} was ${what} elsewhere at ${when}.`;
  return { sentence, keep: 'Keep mine', take: 'Take the other' };
}

/**
 * What the two say differently, a row for each field.
 * @param {Entry} entry
 * @param {MarkState} there
 * @param {Vocabulary} vocabulary
 */
function differences(entry, there, vocabulary) {
  const here = entry.withdrawn ? WITHDRAWN : factsOf(entry, entry.content, vocabulary);
  const other = there.withdrawn ? WITHDRAWN : factsOf(entry, there.content, vocabulary);
  const fields = [...new Set([...here.keys(), ...other.keys()])];
  return fields.filter((field) => here.get(field) !== other.get(field)).map((field) => {
    const row = element('tr', '');
    const head = element('th', field);
    head.setAttribute('scope', 'row');
    row.append(head, element('td', here.get(field) ?? '–'), element('td', other.get(field) ?? '–'));
    return row;
  });
}

const WITHDRAWN = new Map([['This mark', 'withdrawn']]);

/**
 * What a mark says by field; a field that it has several times in one line.
 * @param {Entry} entry
 * @param {Entry['content']} content
 * @param {Vocabulary} vocabulary
 */
function factsOf(entry, content, vocabulary) {
  /** @type {Map<string, string>} */
  const facts = new Map();
  const rows = cardWords({ ...entry, content }, vocabulary).facts;
  for (const [field, value] of rows) facts.set(field, [facts.get(field), value].filter(Boolean).join('; '));
  return facts;
}
