import { hash, verify } from '@node-rs/argon2'
import { availableParallelism } from 'node:os'
import type { CommonPasswords } from './common-passwords.ts'
import { openHashingGate } from './hashing-gate.ts'
import {
  decodeImported,
  decodeWrapped,
  deriveDigest,
  encodeWrapped,
  isImported,
  isWrapped,
  openSlowHasher,
  splitHash,
  verifyImported,
} from './imported-passwords/index.ts'
import { steadyAnswers } from './steady-answers.ts'

/** argon2id, m = 19 MiB, t = 2, p = 1 (OWASP). `algorithm: 2` is Argon2id in the library's numbering. */
const PARAMETERS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
/** Milliseconds of an argon2id hash on the machine where the costs of other hashes were measured. */
const REFERENCE_MS = 9
/** A margin: other requests may be hashing at the same moment, and a text is tried in two forms. */
const ROOM = 2.5
const MOST_SLOWNESS = 4

export interface Passwords {
  /** @throws {Unavailable} `PASSWORD_QUEUE_FULL` when more requests wait than can be served soon. */
  hash(password: string): Promise<string>
  /**
   * Verifies a password. Without a stored hash it takes the same time and returns false, so that timing reveals no
   * account (ATO-10). A hash of another system adds its own time; the caller waits with `untilMoment` before it answers
   * that the password is wrong.
   */
  verify(stored: string | undefined, password: string): Promise<boolean>
  /** Hashes the digest of a fast hash of another system. Waits behind every sign-in. */
  wrap(imported: string): Promise<string>
  /**
   * Delays an answer for as long as the costliest hash of another system takes, with room for a busy machine. `since`
   * is a time of `performance.now`.
   */
  untilMoment(key: string, guess: { readonly since: number; readonly verifyMs: number }): Promise<void>
  /** Returns whether a password is among the most common ones, in any case of its letters (M2-2). */
  readonly isCommon: CommonPasswords
}

interface GateOptions {
  readonly processes: number
  readonly isCommon: CommonPasswords
}

/**
 * Password hashing behind a gate: one hash at a time for each core of this process, and a bounded queue behind. Without
 * the gate, a flood of sign-ins takes the signing of a token from 0.9 ms to 140 ms.
 */
export function passwordGate({ processes, isCommon }: GateOptions): Passwords {
  const gate = openHashingGate(Math.max(1, Math.floor(availableParallelism() / processes)))
  const decoy = hash('no account has this password', PARAMETERS)
  const steady = steadyAnswers()
  const slow = openSlowHasher()

  // The slowness of this machine, compared with the one of the measured costs: the best of three tries is free of its
  // other work.
  let slowness: Promise<number> | undefined
  async function measureSlowness(): Promise<number> {
    let least = Infinity
    for (let tries = 0; tries < 3; tries += 1) {
      const began = performance.now()
      await verify(await decoy, 'nobody has this one either')
      least = Math.min(least, performance.now() - began)
    }
    return Math.min(MOST_SLOWNESS, Math.max(1, least / REFERENCE_MS))
  }

  // After a right password the caller hashes it again, which takes as long as the decoy.
  async function verifyOther(stored: string, password: string): Promise<boolean> {
    const isRight = await verifyImported(stored, password, slow)
    if (!isRight) await verify(await decoy, password)
    return isRight
  }

  async function verifyWrapped(stored: string, password: string): Promise<boolean> {
    const { settings, outer } = decodeWrapped(stored)
    const digest = await deriveDigest(settings, password, slow)
    const matches = await verify(digest === undefined ? await decoy : outer, digest ?? password)
    return digest !== undefined && matches
  }

  return {
    isCommon,
    async untilMoment(key, { since, verifyMs }) {
      slowness ??= measureSlowness()
      const slotMs = (verifyMs + REFERENCE_MS) * ROOM * (await slowness)
      return steady.untilMoment(key, { since, slotMs })
    },
    hash: (password) => gate.first(() => hash(password, PARAMETERS)),
    wrap(imported) {
      const split = splitHash(decodeImported(imported))
      if (!split) throw new Error('only hashes of MD5 and SHA are wrapped')
      const { settings, digest } = split
      return gate.behind(async () => encodeWrapped({ settings, outer: await hash(digest, PARAMETERS) }))
    },
    verify: (stored, password) =>
      gate.first(async () => {
        if (stored !== undefined && isImported(stored)) return verifyOther(stored, password)
        if (stored !== undefined && isWrapped(stored)) return verifyWrapped(stored, password)
        const matches = await verify(stored ?? (await decoy), password)
        return stored !== undefined && matches
      }),
  }
}
