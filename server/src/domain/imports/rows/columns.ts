import { FileProblem } from '../file-problem.ts'

const NAMES_SHOWN = 400

/** Returns the names of columns in the form that fields have. */
export function columnNames(line: readonly string[]): string[] {
  return line.map((name) =>
    name
      .trim()
      .toLowerCase()
      .replaceAll(/[\s-]+/g, '_'),
  )
}

/**
 * Checks the names of the columns before any row is read: a wrong one is one problem of the file, not one of each row.
 *
 * @throws {FileProblem} `UNKNOWN_COLUMNS`, `COLUMN_REPEATED`
 */
export function checkColumns(names: readonly string[], known: readonly string[]): void {
  const named = names.filter((name) => name !== '')
  const repeated = named.find((name, at) => named.indexOf(name) < at)
  if (repeated !== undefined) {
    throw new FileProblem('COLUMN_REPEATED', `The column "${repeated.slice(0, 100)}" is there twice.`, 0)
  }
  const unknown = named.filter((name) => !known.includes(name))
  if (unknown.length === 0 && named.length > 0) return
  throw new FileProblem(
    'UNKNOWN_COLUMNS',
    `The first line must name the columns. Not known: ${listed(unknown)}. Found: ${listed(names)}. ` +
      `Possible: ${known.join(', ')}.`,
    0,
  )
}

function listed(names: readonly string[]): string {
  return names
    .map((name) => `"${name}"`)
    .join(', ')
    .slice(0, NAMES_SHOWN)
}
