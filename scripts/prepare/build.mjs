import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { CACHE, ROOT } from './paths.mjs'
import { npm, run } from './run.mjs'

const IGNORED = new Set(['node_modules', 'dist', 'generated', '.vite', '.cache'])

/** Builds each part whose sources changed since its last build. */
export async function ensureBuilt(purpose) {
  const parts = [server(), apiClient(), adminConsole(), ...(purpose === 'test' ? examples() : [])]
  for (const part of parts) {
    const wanted = fingerprint(part.inputs)
    const stamp = join(CACHE, 'built', part.name)
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === stampFor(part, wanted)) continue
    console.error(`Building ${part.name} …`)
    await part.build()
    mkdirSync(join(CACHE, 'built'), { recursive: true })
    writeFileSync(stamp, stampFor(part, wanted))
  }
}

/** Includes the time of the output, so that a build by another program counts as a change. */
function stampFor(part, inputs) {
  const times = filesIn(part.output).map((path) => statSync(path).mtimeMs)
  return `${inputs} ${Math.max(0, ...times)}`
}

function server() {
  const output = join(ROOT, 'server', 'dist')
  const inputs = ['server/src', 'server/package.json', 'server/tsconfig.build.json', 'tsconfig.base.json']
  return { name: 'server', inputs, output, build: () => buildServer(output) }
}

/** Builds into another folder and then swaps: a build that fails or is killed leaves the last good one. */
async function buildServer(output) {
  const unfinished = `${output}.new`
  const old = `${output}.old`
  rmSync(unfinished, { recursive: true, force: true })
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc')
  await run(process.execPath, [tsc, '-p', 'server/tsconfig.build.json', '--outDir', unfinished], {
    failure: 'The server could not be built; what the compiler said is above.',
  })
  rmSync(old, { recursive: true, force: true })
  if (existsSync(output)) renameSync(output, old)
  renameSync(unfinished, output)
  rmSync(old, { recursive: true, force: true })
}

/** Types and addresses of all operations, from the committed document. */
function apiClient() {
  return {
    name: 'api-client',
    inputs: ['api-client/openapi.json', 'api-client/generate.mjs'],
    output: join(ROOT, 'api-client', 'src', 'generated'),
    build: () =>
      npm(['run', 'generate'], {
        cwd: join(ROOT, 'api-client'),
        failure: 'The API client could not be generated; the reason is above.',
      }),
  }
}

function adminConsole() {
  const inputs = [
    'api-client',
    'ui/src',
    'console/src',
    'console/index.html',
    'console/vite.config.ts',
    'package-lock.json',
  ]
  return {
    name: 'console',
    inputs,
    output: join(ROOT, 'console', 'dist'),
    build: () =>
      npm(['run', 'build'], {
        cwd: join(ROOT, 'console'),
        failure: 'The console could not be built; the reason is above.',
      }),
  }
}

function examples() {
  const folder = join(ROOT, 'examples')
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => hasBuild(join(folder, name, 'package.json')))
    .map((name) => ({
      name: `example-${name}`,
      inputs: [`examples/${name}`, 'package-lock.json'],
      output: join(folder, name, 'dist'),
      build: () =>
        npm(['run', 'build'], {
          cwd: join(folder, name),
          failure: `The example ${name} could not be built; what its build said is above.`,
        }),
    }))
}

function hasBuild(packageFile) {
  return existsSync(packageFile) && 'build' in (JSON.parse(readFileSync(packageFile, 'utf8')).scripts ?? {})
}

/** Compares contents instead of times: switching branches and back touches every file and changes none. */
function fingerprint(inputs) {
  const hash = createHash('sha256')
  for (const path of inputs.flatMap((input) => filesIn(join(ROOT, input))).sort()) {
    hash
      .update(`${relative(ROOT, path)}\0`)
      .update(readFileSync(path))
      .update('\0')
  }
  return hash.digest('hex')
}

function filesIn(path) {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [path]
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => !IGNORED.has(entry.name))
    .flatMap((entry) => filesIn(join(path, entry.name)))
}
