import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { freePort } from '../server/test/server.ts'
import { ROOT, Terminal } from './shell.ts'
import { aBrowser, press, register } from './visitor.ts'

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-guide-'))
const issuer = `http://localhost:${String(await freePort())}`
const example = `http://localhost:${String(await freePort())}`
const environment = {
  PORT: new URL(issuer).port,
  GATEHOUSE_DATA_DIR: join(folder, 'data'),
  EXAMPLE_ORIGIN: example,
  EXAMPLE_SETTINGS_DIR: folder,
}

/** The guide as it is, but for the ports and the folder: this machine may be using those. */
const guide = readFileSync(join(ROOT, 'docs/guides/first-sign-in.md'), 'utf8')
  .replaceAll('http://localhost:3000', issuer)
  .replaceAll('http://localhost:5173', example)
  .replaceAll('./data/', `${folder}/data/`)
const commands = [...guide.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, command = '']) => command.trim())
const [start = '', setup = '', dev = '', ...byHand] = commands

const terminals = Array.from({ length: 3 }, () => new Terminal(environment))
const [first, second, third] = terminals as [Terminal, Terminal, Terminal]
afterAll(async () => {
  await second.close()
  await third.close()
  await first.close()
  rmSync(folder, { recursive: true, force: true })
})
const browser = await aBrowser()

/** Reads the code where the guide says: in the inbox, in another tab. */
async function codeInInbox(page: Awaited<ReturnType<typeof browser.visitor>>): Promise<string> {
  const tab = await page.context().newPage()
  await tab.goto(`${issuer}/dev/inbox`)
  const code = await tab
    .locator('#messages')
    .getByText(/^\d{6}$/)
    .first()
    .innerText()
  await tab.close()
  return code
}

test('the guide, followed word for word, ends signed in', { timeout: 120_000 }, async () => {
  await first.start(start, /Gatehouse is ready/)
  await second.run(setup)
  await second.start(dev, /Local:/)
  const page = await browser.visitor()
  await page.goto(example)
  await press(page, 'Create account')
  await register(page, 'guide@example.com')
  await page.getByLabel('Code from the email').fill(await codeInInbox(page))
  await press(page, 'Confirm email address')
  await page.getByRole('heading', { name: 'Hello, Ada' }).waitFor()
})

test('by hand, the commands of the guide end with tokens', { timeout: 60_000 }, async () => {
  const [address, redeem = ''] = [byHand.slice(0, -1).join('\n'), byHand.at(-1)]
  const [signIn = ''] = /http\S+\/oauth2\/auth\?\S+/.exec(await third.run(address)) ?? []
  const page = await browser.visitor()
  await page.goto(signIn)
  await page.getByRole('link', { name: 'Create an account' }).click()
  await register(page, 'by-hand@example.com')
  await page.getByLabel('Code from the email').fill(await codeInInbox(page))
  const arrived = page.waitForRequest((request) => request.url().startsWith('http://localhost:4000/callback'))
  await press(page, 'Confirm email address')
  const code = new URL((await arrived).url()).searchParams.get('code') ?? ''
  const answer = await third.run(redeem.replace('paste-it-here', code))
  expect(Object.keys(JSON.parse(answer) as object)).toEqual(
    expect.arrayContaining(['access_token', 'id_token', 'refresh_token']),
  )
})

test('running the setup twice registers the example once', async () => {
  const settings = readFileSync(join(folder, '.env.local'), 'utf8')
  await third.run(setup)
  expect(readFileSync(join(folder, '.env.local'), 'utf8')).toBe(settings)
})
