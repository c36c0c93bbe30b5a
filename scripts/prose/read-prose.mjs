// The comments and test names of a file. TypeScript parses it, so that `//` in a string is not taken for a comment.
import ts from 'typescript'

const TESTS = new Set(['describe', 'it', 'test'])
const DIRECTIVE = /^(?:eslint|prettier-ignore|@ts-|@vitest|v8 ignore|#__|\/ ?<reference|!)/
/** The ids of requirements in front of a test name: "AS-08, AS-09: …". */
const IDS = /^(?:\(?[A-Z][A-Za-z0-9]*-\d+[a-z]?\)?(?:,| and|:|\s)*)+/

/**
 * @typedef {{ kind: 'comment' | 'doc' | 'test', line: number, text: string }} Prose
 * @returns {Prose[]} in the order of the file
 */
export function readProse(name, text) {
  if (name.endsWith('.sql')) return readSql(text)
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, false, scriptKind(name))
  const literals = []
  const tests = []
  visit(source, (node) => {
    if (isLiteral(node))
      literals.push([node.kind === ts.SyntaxKind.JsxText ? node.pos : node.getStart(source), node.end])
    const title = testTitle(node)
    if (title)
      tests.push({ kind: 'test', line: lineAt(source, title.getStart(source)), text: titleText(title, source) })
  })
  return [...comments(source, blanked(text, literals)), ...tests].sort((one, other) => one.line - other.line)
}

function scriptKind(name) {
  if (name.endsWith('x')) return ts.ScriptKind.TSX
  return name.endsWith('ts') ? ts.ScriptKind.TS : ts.ScriptKind.JS
}

function visit(node, see) {
  see(node)
  ts.forEachChild(node, (child) => visit(child, see))
}

function isLiteral(node) {
  return (
    ts.isStringLiteralLike(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddle(node) ||
    ts.isTemplateTail(node) ||
    ts.isRegularExpressionLiteral(node) ||
    ts.isJsxText(node)
  )
}

/** The text with every literal replaced by spaces: whatever still looks like a comment is one. */
function blanked(text, literals) {
  let result = ''
  let end = 0
  for (const [from, to] of literals.sort((one, other) => one[0] - other[0])) {
    if (from < end) continue
    result += text.slice(end, from) + text.slice(from, to).replaceAll(/[^\n]/g, ' ')
    end = to
  }
  return result + text.slice(end)
}

function lineAt(source, position) {
  return source.getLineAndCharacterOfPosition(position).line + 1
}

/** Line comments below one another are one comment. */
function comments(source, text) {
  const found = []
  let last
  for (const match of text.matchAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g)) {
    const line = lineAt(source, match.index)
    const alone = text.slice(text.lastIndexOf('\n', match.index) + 1, match.index).trim() === ''
    const content = commentText(match[0])
    if (!content || DIRECTIVE.test(content)) continue
    if (match[0].startsWith('/*')) {
      found.push({ kind: match[0].startsWith('/**') ? 'doc' : 'comment', line, text: content })
      last = undefined
    } else if (alone && last?.end === line - 1) {
      last.prose.text += ` ${content}`
      last.end = line
    } else {
      const prose = { kind: 'comment', line, text: content }
      found.push(prose)
      last = alone ? { prose, end: line } : undefined
    }
  }
  return found
}

function commentText(comment) {
  if (comment.startsWith('//')) return comment.slice(2).trim()
  return comment
    .replace(/^\/\*+/, '')
    .replace(/\*\/$/, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\*? ?/, ''))
    .join('\n')
    .replaceAll(/@param(?: \{.*\})? \S+|@\w+(?: \{.*\})?/g, '')
    .trim()
}

/** The first argument of `it(…)`, `describe.each(…)(…)`, `test.skipIf(…)(…)` and the like. */
function testTitle(node) {
  if (!ts.isCallExpression(node) || !TESTS.has(rootName(node.expression))) return undefined
  const [title] = node.arguments
  return title && (ts.isStringLiteralLike(title) || ts.isTemplateExpression(title)) ? title : undefined
}

function rootName(expression) {
  if (ts.isIdentifier(expression)) return expression.text
  if (ts.isCallExpression(expression) || ts.isPropertyAccessExpression(expression))
    return rootName(expression.expression)
  if (ts.isTaggedTemplateExpression(expression)) return rootName(expression.tag)
  return undefined
}

function titleText(title, source) {
  return title.getText(source).slice(1, -1).replace(IDS, '')
}

/** Comments of a migration, and those that it gives to tables. */
function readSql(text) {
  const found = []
  let open
  for (const [index, line] of text.split('\n').entries()) {
    const [, comment] = /^\s*--\s?(.*)$/.exec(line) ?? []
    const [, stored] = /^\s*comment on .* is\s+'(.*)'/i.exec(line) ?? []
    if (comment !== undefined && open) open.text += ` ${comment}`
    else if (comment !== undefined) found.push((open = { kind: 'comment', line: index + 1, text: comment }))
    else open = undefined
    if (stored) found.push({ kind: 'comment', line: index + 1, text: stored })
  }
  return found.filter((prose) => prose.text.trim() !== '')
}
