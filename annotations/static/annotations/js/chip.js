// @ts-check

import { element } from './dom.js';

/**
 * Shows a badge: a shape, what stands on it, and its kind in words for screen readers.
 * @param {HTMLElement} chip
 * @param {{look: string, means: string, badge: string}} badge
 */
export function drawChip(chip, { look, means, badge }) {
  chip.className = `chip g-${look}`;
  chip.replaceChildren(element('span', `${means} `, 'vh'), badge);
}
