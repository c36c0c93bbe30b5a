import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { managementToken } from './management.ts'
import { startServer } from './server.ts'

const server = await startServer({ isListening: true })
const GUIDES = join(import.meta.dirname, '..', '..', 'docs', 'guides')

interface Block {
  readonly command: string
  /** The output that the guide shows, if it shows one. */
  readonly printed: string | undefined
}

function blocksOf(guide: string): Block[] {
  const text = readFileSync(join(GUIDES, guide), 'utf8')
  const found = text.matchAll(/^```sh\n(.*?)^```\n(?:\n```json\n(.*?)^```$)?/gms)
  return [...found].map(([, command = '', printed]) => ({ command, printed }))
}

const BETWEEN = '\u001e'

/** Runs the blocks one after the other in one shell, like a reader of the guide, and returns the output of each. */
async function follow(blocks: readonly Block[]): Promise<string[]> {
  const script = ['set -euo pipefail', ...blocks.map(({ command }) => `${command}\nprintf '${BETWEEN}'`)].join('\n')
  const env = { ...process.env, ISSUER: server.origin, TOKEN: await managementToken(server) }
  const { stdout } = await promisify(execFile)('bash', ['-c', script], { env })
  return stdout.split(BETWEEN).slice(0, -1)
}

/** The guide writes `…` for values that differ each time. */
const expected = (printed: string): unknown =>
  JSON.parse(printed, (_key, value: unknown) => (value === '…' ? expect.any(String) : value))

test.each(['roles-and-permissions.md', 'feature-flags.md', 'properties.md', 'tenants.md', 'mail.md'])(
  'the commands of %s do what it says',
  { timeout: 60_000 },
  async (guide) => {
    const blocks = blocksOf(guide)
    const outputs = await follow(blocks)
    const said = blocks.flatMap(({ printed }, index) =>
      printed === undefined ? [] : [[printed, outputs[index] ?? '']],
    )
    expect(said.length).toBeGreaterThan(0)
    for (const [printed = '', output = ''] of said) expect(JSON.parse(output)).toEqual(expected(printed))
    expect(outputs.join('\n')).not.toMatch(/"errors"|undefined/)
  },
)
