// Makes a checkout ready for `start` or `test`: installs, builds what is stale, for `test` also finds a browser.
// Plain JavaScript without dependencies: it runs under the machine's Node, before anything is installed.
import { ensureBrowser } from './prepare/browser.mjs'
import { ensureBuilt } from './prepare/build.mjs'
import { ensureCommonPasswords } from './prepare/common-passwords.mjs'
import { ensureInstalled } from './prepare/install.mjs'
import { withLock } from './prepare/lock.mjs'
import { Problem } from './prepare/problem.mjs'

const OLDEST_NODE = [20, 19]

async function prepare(purpose) {
  checkNode()
  await withLock(async () => {
    await ensureInstalled()
    ensureCommonPasswords()
    await ensureBuilt(purpose)
    if (purpose === 'test') await ensureBrowser()
  })
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return
  throw new Problem(
    `Node ${OLDEST_NODE.join('.')} or newer is needed to install Gatehouse, and this is ${process.version}.`,
  )
}

try {
  await prepare(process.argv[2] ?? 'start')
} catch (error) {
  if (!(error instanceof Problem)) throw error
  console.error(error.message)
  process.exitCode = 1
}
