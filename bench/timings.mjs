/**
 * `npm run timings`: whether the time of an answer tells who has an account (ATO-10). Sends each form with known and with
 * unknown addresses in turn, 500 times each unless told otherwise, and compares the two by the Mann-Whitney test. Needs a
 * quiet machine: a p below 0.01 together with a gap of the medians of 2 ms or more is printed as a finding. Starts a
 * server of its own; nothing here is a test.
 *
 *     npm run timings
 *     npm run timings -- --samples=100
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { compareSamples } from './load/mann-whitney.mjs'
import { freePort, ROOT, runNode } from './processes.mjs'
import { BrowserSession } from './subjects/browser-session.mjs'
import { authorizePath, furnishPasswords, mailedCode, startGatehouse } from './subjects/gatehouse.mjs'

const { values } = parseArgs({ options: { samples: { type: 'string', default: '500' } } })
const SAMPLES = Number(values.samples)
/** Each account takes a few tries only, since its limits count them. */
const PEOPLE = Math.max(10, Math.ceil(SAMPLES / 10))
const LEAST_GAP_MS = 2
const LEAST_P = 0.01
const PASSWORD = 'a sentence of four words'

const dataDirectory = mkdtempSync(join(tmpdir(), 'gatehouse-timings-'))
await runNode([join(ROOT, 'scripts', 'prepare.mjs'), 'start'])
const settings = { GATEHOUSE_TRUSTED_PROXIES: '127.0.0.1, ::1' }
const server = await startGatehouse({ port: await freePort(), dataDirectory, settings })
let network = 0

try {
  const { origin } = server
  const byPassword = await furnishPasswords(server)
  const byCode = await furnishPasswords(server, 'email:otp')
  for (let number = 0; number < PEOPLE; number += 1) await signUp(origin, byPassword, number)
  const to = (client, more = '') => `${authorizePath(client)}${more}`
  const identify = (email) => ['identify', { email }]
  const register = (email) => ['register', { email, given_name: 'Ada', family_name: 'L' }]
  const forms = {
    'address, then a code': [to(byCode), identify],
    'a wrong code': [to(byCode), identify, () => ['code', { code: '000000' }]],
    'another code': [to(byCode), identify, () => ['resend', {}]],
    'address, then a password': [to(byPassword), identify],
    'a wrong password': [to(byPassword), identify, () => ['password', { password: 'not the password' }]],
    'a forgotten password': [to(byPassword), identify, () => ['forgot', {}]],
    'a sign-up': [to(byCode, '&prompt=create'), register],
  }
  console.log(`| form | median known, ms | unknown | gap | p | |\n| --- | ---: | ---: | ---: | ---: | --- |`)
  for (const [name, [path, ...steps]] of Object.entries(forms)) console.log(row(name, await compare(path, steps)))
} finally {
  await server.stop()
  rmSync(dataDirectory, { recursive: true, force: true })
}

async function compare(path, steps) {
  const times = { known: [], unknown: [] }
  for (let sample = -5; sample < SAMPLES; sample += 1) {
    const kinds = sample % 2 === 0 ? ['known', 'unknown'] : ['unknown', 'known']
    for (const kind of kinds) {
      const time = await timeOf(path, steps, `${kind}-person-${(sample + 5) % PEOPLE}@example.com`)
      if (sample >= 0) times[kind].push(time)
    }
  }
  return compareSamples(times.known, times.unknown)
}

/** The time of the last form of a way, each way from a network of its own. */
async function timeOf(path, steps, email) {
  network += 1
  // A network is a /24, so the last number does not count.
  const ip = `100.${(network >> 8) & 255}.${network & 255}.7`
  const browser = new BrowserSession(server.origin, { 'x-forwarded-for': ip })
  await browser.open(path)
  let started = 0
  for (const step of steps) {
    started = performance.now()
    await browser.submit(...step(email))
  }
  return performance.now() - started
}

async function signUp(origin, client, number) {
  const email = `known-person-${number}@example.com`
  const browser = new BrowserSession(origin)
  await browser.open(`${authorizePath(client)}&prompt=create`)
  await browser.submit('register', { email, given_name: 'Ada', family_name: 'Lovelace' })
  await browser.submit('code', { code: await mailedCode(origin, email) })
  await browser.submit('new-password', { password: PASSWORD })
}

function row(name, { medians: [known, unknown], gap, p }) {
  const isFinding = p < LEAST_P && Math.abs(gap) >= LEAST_GAP_MS
  const cells = [name, known.toFixed(2), unknown.toFixed(2), gap.toFixed(2), p.toFixed(3), isFinding ? 'FINDING' : '']
  return `| ${cells.join(' | ')} |`
}
