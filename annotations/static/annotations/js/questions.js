// @ts-check
/** The codebook's questions that lead to a grade: each answer leads to another question or to the key of a grade. */

/** @typedef {{words: string, yes: string, no: string}} Question */

export const FIRST = 'needed';

/** @type {Record<string, Question>} */
export const QUESTIONS = {
  needed: {
    words: 'Does the claim need a source? Established public record and what is plainly observed do not.',
    yes: 'evidence',
    no: 'N',
  },
  evidence: {
    words: 'Is there evidence that a reader can find, or did the reporter witness it?',
    yes: '6',
    no: 'attributed',
  },
  attributed: {
    words: 'Does the text attribute it at all, to somebody or by a hedge such as “reportedly”?',
    yes: 'expressed',
    no: '0',
  },
  expressed: { words: 'Do any words stand for a source?', yes: 'recognisable', no: '1' },
  recognisable: {
    words: 'Could a reader tell who the source is, or at least what kind?',
    yes: 'named',
    no: '2',
  },
  named: { words: 'Is the source named?', yes: 'several', no: '3' },
  several: {
    words: 'Are there two or more independent sources that would each be graded 4 or above?',
    yes: '6',
    no: 'own',
  },
  own: { words: 'Are these the source’s own words, first-hand?', yes: '5', no: '4' },
};

/** Every grade that the questions lead to. */
export const OUTCOMES = Object.values(QUESTIONS)
  .flatMap(({ yes, no }) => [yes, no])
  .filter((next) => !(next in QUESTIONS));
