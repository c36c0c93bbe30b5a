import { setTimeout as sleep } from 'node:timers/promises'
import { stopLeftover } from './leftover.ts'
import { startPostmaster, stopPostmaster, type Postmaster, type PostmasterOptions } from './postmaster.ts'

/** A database that ends again and again is not started for ever. */
const MOST_RESTARTS = 5
const WITHIN_MS = 60_000

/** Keeps one PostgreSQL running until it is told to stop: one that is killed (by hand, for want of memory) starts again. */
export class Supervisor {
  readonly #options: PostmasterOptions
  #postmaster: Postmaster
  #stopped: Promise<void> | undefined
  #restarting: Promise<void> = Promise.resolve()
  #restarts: readonly number[] = []

  private constructor(options: PostmasterOptions, postmaster: Postmaster) {
    this.#options = options
    this.#postmaster = postmaster
    void this.#watch()
  }

  static async start(options: PostmasterOptions): Promise<Supervisor> {
    return new Supervisor(options, await startPostmaster(options))
  }

  get pid(): number {
    return this.#postmaster.pid
  }

  /** May be called more than once; each call waits for the same end. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stopOnce()
    return this.#stopped
  }

  async #stopOnce(): Promise<void> {
    await this.#restarting
    await stopPostmaster(this.#postmaster)
  }

  async #watch(): Promise<void> {
    while (!this.#stopped) {
      await this.#postmaster.ended
      if (this.#stopped) return
      const now = performance.now()
      this.#restarts = [...this.#restarts.filter((at) => now - at < WITHIN_MS), now]
      if (this.#restarts.length > MOST_RESTARTS) {
        this.#options.log('the database keeps ending and is left stopped')
        return
      }
      this.#options.log('the database ended unexpectedly and is started again')
      this.#restarting = this.#restart()
      await this.#restarting
    }
  }

  async #restart(): Promise<void> {
    try {
      await stopLeftover(this.#options.clusterDirectory, this.#options.log)
      this.#postmaster = await startPostmaster(this.#options)
    } catch (error) {
      this.#options.log(`the database did not start again: ${error instanceof Error ? error.message : String(error)}`)
      await sleep(1000)
    }
  }
}
