// @ts-check
/**
 * The fields of an open card that hold one value each: menus, boxes to tick, lines and areas to type in, choices of one.
 * Each names in `data-field` what it stands for, and shows and gives the value as the wire has it.
 */

/** @typedef {string | boolean | null} Value */

/** What the values of a menu that says yes or no stand for. @type {Map<string, Value>} */
const YES_NO = new Map([['', null], ['true', true], ['false', false]]);

export class Fields {
  #fields;

  /**
   * @param {HTMLElement} root only what stands in it now counts
   * @param {(field: string, value: Value, isTyped: boolean) => void} change the person has chosen a value, or typed on
   */
  constructor(root, change) {
    this.#fields = /** @type {HTMLElement[]} */ ([...root.querySelectorAll('[data-field]')]);
    for (const element of this.#fields) {
      const name = element.dataset.field ?? '';
      const event = isText(element) ? 'input' : 'change';
      element.addEventListener(event, () => change(name, valueOf(element), isText(element)));
      if (element instanceof HTMLFieldSetElement) letTakeBack(element, () => change(name, '', false));
    }
  }

  /**
   * Shows what a mark says. What is being typed stays as it is.
   * @param {Record<string, any>} content
   */
  show(content) {
    for (const element of this.#fields) {
      const value = content[element.dataset.field ?? ''];
      if (!(isText(element) && element === document.activeElement)) showValue(element, value);
    }
  }
}

/**
 * A choice of one is taken back by choosing it again: a radio button alone could not be.
 * @param {HTMLFieldSetElement} group
 * @param {() => void} takeBack
 */
function letTakeBack(group, takeBack) {
  group.addEventListener('click', ({ target }) => {
    if (target instanceof HTMLInputElement && target.value === group.dataset.shown) takeBack();
  });
}

/** @param {HTMLElement} element */
function isText(element) {
  return element instanceof HTMLTextAreaElement || (element instanceof HTMLInputElement && element.type !== 'checkbox');
}

/**
 * @param {HTMLElement} element
 * @returns {Value}
 */
function valueOf(element) {
  if (element instanceof HTMLSelectElement) return isYesNo(element) ? YES_NO.get(element.value) ?? null : element.value;
  if (element instanceof HTMLInputElement && element.type === 'checkbox') return ticked(element)[element.checked ? 1 : 0];
  if (element instanceof HTMLFieldSetElement) return radioOf(element, ':checked')?.value ?? '';
  return /** @type {HTMLInputElement | HTMLTextAreaElement} */ (element).value;
}

/**
 * @param {HTMLElement} element
 * @param {Value} value
 */
function showValue(element, value) {
  if (element instanceof HTMLFieldSetElement) {
    element.dataset.shown = `${value ?? ''}`;
    for (const radio of element.querySelectorAll('input')) radio.checked = radio.value === value;
  } else if (element instanceof HTMLInputElement && element.type === 'checkbox') {
    element.checked = value === ticked(element)[1];
  } else {
    /** @type {HTMLInputElement} */ (element).value = `${value ?? ''}`;
  }
}

/**
 * What a box says when it is not ticked, and when it is: yes or no, or two words of the codebook.
 * @param {HTMLInputElement} box
 * @returns {Value[]}
 */
const ticked = ({ dataset: { off, on } }) => (on ? [off ?? '', on] : [false, true]);

/** @param {HTMLSelectElement} menu */
const isYesNo = (menu) => [...menu.options].every((option) => YES_NO.has(option.value));

/**
 * @param {HTMLElement} group
 * @param {string} which
 * @returns {HTMLInputElement | null}
 */
const radioOf = (group, which) => group.querySelector(`input${which}`);
