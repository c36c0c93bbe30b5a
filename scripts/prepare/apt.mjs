import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sharedCache } from './paths.mjs'
import { Problem } from './problem.mjs'
import { attempt, run } from './run.mjs'

/** A page without any font is laid out with none, so one family comes along. */
const PACKAGES = ['chromium', 'fonts-liberation']
const QUIET = ['-qq', '-y', '--no-install-recommends']
const FAILED = 'Chromium could not be fetched from the package mirror.'

/** Debian and what derives from it. Not Ubuntu, whose package of that name is a stub for a snap. */
export async function canUseApt() {
  if (process.platform !== 'linux' || !existsSync('/etc/os-release')) return false
  if (/^ID="?ubuntu"?$/m.test(readFileSync('/etc/os-release', 'utf8'))) return false
  return (await attempt('apt-get', ['--version'])).status === 0
}

export async function installAsRoot() {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['-qq', 'update'], { env, failure: FAILED })
  await run('apt-get', [...QUIET, 'install', ...PACKAGES], { env, failure: FAILED })
}

/**
 * The same packages for a user who may not install: apt with folders of its own, reading the machine's sources, keys and
 * what is installed already; verified by apt, unpacked into the cache, started through a wrapper.
 *
 * @returns the path of the wrapper
 */
export async function unpackPrivately() {
  const home = join(sharedCache(), 'chromium')
  const wrapper = join(home, 'chromium')
  if (existsSync(wrapper)) return wrapper

  const unfinished = `${home}.new-${process.pid}`
  try {
    await assemble(unfinished, home)
    rmSync(home, { recursive: true, force: true })
    renameSync(unfinished, home)
    return wrapper
  } finally {
    rmSync(unfinished, { recursive: true, force: true })
  }
}

/** Everything in `unfinished`, as it will be at `home`. */
async function assemble(unfinished, home) {
  const apt = join(unfinished, 'apt')
  const root = join(unfinished, 'root')
  const packages = await download(apt)
  mkdirSync(root, { recursive: true })
  for (const file of packages) await run('dpkg-deb', ['-x', file, root], { failure: FAILED })
  rmSync(apt, { recursive: true, force: true })
  writeFontConfiguration(unfinished, home)
  writeFileSync(join(unfinished, 'chromium'), wrapperFor(root, home), { mode: 0o755 })
}

async function download(folder) {
  const archives = join(folder, 'cache', 'archives')
  mkdirSync(join(archives, 'partial'), { recursive: true })
  mkdirSync(join(folder, 'state', 'lists', 'partial'), { recursive: true })
  const options = [
    `Dir::State=${join(folder, 'state')}`,
    'Dir::State::status=/var/lib/dpkg/status',
    `Dir::Cache=${join(folder, 'cache')}`,
    // Only root may lock the machine's package database, and nothing of it is written here.
    'Debug::NoLocking=true',
    'APT::Sandbox::User=',
  ]
  const words = options.flatMap((option) => ['-o', option])
  await run('apt-get', ['-qq', ...words, 'update'], { failure: FAILED })
  await run('apt-get', [...QUIET, ...words, '--download-only', 'install', ...PACKAGES], { failure: FAILED })
  const found = readdirSync(archives).filter((name) => name.endsWith('.deb'))
  if (found.length === 0) throw new Problem(FAILED)
  return found.map((name) => join(archives, name))
}

function writeFontConfiguration(unfinished, home) {
  const folders = [join(home, 'root/usr/share/fonts'), '/usr/share/fonts'].map((folder) => `  <dir>${folder}</dir>`)
  const lines = ['<?xml version="1.0"?>', '<fontconfig>', ...folders, `  <cachedir>${join(home, 'fonts')}</cachedir>`]
  writeFileSync(join(unfinished, 'fonts.conf'), [...lines, '</fontconfig>', ''].join('\n'))
}

function wrapperFor(root, home) {
  const libraries = ['usr/lib', 'lib']
    .flatMap((folder) => librariesIn(join(root, folder), folder))
    .map((folder) => join(home, 'root', folder))
    .join(':')
  return [
    '#!/bin/sh',
    `export LD_LIBRARY_PATH='${libraries}'\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}`,
    `export FONTCONFIG_FILE='${join(home, 'fonts.conf')}'`,
    `exec '${join(home, 'root/usr/lib/chromium/chromium')}' "$@"`,
    '',
  ].join('\n')
}

/** The folder itself and those below it that hold libraries: the multiarch one, and PulseAudio's beneath that. */
function librariesIn(folder, name) {
  if (!existsSync(folder)) return []
  const entries = readdirSync(folder, { withFileTypes: true })
  const below = entries.filter((entry) => entry.isDirectory() && /-linux-gnu|^pulseaudio$|^chromium$/.test(entry.name))
  const nested = below.flatMap((entry) => librariesIn(join(folder, entry.name), `${name}/${entry.name}`))
  return entries.some((entry) => entry.name.includes('.so')) ? [name, ...nested] : nested
}
