import { spawn, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))

const ENDED = /^([^]*)\nended: (\d+)\n/

/**
 * The environment of a terminal: without the test runner's variables, which change how tools behave, and without
 * colours, which some tools write into the middle of words if `CI` is set.
 */
function environmentOf(more: Record<string, string>): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(VITE|VITEST|NODE_ENV$|NODE_OPTIONS$|TEST$|FORCE_COLOR$)/.test(name),
  )
  return { ...Object.fromEntries(own), NO_COLOR: '1', ...more }
}

/** A terminal in the root of the checkout. Later commands see the variables that earlier ones set. */
export class Terminal {
  readonly #shell: ChildProcess
  #output = ''

  constructor(environment: Record<string, string>) {
    // A group of its own, so that it ends with all that it started.
    this.#shell = spawn('sh', [], { cwd: ROOT, env: environmentOf(environment), detached: true })
    this.#shell.stdout?.on('data', (chunk: Buffer) => (this.#output += chunk.toString()))
    this.#shell.stderr?.on('data', (chunk: Buffer) => (this.#output += chunk.toString()))
  }

  /** Runs a command to its end and returns its output. */
  async run(command: string): Promise<string> {
    const written = await this.#type(command, ENDED)
    const [, text = '', status] = ENDED.exec(written) ?? []
    if (status !== '0') throw new Error(`${command}\nended with ${String(status)}:\n${text}`)
    return text
  }

  /** Starts a command that keeps running, and waits for the line that it prints when it is ready. */
  async start(command: string, isReady: RegExp): Promise<void> {
    const written = await this.#type(command, new RegExp(`${isReady.source}|${ENDED.source}`))
    if (ENDED.test(written)) throw new Error(`${command}\nended:\n${written}`)
  }

  #type(command: string, isDone: RegExp): Promise<string> {
    const before = this.#output.length
    this.#shell.stdin?.write(`${command}\nprintf '\\nended: %s\\n' $?\n`)
    return new Promise((resolve) => {
      const look = () => {
        const written = this.#output.slice(before)
        if (!isDone.test(written)) return
        this.#shell.stdout?.off('data', look)
        resolve(written)
      }
      this.#shell.stdout?.on('data', look)
    })
  }

  /** Ctrl-C and closing the window: asks everything in it to end, and waits for it. */
  close(): Promise<void> {
    const ended = new Promise<void>((resolve) => this.#shell.once('close', () => resolve()))
    if (this.#shell.pid !== undefined) process.kill(-this.#shell.pid, 'SIGTERM')
    return ended
  }
}
