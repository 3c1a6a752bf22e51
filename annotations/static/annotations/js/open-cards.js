// @ts-check
/** The open card for each kind of mark. */

/** @import { Entry } from './types.js' */
/** @import { CardPage, OpenCard } from './open-card.js' */

import { OpenClaim } from './open-claim.js';
import { OpenContradiction } from './open-contradiction.js';
import { OpenTypo } from './open-typo.js';

const KINDS = { claim: OpenClaim, typo: OpenTypo, contradiction: OpenContradiction };

/**
 * @param {Entry} entry
 * @param {CardPage} page
 * @returns {OpenCard} showing the mark as it stands
 */
export function openCard(entry, page) {
  const card = new KINDS[entry.content.kind](entry, page);
  card.show(entry);
  return card;
}
