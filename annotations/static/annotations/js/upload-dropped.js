// @ts-check
/** The files in what was dropped: those of folders too, however deep. */

/**
 * A file, and where it lies: its name with the folders in which it was chosen.
 * @typedef {{ file: File, path: string }} Chosen
 */

/**
 * @param {DataTransfer} dropped
 * @returns {Promise<Chosen[]>}
 */
export async function filesIn(dropped) {
  // Asked for before anything is waited for: afterwards the browser gives them no more.
  const entries = [...dropped.items].map((one) => one.webkitGetAsEntry()).filter((entry) => entry !== null);
  if (!entries.length) return [...dropped.files].map(alone);
  const found = [];
  for (const entry of entries) found.push(...(await filesOf(entry)));
  return found;
}

/**
 * @param {File} file
 * @returns {Chosen}
 */
export const alone = (file) => ({ file, path: file.webkitRelativePath || file.name });

/**
 * @param {FileSystemEntry} entry
 * @returns {Promise<Chosen[]>}
 */
async function filesOf(entry) {
  if (entry.isFile) return [await fileOf(/** @type {FileSystemFileEntry} */ (entry))];
  const found = [];
  for (const child of await childrenOf(/** @type {FileSystemDirectoryEntry} */ (entry))) found.push(...(await filesOf(child)));
  return found;
}

/**
 * @param {FileSystemFileEntry} entry
 * @returns {Promise<Chosen>}
 */
const fileOf = (entry) =>
  new Promise((resolve, reject) => {
    entry.file((file) => resolve({ file, path: entry.fullPath.replace(/^\//, '') }), reject);
  });

/**
 * @param {FileSystemDirectoryEntry} folder
 * @returns {Promise<FileSystemEntry[]>}
 */
async function childrenOf(folder) {
  const reader = folder.createReader();
  const children = [];
  for (;;) {
    // A browser gives a hundred at a time, and an empty list at the end.
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length) return children;
    children.push(...some);
  }
}
