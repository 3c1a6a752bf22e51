// @ts-check
/**
 * The types that modules share. This file imports nothing, so that no import runs in a circle.
 *
 * Every position is a code point of the article's text, as on the wire, and every span is half-open: [start, end).
 * Only offsets.js knows how a browser counts instead.
 */

/** @typedef {{start: number, end: number}} Span A stretch of the text: a block (paragraph), a selection, a place. */

/** @typedef {'claim' | 'typo' | 'side' | 'source' | 'cue' | 'relay' | 'link'} Kind What a shown span is. */

/**
 * One span that is to be drawn.
 * @typedef {object} Shown
 * @property {string} mark the mark's UUID; of a source, cue or relay: the active claim's
 * @property {Kind} kind a contradiction has one side for each of its passages in this text
 * @property {number} number the mark's number among its kind
 * @property {number} start
 * @property {number} end
 * @property {string} grade a claim's key in the codebook; '' until it is graded, and for every other kind
 * @property {string} correction a typo's, where '' says: take these words out; '' for every other kind
 * @property {string} home of a contradiction that was made in another review: the headline of that one's article; else ''
 * @property {string} letter of that review, where there are several such; else ''
 * @property {string} [host] a link's
 * @property {string} [address] a link's
 */

/**
 * A shown span as it is drawn.
 * @typedef {object} Layer
 * @property {Shown} shown
 * @property {number | null} lane 0 to 2 for a claim, else null
 * @property {number} start within a block, also where the span itself starts between two
 * @property {number} end likewise
 * @property {boolean} anchor the mark begins here, so this layer carries its id
 */

/**
 * A stretch of a block with the same layers throughout, outermost first.
 * @typedef {object} Segment
 * @property {number} start
 * @property {number} end
 * @property {Layer[]} layers
 */

/*
 * What goes over the wire, as annotations/review/content.py and annotations/api/ define it.
 */

/** @typedef {Span & {quote: string}} Place A span, and the exact words in it. */

/**
 * One source a claim is credited to. '' and null: not said.
 * @typedef {object} Attribution
 * @property {string | null} source UUID in the register; null: words of attribution without a source ("reportedly")
 * @property {string | null} relayed_by
 * @property {string} mode
 * @property {string} stance
 * @property {boolean | null} anonymity_reason
 * @property {Place[]} source_spans pieces in text order
 * @property {Place[]} cue_spans
 * @property {Place[]} relay_spans
 */

/** @typedef {{address: string, archived_address: string, seen: string | null, note: string}} Reference */

/**
 * @typedef {object} ClaimContent
 * @property {'claim'} kind
 * @property {Place} span
 * @property {string | null} grade a key of the codebook; null until graded
 * @property {string} claim_type
 * @property {string} check_worthy
 * @property {string} part
 * @property {string} confidence
 * @property {string} rationale
 * @property {Attribution[]} attributions
 * @property {string} note
 * @property {Reference[]} references
 */

/**
 * @typedef {object} TypoContent
 * @property {'typo'} kind
 * @property {Place} span
 * @property {string} correction '' says: take these words out
 * @property {string} type
 * @property {string} severity
 * @property {boolean} in_quotation
 * @property {string} note
 * @property {Reference[]} references
 */

/**
 * @typedef {object} Side
 * @property {number} version
 * @property {Place} span
 * @property {string | null} claim UUID of the claim that stands there, if one does
 */

/**
 * @typedef {object} ContradictionContent
 * @property {'contradiction'} kind
 * @property {Side[]} sides
 * @property {string} type
 * @property {string} strength
 * @property {string} locus
 * @property {boolean | null} acknowledged
 * @property {string} note
 * @property {Reference[]} references
 */

/** @typedef {ClaimContent | TypoContent | ContradictionContent} Content What a mark says. */

/**
 * A mark as the server has it. Times are ISO 8601, in UTC.
 * @typedef {object} MarkState
 * @property {string} id UUID
 * @property {number} number
 * @property {number} revision
 * @property {string} created
 * @property {string} updated
 * @property {string | null} withdrawn
 * @property {Content} content
 */

/** @typedef {{name: string, kind: string, affiliation: string, only_here: boolean}} SourceContent */

/**
 * An entry of the register; the first of its names is the one shown.
 * @typedef {object} SourceState
 * @property {string} id UUID
 * @property {string[]} names
 * @property {string} kind
 * @property {string} affiliation
 * @property {string} admission
 * @property {boolean} only_here
 */

/** @typedef {{found: SourceState[], near: SourceState[]}} Found Entries that fit what was typed; where none does, those near in spelling. */

/** @typedef {{key: string, rank: number | null, label: string, definition: string, example: string}} Grade */

/** @typedef {{status: number, code: string, detail: string, current?: any}} Problem Why the server refused (RFC 9457). */

/** @typedef {{outlet: string, headline: string}} VersionName The article of another text; an outlet may be unknown: ''. */

/**
 * The review in which a mark was made, and where the mark is in it. Of several such reviews each has a letter, else ''.
 * @typedef {{headline: string, address: string, letter: string}} Home
 */

/**
 * A link that the article has in its text, and from where to where its paragraphs go.
 * @typedef {{start: number, end: number, from: number, to: number, host: string, address: string}} Link
 */

