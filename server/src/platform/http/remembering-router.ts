import type { Result, Router } from 'hono/router'
import { TrieRouter } from 'hono/router/trie-router'

/**
 * Hono's router for any path, which looks up the handlers of a path without parameters once: walking the tree for each
 * request took as long as writing the database's answer. Remembers one result per registered path and method, so its
 * size is bounded.
 */
export class RememberingRouter<T> implements Router<T> {
  readonly name = 'RememberingRouter'
  readonly #all = new TrieRouter<T>()
  readonly #fixed = new Set<string>()
  readonly #found = new Map<string, Result<T>>()

  add(method: string, path: string, handler: T): void {
    this.#all.add(method, path, handler)
    this.#found.clear()
    if (!/[:*?{]/.test(path)) this.#fixed.add(path)
  }

  match(method: string, path: string): Result<T> {
    if (!this.#fixed.has(path)) return this.#all.match(method, path)
    const key = `${method} ${path}`
    const known = this.#found.get(key)
    if (known) return known
    const found = this.#all.match(method, path)
    this.#found.set(key, found)
    return found
  }
}
