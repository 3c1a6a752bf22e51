// @ts-check
/** What the browser keeps of a mark, and the mark as it stands by it. */

/** @import { Change, Content, Entry, Kept } from './types.js' */
/** @import { Sources } from './sources.js' */

import { sourcesOf } from './claims.js';

/**
 * @param {Entry} entry
 * @param {Sources} sources
 * @returns {Kept}
 */
export function keptOf({ id, saved, event, content, withdrawn, trouble }, sources) {
  const named = sourcesOf(content);
  return {
    id,
    saved,
    event,
    draft: trouble && { content, withdrawn, trouble },
    sources: named.map((source) => sources.get(source)).filter((source) => source !== undefined),
    refused: named.filter((source) => sources.isRefused(source)),
  };
}

/**
 * A mark as it stands by all that is known of it: what waits for the server counts before what the person left in trouble,
 * and that before what the server has. But what is unfinished was said after all that is on its way already. Null: nothing
 * is known of it, so there is no such mark.
 * @param {{here: Entry | undefined, kept: Kept | undefined, waiting: Change[], event: number}} known `event`: the page's
 * @returns {Omit<Entry, 'id' | 'number'> | null}
 */
export function restored({ here, kept, waiting, event }) {
  const isNewest = kept?.draft?.trouble.kind === 'unfinished' && waiting.every(({ isSent }) => isSent);
  const draft = (!waiting.length || isNewest) && kept ? kept.draft : null;
  // A draft is based on what the server had when it was made. What came in between must not be overwritten unseen.
  const { saved, event: as } = draft && kept ? kept : newest(here, kept, event);
  if (draft) return { ...draft, saved, event: as, home: null };
  const content = waiting.findLast((change) => change.content)?.content ?? saved?.content;
  if (!content) return null;
  const withdrawn = waiting.length ? waiting.at(-1)?.verb === 'withdraw' : saved?.withdrawn != null;
  return { content: /** @type {Content} */ (content), withdrawn, saved, event: as, trouble: null, home: null };
}

/**
 * What the server has of a mark, by the page or by what was kept since.
 * @param {Entry | undefined} here
 * @param {Kept | undefined} kept
 * @param {number} event the page's
 * @returns {Pick<Entry, 'saved' | 'event'>}
 */
function newest(here, kept, event) {
  if (!kept?.saved || kept.event <= (here?.event ?? -1)) return here ?? { saved: null, event };
  if (here || kept.event > event || kept.saved.withdrawn) return kept;
  // It stood when it was kept, and the newer page has it no more.
  return { saved: { ...kept.saved, withdrawn: kept.saved.updated }, event };
}
