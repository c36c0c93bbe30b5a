import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './prepare/paths.mjs'

const SKIPPED = /(?:^|\/)(?:node_modules|dist|dist\.new|data|generated|results|\..*)$|\.generated\.ts$/
/** Trees of files that break a rule on purpose, to prove that its check sees them. */
const PLANTED = /^server\/test\/(?:boundaries|prose|requirements)$/

/** Lists the files written by people at or below a path of the repository, as paths with `/` from its root. */
export function* filesIn(path, read) {
  const entry = statSync(join(ROOT, path), { throwIfNoEntry: false })
  if (!entry || SKIPPED.test(path) || PLANTED.test(path)) return
  if (entry.isFile()) {
    if (read.test(path)) yield path
    return
  }
  for (const name of readdirSync(join(ROOT, path)).sort()) yield* filesIn(path === '' ? name : `${path}/${name}`, read)
}
