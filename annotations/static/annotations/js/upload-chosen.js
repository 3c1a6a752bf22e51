// @ts-check
/** The files that are chosen so far, as a list from which each can be taken out again. */

/** @import { Chosen } from './upload-dropped.js' */

import { counted, element, made, part, write } from './dom.js';
import { inBytes } from './upload-sizes.js';

/** More are counted, not drawn: nobody reads ten thousand lines. */
const MOST_DRAWN = 200;
const ARCHIVE = /\.zip$/i;

/** @typedef {{ files: number, bytes: number, fileBytes: number }} Limits */

export class ChosenFiles {
  /** @type {Chosen[]} */
  #files = [];
  #root;
  #limits;

  /**
   * @param {HTMLElement} root
   * @param {Limits} limits how many files, how many bytes in all, and in one that is no archive
   */
  constructor(root, limits) {
    this.#root = root;
    this.#limits = limits;
    part(root, 'clear').addEventListener('click', () => this.#set([]));
  }

  get files() {
    return this.#files;
  }

  get bytes() {
    return this.#files.reduce((sum, { file }) => sum + file.size, 0);
  }

  /**
   * Those that are in the list already stay in it once.
   * @param {Chosen[]} more
   */
  add(more) {
    const keys = new Set(this.#files.map(keyOf));
    this.#set([...this.#files, ...more.filter((one) => !keys.has(keyOf(one)))]);
  }

  /** @param {Chosen[]} files */
  #set(files) {
    this.#files = files;
    this.#draw();
  }

  /** Why they can't be sent as they are; '' where they can. */
  get refusal() {
    const { files, bytes, fileBytes } = this.#limits;
    if (this.#files.length > files) {
      return `${this.#files.length.toLocaleString('en-GB')} files are too many at a time. Take some out until ${files.toLocaleString('en-GB')} are left, or put them into a ZIP.`;
    }
    if (this.bytes > bytes) {
      return `${inBytes(this.bytes)} are too much at a time. Take some files out until ${inBytes(bytes)} are left.`;
    }
    const tooLarge = this.#files.filter((one) => this.#isTooLarge(one));
    if (!tooLarge.length) return '';
    const those = tooLarge.length === 1 ? `“${tooLarge[0].path}” is` : `${tooLarge.length} files are`;
    return `${those} too large: a file has ${inBytes(fileBytes)} at most. Take it out, or cut it to the article.`;
  }

  /** @param {Chosen} one */
  #isTooLarge({ file }) {
    return file.size > this.#limits.fileBytes && !ARCHIVE.test(file.name);
  }

  #draw() {
    const { length } = this.#files;
    this.#root.hidden = !length;
    const rest = length - MOST_DRAWN;
    write(part(this.#root, 'count'), `${counted(length, 'file')}, ${inBytes(this.bytes)}`);
    write(part(this.#root, 'refusal'), this.refusal);
    write(part(this.#root, 'rest'), rest > 0 ? `and ${counted(rest, 'more file')}` : '');
    // What can't be sent comes first.
    const drawn = [...this.#files].sort((a, b) => Number(this.#isTooLarge(b)) - Number(this.#isTooLarge(a)));
    part(this.#root, 'list').replaceChildren(...drawn.slice(0, MOST_DRAWN).map((one) => this.#row(one)));
  }

  /** @param {Chosen} one */
  #row(one) {
    const row = made('chosen-file');
    part(row, 'name').textContent = one.path;
    part(row, 'size').textContent = inBytes(one.file.size);
    if (this.#isTooLarge(one)) row.append(element('p', `A file has ${inBytes(this.#limits.fileBytes)} at most.`, 'why is-bad'));
    const out = part(row, 'out');
    out.setAttribute('aria-label', `Take out ${one.path}`);
    out.addEventListener('click', () => this.#takeOut(one, row));
    return row;
  }

  /**
   * The focus goes to what can be taken out next.
   * @param {Chosen} one
   * @param {HTMLElement} row
   */
  #takeOut(one, row) {
    const place = [...part(this.#root, 'list').children].indexOf(row);
    this.#set(this.#files.filter((other) => other !== one));
    const next = part(this.#root, 'list').children[place] ?? part(this.#root, 'list').lastElementChild;
    const button = next?.querySelector('button');
    if (button) button.focus();
  }
}

/** @param {Chosen} one */
const keyOf = ({ file, path }) => `${path}\n${file.size}\n${file.lastModified}`;
