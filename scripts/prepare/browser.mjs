import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { canUseApt, installAsRoot, unpackPrivately } from './apt.mjs'
import { CACHE, ROOT } from './paths.mjs'
import { Problem } from './problem.mjs'
import { attempt, run } from './run.mjs'

/** The file in which the tests find the browser: `{ "path": … }`. */
const RECORD = join(CACHE, 'browser.json')
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const SET_IT = 'set GATEHOUSE_BROWSER to the path of a Chromium or Chrome'

/** Finds a Chromium for the browser tests, or installs one: an existing one first, then the cheapest way. */
export async function ensureBrowser() {
  const chosen = process.env.GATEHOUSE_BROWSER
  if (chosen && !(await works(chosen)))
    throw new Problem(`GATEHOUSE_BROWSER is ${chosen}, which does not run: ${SET_IT}.`)
  const recorded = chosen ?? recordedPath()
  if (recorded && recorded === recordedPath()) return
  const path = chosen ?? (await firstWorking()) ?? (await bring())
  mkdirSync(CACHE, { recursive: true })
  writeFileSync(RECORD, `${JSON.stringify({ path }, null, 2)}\n`)
}

function recordedPath() {
  if (!existsSync(RECORD)) return undefined
  const { path } = JSON.parse(readFileSync(RECORD, 'utf8'))
  return existsSync(path) ? path : undefined
}

async function firstWorking() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  for (const path of NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))) {
    // Ubuntu's chromium-browser is a stub that only tells to install a snap: being there is not enough.
    if (existsSync(path) && (await works(path))) return path
  }
  return undefined
}

async function works(path) {
  const { status, output } = await attempt(path, ['--version'])
  return status === 0 && /Chrom/.test(output)
}

async function bring() {
  console.error('Fetching a browser for the tests …')
  const brought = (await fromApt()) ?? (await fromPlaywright())
  if (brought) return brought
  throw new Problem(`No browser was found and none could be fetched: install Chromium, or ${SET_IT}.`)
}

async function fromApt() {
  if (!(await canUseApt())) return undefined
  try {
    if (process.getuid() !== 0) {
      const unpacked = await unpackPrivately()
      return (await works(unpacked)) ? unpacked : undefined
    }
    await installAsRoot()
    return await firstWorking()
  } catch (error) {
    // If the mirror is not reachable there is one more way.
    if (!(error instanceof Problem)) throw error
    console.error(error.message)
    return undefined
  }
}

/** Playwright's own builds, for the systems that it knows. Needs the libraries of a desktop, which it does not bring. */
async function fromPlaywright() {
  const cli = join(ROOT, 'node_modules', 'playwright-core', 'cli.js')
  if (!existsSync(cli)) return undefined
  await run(process.execPath, [cli, 'install', 'chromium'], {
    failure: `A browser could not be downloaded: install Chromium, or ${SET_IT}.`,
  })
  const script = "import('playwright-core').then(({ chromium }) => console.log(chromium.executablePath()))"
  const path = (await run(process.execPath, ['-e', script], { cwd: ROOT })).trim()
  return (await works(path)) ? path : undefined
}
