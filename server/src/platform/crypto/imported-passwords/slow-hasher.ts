import { Worker } from 'node:worker_threads'
import type { SlowTask } from './slow-worker.ts'

/** Makes the hash of a password; undefined where the password is longer than the method takes one. */
export type SlowHasher = (task: Omit<SlowTask, 'id'>) => Promise<string | undefined>

interface WaitingCaller {
  readonly resolve: (made: string | undefined) => void
  readonly reject: (error: Error) => void
}

const IDLE_MS = 30_000

/** A thread that is there while it is needed, and never keeps the process alive. */
export function openSlowHasher(): SlowHasher {
  const waiting = new Map<number, WaitingCaller>()
  let worker: Worker | undefined
  let idle: NodeJS.Timeout | undefined
  let lastId = 0

  function start(): Worker {
    // Beside this file, as source in tests and as it was built elsewhere.
    const started = new Worker(
      new URL(`./slow-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url),
    )
    started.unref()
    started.on('message', ({ id, made }: { id: number; made: string | undefined }) => {
      waiting.get(id)?.resolve(made)
      waiting.delete(id)
      if (waiting.size === 0) idle = setTimeout(stop, IDLE_MS).unref()
    })
    started.on('error', fail)
    return started
  }

  function stop(): void {
    void worker?.terminate()
    worker = undefined
  }

  function fail(error: Error): void {
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
    worker = undefined
  }

  return (task) =>
    new Promise((resolve, reject) => {
      clearTimeout(idle)
      worker ??= start()
      lastId += 1
      waiting.set(lastId, { resolve, reject })
      worker.postMessage({ ...task, id: lastId })
    })
}
