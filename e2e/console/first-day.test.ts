import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, test } from 'vitest'
import { aBrowser, enterCode, press, register } from '../visitor.ts'
import { anAdministrator } from './administrator.ts'

// Below the example, whose packages are those that the quick start says to install.
const EXAMPLE = fileURLToPath(new URL('../../examples/spa', import.meta.url))

test('from the set-up link a stranger registers an application and signs a user in to it by what the pages say', async () => {
  const { page, server, open } = await anAdministrator()
  await open('/applications')
  await page.getByRole('link', { name: 'Create application' }).first().click()
  await page.getByLabel('Name').fill('Notebook')
  await page.getByLabel('Front-end and mobile').check()
  await press(page, 'Create application')
  await page.getByRole('tab', { name: 'React' }).click()
  await press(page, 'Register it')
  await page.getByRole('button', { name: 'Register it' }).waitFor({ state: 'detached' })

  const origin = /redirectUri="([^"]+)"/.exec(await codeOf(page, 'src/main.tsx'))?.[1] ?? ''
  const files = await buildApplication({
    'src/main.tsx': await codeOf(page, 'src/main.tsx'),
    'src/app.tsx': await codeOf(page, 'src/app.tsx'),
  })
  const person = await (await aBrowser()).visitor()
  // The port of the quick start may be taken on this machine, so another one answers for it.
  const port = await serve(files)
  await person.route(`${origin}/**`, (route) => {
    const { pathname, search } = new URL(route.request().url())
    return route.continue({ url: `http://localhost:${String(port)}${pathname}${search}` })
  })
  await person.goto(origin)
  await press(person, 'Create account')
  await register(person, 'first@example.com')
  await enterCode(person, server, 'first@example.com')
  await person.getByRole('button', { name: 'Sign out first@example.com' }).waitFor()

  await open('/users')
  await page.getByRole('link', { name: 'Ada Lovelace' }).click()
  await page.getByRole('heading', { level: 1, name: 'Ada Lovelace' }).waitFor()
})

async function codeOf(page: Page, name: string): Promise<string> {
  return page.locator('figure').filter({ hasText: name }).locator('pre').innerText()
}

interface BuiltFile {
  readonly type: string
  readonly body: string
}

/** Builds the code of a quick start as its development server would. */
async function buildApplication(code: Readonly<Record<string, string>>): Promise<ReadonlyMap<string, BuiltFile>> {
  const folder = join(EXAMPLE, 'node_modules')
  mkdirSync(folder, { recursive: true })
  const root = mkdtempSync(join(folder, '.quick-start-'))
  afterAll(() => rmSync(root, { recursive: true, force: true }))
  const page = '<!doctype html><title>Notebook</title><div id="root"></div><script type="module" src="/src/main.tsx">'
  for (const [name, text] of Object.entries({ ...code, 'index.html': `${page}</script>` })) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
  const built = await build({ root, configFile: false, logLevel: 'error', build: { write: false } })
  const { output } = 'output' in built ? built : { output: [] }
  return new Map(
    output.map((file) => [
      file.fileName,
      file.type === 'chunk'
        ? { type: 'text/javascript', body: file.code }
        : { type: 'text/html', body: String(file.source) },
    ]),
  )
}

async function serve(files: ReadonlyMap<string, BuiltFile>): Promise<number> {
  const listener = createServer(({ url = '/' }, response) => {
    const file = files.get(new URL(url, 'http://localhost').pathname.slice(1)) ?? files.get('index.html')
    response.writeHead(200, { 'content-type': file?.type ?? 'text/plain' }).end(file?.body)
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  afterAll(() => listener.close())
  return (listener.address() as AddressInfo).port
}
