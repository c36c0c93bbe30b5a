// Finds circles between the folders of platform, domain and flows. dependency-cruiser's own rule for folders takes every
// subfolder for a folder of its own, and a concept and its subfolders may well import each other.

const TEST = /\.test\.tsx?$/
const CONCEPT = /(?:^|\/)server\/src\/((?:platform|domain|flows)\/[^/]+)\//

const conceptOf = (file) => (TEST.test(file) ? undefined : CONCEPT.exec(file)?.[1])

/** Imports between concepts: for each concept, what it imports and by which file. */
function importsOf(modules) {
  const imports = new Map()
  for (const { source, dependencies } of modules) {
    const from = conceptOf(source)
    if (from === undefined) continue
    for (const { resolved } of dependencies) {
      const to = conceptOf(resolved)
      if (to === undefined || to === from) continue
      if (!imports.has(from)) imports.set(from, new Map())
      if (!imports.get(from).has(to)) imports.get(from).set(to, source)
    }
  }
  return imports
}

/** The shortest way from a concept back to itself; undefined where there is none. */
function circleFrom(imports, start) {
  const cameFrom = new Map()
  const waiting = [start]
  for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
    for (const next of imports.get(at)?.keys() ?? []) {
      if (next === start) return wayTo(cameFrom, { start, end: at })
      if (cameFrom.has(next)) continue
      cameFrom.set(next, at)
      waiting.push(next)
    }
  }
  return undefined
}

function wayTo(cameFrom, { start, end }) {
  const way = [end]
  while (way[0] !== start) way.unshift(cameFrom.get(way[0]))
  return way
}

/** The circles between concepts, each as one line that names a file for every import in it. */
export function conceptCycles(modules) {
  const imports = importsOf(modules)
  const seen = new Set()
  const circles = []
  for (const start of [...imports.keys()].toSorted()) {
    if (seen.has(start)) continue
    const circle = circleFrom(imports, start)
    for (const concept of circle ?? []) seen.add(concept)
    if (circle) circles.push(circle)
  }
  return circles.map((circle) =>
    circle
      .map((from, at) => [from, circle[(at + 1) % circle.length]])
      .map(([from, to]) => `${from} → ${to} (${imports.get(from).get(to)})`)
      .join(', '),
  )
}
