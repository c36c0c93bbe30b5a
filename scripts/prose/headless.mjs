// The rule of docs/writing.md that a program can check: a sentence names its subject before it says something of it.

const PREPOSITIONS =
  'after|against|as|at|before|behind|beside|between|by|for|from|in|into|of|on|through|to|under|upon|with'
const PRONOUNS = 'what|whatever|who|whoever|whom|whomever|whose|which|whichever'

/** Openings that stand where a noun should be. */
const HEADLESS = [
  new RegExp(`^(?:that )?(?:${PRONOUNS})\\b`, 'i'),
  new RegExp(`^(?:${PREPOSITIONS}) (?:that )?(?:${PRONOUNS})\\b`, 'i'),
  /^of\b(?! course\b)/i,
  // "As many processes as cores" names what it counts; "As many as there are" does not.
  /^as (?:many|much|few|little)(?:[ ,.;:]+(?:again|are|as|at|can|could|had|have|in|is|may|more|must|of|share|that|was|were)\b|[.,;:]|$)/i,
]

/** Says whether a sentence opens with a clause that has no noun. A question may: its pronoun asks for the noun. */
export function isHeadless(sentence) {
  if (sentence.endsWith('?')) return false
  return HEADLESS.some((opening) => opening.test(sentence))
}

// Their full stop ends no sentence.
const ABBREVIATIONS = /\b(?:e\.g|i\.e|etc|cf|vs|no)\.$/i

/** @returns {string[]} the sentences of a text, each on one line */
export function sentencesOf(text) {
  const sentences = []
  let open = ''
  for (const part of text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .split(/(?<=[.!?]["')\]`*]*) (?=["'(`*[]*[A-Z0-9_$…])/)) {
    open = open ? `${open} ${part}` : part
    if (ABBREVIATIONS.test(open)) continue
    sentences.push(open)
    open = ''
  }
  if (open) sentences.push(open)
  return sentences.map((sentence) => sentence.replace(/^["'(`*[\s]+/, '')).filter(Boolean)
}
