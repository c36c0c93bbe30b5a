import { createServer } from 'node:http'
import { afterAll, expect, test } from 'vitest'
import { freePort, startServer } from '../server/test/server.ts'
import { anExample } from './example.ts'
import { aBrowser, enterCode, PATIENCE_MS, register } from './visitor.ts'

const server = await startServer({ isListening: true })
const example = await anExample(server)
const frame = await aPageAround(example.origin)
const browser = await aBrowser()

/** A page of another origin that shows the application in a frame, as builders of pages and previews do. */
async function aPageAround(origin: string): Promise<string> {
  const port = await freePort()
  const page = `<!doctype html><iframe title="Application" src="${origin}" width="900" height="700"></iframe>`
  const listener = createServer((_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end(page),
  )
  await new Promise<void>((resolve) => listener.listen(port, '127.0.0.1', resolve))
  afterAll(() => listener.close())
  return `http://localhost:${String(port)}/`
}

test('the React SDK in a frame signs up in a popup, which closes by itself', async () => {
  const page = await browser.visitor()
  await page.goto(frame)
  const application = page.frameLocator('iframe')
  const [popup] = await Promise.all([
    page.waitForEvent('popup'),
    application.getByRole('button', { name: 'Create account', exact: true }).click(),
  ])
  await register(popup, 'framed@example.com')
  await enterCode(popup, server, 'framed@example.com')
  await application.getByRole('heading', { name: 'Hello, Ada' }).waitFor()
  await expect.poll(() => popup.isClosed(), { timeout: PATIENCE_MS }).toBe(true)
})