/** @typedef {[start: number, end: number, kind: string]} TextPart A part of the text: headline, deck, caption or boilerplate. */

/**
 * A version of an article's text, to be told apart, with what lies in it beside its words.
 * @typedef {{id: number, length: number, sha256: string, parts: TextPart[], links: Link[]}} StoredText
 */

/**
 * The article beside the one under review, with what the reviewer has marked in it, which is not changed here.
 * @typedef {object} BesidePage
 * @property {StoredText} version
 * @property {string} language
 * @property {MarkState[]} marks
 * @property {Home} home that review
 */

/**
 * What the server writes into the review page beside the text.
 * @typedef {object} ReviewPage
 * @property {number} id
 * @property {number} user who has opened it
 * @property {string} person the same, never given to another account: what the browser keeps is kept under it
 * @property {number} event the newest of the review's history when the page was drawn, 0 for none
 * @property {boolean} editable
 * @property {string} api where the review is in the API
 * @property {string} language of the article, a BCP 47 tag
 * @property {StoredText} version
 * @property {VersionName} here the article under review
 * @property {BesidePage | null} beside
 * @property {Grade[]} grades
 * @property {MarkState[]} marks
 * @property {{mark: MarkState, home: Home}[]} elsewhere contradictions made in other reviews, with a side in this text
 * @property {Record<string, string>} propositions what claims say alike with others, by the claim's UUID
 * @property {SourceState[]} sources
 * @property {Record<string, VersionName>} versions by id: the other texts in which sides of contradictions lie
 * @property {Record<string, Record<string, string>>} choices the words for each value of each field
 */

/**
 * A change on its way to the server: plain values only, since the browser keeps it until it has an answer.
 * @typedef {object} Change
 * @property {string} id UUID of the change: the server makes the same change once
 * @property {number} order its place in the queue
 * @property {'save' | 'withdraw' | 'propose'} verb
 * @property {string} subject UUID of the mark, or of the source that is proposed
 * @property {Content | SourceContent | null} content null: withdraw
 * @property {number | null} revision of its mark, on which it is based; null: on what becomes of the change before it
 * @property {string} typing the field that is being typed into, '' for none: what is typed further joins the change
 * @property {number} due not sent before, in milliseconds since 1970, unless another change waits behind it
 * @property {boolean} isSent whether the server may have made it
 */

/** @typedef {(queue: Change[]) => Change[]} Move Takes a queue of changes and gives the next; changes nothing itself. */

/**
 * The change is made. Event: its number in the review's history, which grows; a mark's answers are told apart by it.
 * @typedef {{kind: 'done', mark?: MarkState, event?: number, source?: SourceState}} Done
 */

/** @typedef {{kind: 'refused', problem: Problem}} Refused Nothing was changed, and sending it again would not help. */

/**
 * What became of a change that was sent. Unreachable: nobody knows, so the same change is sent again. Broken: there was an
 * answer, an error of the server's own or of what stands before it. Signed out: nobody is signed in, or somebody else is.
 * @typedef {Done | Refused | {kind: 'signed-out', isOther: boolean} | {kind: 'unreachable', broken: boolean}} Answer
 */

/**
 * Why the server did not save a mark. Conflict: it was changed elsewhere, and `there` is what stands now.
 * @typedef {{kind: 'refused', words: string} | {kind: 'conflict', there: MarkState}} Refusal
 */

/**
 * Why a mark is not saved. Unfinished: something lacks or does not fit, so it was not sent.
 * @typedef {Refusal | {kind: 'unfinished', words: string}} Trouble
 */

/**
 * One change as the person made it, which undo takes back and redo makes again. Null: there is no such mark.
 * @typedef {object} Step
 * @property {string} mark UUID
 * @property {Content | null} before
 * @property {Content | null} after
 * @property {string} typing the field that was typed into, '' for none
 */

/**
 * A mark in the page: what stands here, and what the server has of it.
 * @typedef {object} Entry
 * @property {string} id UUID
 * @property {number} number until it is saved, the one it will probably get
 * @property {Content} content
 * @property {boolean} withdrawn
 * @property {MarkState | null} saved null: the server has nothing of it yet
 * @property {number} event the one of which `saved` is the outcome, or a later one
 * @property {Trouble | null} trouble
 * @property {Home | null} home null: this review; else it was made in another one, and is only read here
 */

/**
 * Marks as one text shows them.
 * @typedef {object} InText
 * @property {number} version whose text it is
 * @property {(mark: string) => Entry | undefined} get
 * @property {() => Entry[]} seen in text order
 * @property {(entry: Entry) => Shown[]} shownOf what a mark looks like there
 * @property {(mark: string) => Shown[]} lookOf the same, nothing where it is not to be seen
 */

/**
 * What the browser keeps of a mark beside the changes that wait: the server's last answer, and what stands here in trouble.
 * @typedef {object} Kept
 * @property {string} id UUID
 * @property {MarkState | null} saved
 * @property {number} event
 * @property {{content: Content, withdrawn: boolean, trouble: Trouble} | null} draft
 * @property {SourceState[]} sources that it names
 * @property {string[]} refused UUIDs of those that the register did not take
 */

/** @typedef {'source' | 'cue' | 'relay'} Role What the words of a span are to an attribution. */

/** @typedef {{span: Span, words: string, version: number}} Selected Words that are selected, as a mark can keep them. */

export {};
