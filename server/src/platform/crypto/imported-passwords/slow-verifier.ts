import { Worker } from 'node:worker_threads'
import type { SlowTask } from './slow-worker.ts'

export type SlowVerifier = (task: Omit<SlowTask, 'id'>) => Promise<boolean>

interface Waiting {
  readonly resolve: (isRight: boolean) => void
  readonly reject: (error: Error) => void
}

const IDLE_MS = 30_000

/** A thread that is there while it is needed, and never keeps the process alive. */
export function openSlowVerifier(): SlowVerifier {
  const waiting = new Map<number, Waiting>()
  let worker: Worker | undefined
  let idle: NodeJS.Timeout | undefined
  let lastId = 0

  function start(): Worker {
    // Beside this file, as source in tests and as it was built elsewhere.
    const started = new Worker(
      new URL(`./slow-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url),
    )
    started.unref()
    started.on('message', ({ id, isRight }: { id: number; isRight: boolean }) => {
      waiting.get(id)?.resolve(isRight)
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
